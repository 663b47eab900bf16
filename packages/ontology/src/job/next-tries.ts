import {
  calendarConnections,
  calendarLinks,
  calendarPushes,
  calendarSyncStates,
  externalCalendars,
} from "@availability/db/schema";
import { and, eq, exists, inArray, lt, ne, type SQL, sql } from "drizzle-orm";
import { waitAfterTries } from "../calendar/queue-stuck-pushes.ts";
import type { Ctx } from "../ctx.ts";
import { jobSchedules } from "./schedules.ts";

type Work = { id: string; functionId: string; calendarId: string | null; bookingId: string | null };

const everyMs = jobSchedules["sync-due-calendars"].everyMinutes * 60_000;

/**
 * When readings and pushes that failed are tried again by themselves, at the latest: epoch ms by the id of the failure. What
 * waits for a person, or is never tried again, is absent.
 */
export async function nextTries(
  ctx: Ctx,
  organizationId: string,
  works: readonly Work[],
): Promise<Map<string, number>> {
  const subjects = works.map((work) => ({ id: work.id, subject: subjectOf(work) }));
  const ids = subjects.flatMap(({ subject }) => subject ?? []);
  const found = await Promise.all([
    dueReadings(ctx, organizationId, ids),
    duePushes(ctx, organizationId, ids),
  ]);
  const dueAt = new Map(found.flat().map((due) => [due.id, due.dueAt]));
  return new Map(
    subjects.flatMap(({ id, subject }): [string, number][] => {
      const at = dueAt.get(subject ?? "");
      return at === undefined ? [] : [[id, tickAfter(Math.max(at, ctx.now()))]];
    }),
  );
}

/** The calendar that was to be read, or the booking that was to be written. */
function subjectOf({ functionId, calendarId, bookingId }: Work): string | null {
  if (functionId === "sync-calendar") return calendarId;
  return functionId === "push-booking" ? bookingId : null;
}

type Due = { id: string; dueAt: number };

async function dueReadings(ctx: Ctx, organizationId: string, ids: string[]): Promise<Due[]> {
  if (ids.length === 0) return [];
  const isLinked = ctx.db
    .select({ one: sql`1` })
    .from(calendarLinks)
    .where(eq(calendarLinks.calendarId, calendarSyncStates.calendarId));
  return ctx.db
    .select({
      id: calendarSyncStates.calendarId,
      dueAt: ms(sql`greatest(${calendarSyncStates.nextDueAt}, ${calendarConnections.throttledUntil})`),
    })
    .from(calendarSyncStates)
    .innerJoin(externalCalendars, eq(externalCalendars.id, calendarSyncStates.calendarId))
    .innerJoin(calendarConnections, eq(calendarConnections.id, externalCalendars.connectionId))
    .where(
      and(
        eq(calendarSyncStates.organizationId, organizationId),
        inArray(calendarSyncStates.calendarId, ids),
        eq(externalCalendars.status, "active"),
        eq(calendarConnections.status, "active"),
        eq(calendarConnections.syncEnabled, true),
        exists(isLinked),
      ),
    );
}

async function duePushes(ctx: Ctx, organizationId: string, ids: string[]): Promise<Due[]> {
  if (ids.length === 0) return [];
  return ctx.db
    .select({
      id: calendarPushes.bookingId,
      dueAt: ms(sql`min(${calendarPushes.updatedAt} + ${waitAfterTries})`),
    })
    .from(calendarPushes)
    .innerJoin(externalCalendars, eq(externalCalendars.id, calendarPushes.calendarId))
    .innerJoin(calendarConnections, eq(calendarConnections.id, externalCalendars.connectionId))
    .where(
      and(
        eq(calendarPushes.organizationId, organizationId),
        inArray(calendarPushes.bookingId, ids),
        lt(calendarPushes.appliedVersion, calendarPushes.desiredVersion),
        ne(calendarPushes.remoteState, "blocked"),
        eq(calendarConnections.status, "active"),
        eq(calendarConnections.syncEnabled, true),
      ),
    )
    .groupBy(calendarPushes.bookingId);
}

/** The cron's ticks lie on whole quarters of an hour. */
function tickAfter(instant: number): number {
  return Math.ceil(instant / everyMs) * everyMs;
}

function ms(instant: SQL) {
  return sql<number>`floor(extract(epoch from ${instant}) * 1000)`.mapWith(Number);
}
