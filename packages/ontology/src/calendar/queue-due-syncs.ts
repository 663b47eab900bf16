import {
  calendarConnections,
  calendarLinks,
  calendarSyncStates,
  externalCalendars,
} from "@availability/db/schema";
import { and, asc, eq, exists, inArray, lte, sql } from "drizzle-orm";
import type { Environment } from "../ctx.ts";
import { queueSyncs } from "./request-sync.ts";

const pageSize = 500;
// The next tick of the cron finds a calendar due again whatever became of this request.
const againMs = 10 * 60_000;

/**
 * Queues a run for every calendar that is due, of whatever organisation, in pages; returns how many. Called by the cron
 * alone. A calendar is due when its time has come; a run that succeeds sets the next.
 */
export async function queueDueSyncs(environment: Environment): Promise<number> {
  let queued = 0;
  for (;;) {
    const count = await queuePage(environment);
    queued += count;
    if (count < pageSize) break;
  }
  if (queued > 0) environment.publish();
  return queued;
}

async function queuePage({ db, now }: Environment): Promise<number> {
  const at = new Date(now());
  return db.transaction(async (tx) => {
    const due = await tx
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
          eq(externalCalendars.status, "active"),
          eq(calendarConnections.status, "active"),
          eq(calendarConnections.syncEnabled, true),
          exists(
            tx
              .select({ one: sql`1` })
              .from(calendarLinks)
              .where(eq(calendarLinks.calendarId, calendarSyncStates.calendarId)),
          ),
        ),
      )
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
