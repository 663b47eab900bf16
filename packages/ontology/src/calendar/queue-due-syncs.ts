import type { Queryable } from "@availability/db";
import {
  calendarConnections,
  calendarLinks,
  calendarSyncStates,
  externalCalendars,
} from "@availability/db/schema";
import { and, asc, count, eq, exists, inArray, lte, type SQL, sql } from "drizzle-orm";
import type { Environment } from "../ctx.ts";
import { queueSyncs } from "./request-sync.ts";

const pageSize = 500;
// The next tick of the cron finds a calendar due again whatever became of this request.
const againMs = 10 * 60_000;

/**
 * Queues a run for every calendar that is due, of whatever organisation, in pages; returns how many. `turn` of `turns`, from 1, asks
 * for the part of them that ids put there, and for those of the turns before. Called by the cron alone. A calendar is due when its
 * time has come; a run that succeeds sets the next.
 */
export async function queueDueSyncs(environment: Environment, part = whole): Promise<number> {
  let queued = 0;
  for (;;) {
    const size = await queuePage(environment, part);
    queued += size;
    if (size < pageSize) break;
  }
  if (queued > 0) environment.publish();
  return queued;
}

/** How many calendars are due now, of whatever organisation; no more than `atMost`. */
export async function countDueSyncs(
  { db, now }: Environment,
  { atMost }: { atMost: number },
): Promise<number> {
  const due = selectDue(db, { at: new Date(now()), part: whole })
    .limit(atMost)
    .as("due");
  const [row] = await db.select({ count: count() }).from(due);
  return row?.count ?? 0;
}

type Part = { turn: number; turns: number };

const whole: Part = { turn: 1, turns: 1 };

function selectDue(db: Queryable, { at, part }: { at: Date; part: Part }) {
  const isLinked = db
    .select({ one: sql`1` })
    .from(calendarLinks)
    .where(eq(calendarLinks.calendarId, calendarSyncStates.calendarId));
  return db
    .select({
      calendarId: calendarSyncStates.calendarId,
      organizationId: calendarSyncStates.organizationId,
    })
    .from(calendarSyncStates)
    .innerJoin(externalCalendars, eq(externalCalendars.id, calendarSyncStates.calendarId))
    .innerJoin(calendarConnections, eq(calendarConnections.id, externalCalendars.connectionId))
    .where(
      and(
        lte(calendarSyncStates.nextDueAt, at),
        isOfPart(part),
        eq(externalCalendars.status, "active"),
        eq(calendarConnections.status, "active"),
        eq(calendarConnections.syncEnabled, true),
        exists(isLinked),
      ),
    )
    .$dynamic();
}

/** Ids are UUIDv7, whose last digits are random and stay the same: a calendar always comes in the same turn of as many. */
function isOfPart({ turn, turns }: Part): SQL | undefined {
  if (turn >= turns) return undefined;
  const end = Math.floor((turn / turns) * 0x10000)
    .toString(16)
    .padStart(4, "0");
  return sql`right(${calendarSyncStates.calendarId}::text, 4) collate "C" < ${end}`;
}

async function queuePage({ db, now }: Environment, part: Part): Promise<number> {
  const at = new Date(now());
  return db.transaction(async (tx) => {
    const due = await selectDue(tx, { at, part })
      .orderBy(asc(calendarSyncStates.nextDueAt), asc(calendarSyncStates.calendarId))
      .limit(pageSize)
      .for("update", { of: calendarSyncStates, skipLocked: true });
    if (due.length === 0) return 0;
    await tx
      .update(calendarSyncStates)
      .set({ nextDueAt: new Date(at.getTime() + againMs) })
      .where(
        inArray(
          calendarSyncStates.calendarId,
          due.map(({ calendarId }) => calendarId),
        ),
      );
    for (const [organizationId, calendarIds] of grouped(due)) {
      await queueSyncs(tx, { organizationId, calendarIds, trigger: "cron", at });
    }
    return due.length;
  });
}

function grouped(rows: { calendarId: string; organizationId: string }[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { organizationId, calendarId } of rows) {
    groups.set(organizationId, [...(groups.get(organizationId) ?? []), calendarId]);
  }
  return groups;
}
