import {
  calendarConnections,
  calendarSyncStates,
  calendarWatchChannels,
  externalCalendars,
} from "@availability/db/schema";
import { and, asc, eq, gt, lte, ne, notExists, or, sql } from "drizzle-orm";
import type { Environment } from "../../ctx.ts";
import { requestChannels } from "./request-channels.ts";

const pageSize = 500;

type Due = { organizationId: string; calendarId: string };

/**
 * Asks for the channels whose renewal, next attempt or end is due, and for those of linked calendars that have none; of
 * whatever organisation, in pages. Returns how many. Called by the cron alone.
 */
export async function queueDueChannels(environment: Environment): Promise<number> {
  if (!environment.notificationBaseUrl) return 0;
  const queued = (await queueDue(environment)) + (await queueUnwatched(environment));
  if (queued > 0) environment.publish();
  return queued;
}

async function queueDue(environment: Environment): Promise<number> {
  const at = new Date(environment.now());
  let queued = 0;
  let last: { nextAttemptAt: Date; id: string } | null = null;
  for (;;) {
    const { id, nextAttemptAt } = calendarWatchChannels;
    const rows: { id: string; nextAttemptAt: Date; organizationId: string; calendarId: string }[] =
      await environment.db
        .select({
          id,
          nextAttemptAt,
          organizationId: calendarWatchChannels.organizationId,
          calendarId: calendarWatchChannels.calendarId,
        })
        .from(calendarWatchChannels)
        .where(
          and(
            lte(nextAttemptAt, at),
            ne(calendarWatchChannels.status, "stopped"),
            last === null
              ? undefined
              : or(
                  gt(nextAttemptAt, last.nextAttemptAt),
                  and(eq(nextAttemptAt, last.nextAttemptAt), gt(id, last.id)),
                ),
          ),
        )
        .orderBy(asc(nextAttemptAt), asc(id))
        .limit(pageSize);
    queued += await request(environment, rows);
    const end = rows.at(-1);
    if (!end || rows.length < pageSize) return queued;
    last = end;
  }
}

async function queueUnwatched(environment: Environment): Promise<number> {
  let queued = 0;
  let last: string | null = null;
  for (;;) {
    const { calendarId, organizationId } = calendarSyncStates;
    const rows: Due[] = await environment.db
      .select({ calendarId, organizationId })
      .from(calendarSyncStates)
      .innerJoin(externalCalendars, eq(externalCalendars.id, calendarId))
      .innerJoin(calendarConnections, eq(calendarConnections.id, externalCalendars.connectionId))
      .where(
        and(
          eq(externalCalendars.status, "active"),
          eq(calendarConnections.status, "active"),
          eq(calendarConnections.syncEnabled, true),
          last === null ? undefined : gt(calendarId, last),
          notExists(
            environment.db
              .select({ one: sql`1` })
              .from(calendarWatchChannels)
              .where(
                and(
                  eq(calendarWatchChannels.calendarId, calendarId),
                  ne(calendarWatchChannels.status, "stopped"),
                ),
              ),
          ),
        ),
      )
      .orderBy(asc(calendarId))
      .limit(pageSize);
    queued += await request(environment, rows);
    const end = rows.at(-1);
    if (!end || rows.length < pageSize) return queued;
    last = end.calendarId;
  }
}

async function request({ db }: Environment, rows: Due[]): Promise<number> {
  const byOrganization = new Map<string, Set<string>>();
  for (const { organizationId, calendarId } of rows) {
    byOrganization.set(organizationId, (byOrganization.get(organizationId) ?? new Set()).add(calendarId));
  }
  await db.transaction(async (tx) => {
    for (const [organizationId, calendarIds] of byOrganization) {
      await requestChannels(tx, { organizationId, calendarIds: [...calendarIds] });
    }
  });
  return [...byOrganization.values()].reduce((total, ids) => total + ids.size, 0);
}
