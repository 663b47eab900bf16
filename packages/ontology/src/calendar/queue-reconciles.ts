import { newId, type Transaction } from "@availability/db";
import {
  calendarConnections,
  calendarSyncStates,
  externalCalendars,
  syncRuns,
} from "@availability/db/schema";
import { noCounts } from "@availability/domain/calendar";
import { and, asc, eq, inArray, isNull, lte, or, sql } from "drizzle-orm";
import type { Environment } from "../ctx.ts";
import { announce } from "../outbox/index.ts";
import { nextReconcileAt } from "./probe-schedule.ts";

const pageSize = 200;
const mostPages = 25;

/**
 * Asks for the nightly reading of the whole window of every calendar whose turn has come, in pages; returns how many. A calendar
 * without a turn is given one. At most 5,000 a call. Called by the cron alone.
 */
export async function queueReconciles(environment: Environment): Promise<number> {
  let queued = 0;
  for (let page = 0; page < mostPages; page++) {
    const { due, found } = await queuePage(environment);
    queued += due;
    if (found < pageSize) break;
  }
  if (queued > 0) environment.publish();
  return queued;
}

type Due = { calendarId: string; organizationId: string; isFirst: boolean };

async function queuePage({ db, now }: Environment): Promise<{ due: number; found: number }> {
  const at = new Date(now());
  return db.transaction(async (tx) => {
    const found = await lockDue(tx, at);
    if (found.length === 0) return { due: 0, found: 0 };
    const turns = sql.join(
      found.map(
        ({ calendarId }) =>
          sql`(${calendarId}::uuid, ${nextReconcileAt(calendarId, at).toISOString()}::timestamptz)`,
      ),
      sql`, `,
    );
    await tx.execute(sql`
      update calendar_sync_states s set next_reconcile_at = turn.next_at
      from (values ${turns}) turn(calendar_id, next_at) where s.calendar_id = turn.calendar_id`);
    const due = found.filter(({ isFirst }) => !isFirst);
    await askFor(tx, due, at);
    return { due: due.length, found: found.length };
  });
}

async function lockDue(tx: Transaction, at: Date): Promise<Due[]> {
  const { calendarId, organizationId, nextReconcileAt: turn } = calendarSyncStates;
  return tx
    .select({ calendarId, organizationId, isFirst: sql<boolean>`${turn} is null` })
    .from(calendarSyncStates)
    .innerJoin(externalCalendars, eq(externalCalendars.id, calendarId))
    .innerJoin(calendarConnections, eq(calendarConnections.id, externalCalendars.connectionId))
    .where(
      and(
        or(isNull(turn), lte(turn, at)),
        eq(externalCalendars.status, "active"),
        eq(calendarConnections.status, "active"),
        eq(calendarConnections.syncEnabled, true),
      ),
    )
    .orderBy(asc(turn), asc(calendarId))
    .limit(pageSize)
    .for("update", { of: calendarSyncStates, skipLocked: true });
}

/** A run that is queued already becomes the nightly one; one under way is left alone until the next night. */
async function askFor(tx: Transaction, due: Due[], at: Date): Promise<void> {
  if (due.length === 0) return;
  await tx
    .update(calendarSyncStates)
    .set({ dirtySeq: sql`${calendarSyncStates.dirtySeq} + 1` })
    .where(
      inArray(
        calendarSyncStates.calendarId,
        due.map(({ calendarId }) => calendarId),
      ),
    );
  await tx
    .insert(syncRuns)
    .values(
      due.map(({ calendarId, organizationId }) => ({
        id: newId(),
        organizationId,
        calendarId,
        trigger: "reconcile" as const,
        status: "queued" as const,
        counts: noCounts,
        requestedAt: at,
      })),
    )
    .onConflictDoUpdate({
      target: syncRuns.calendarId,
      targetWhere: sql`status in ('queued', 'running')`,
      set: { trigger: "reconcile" },
      setWhere: eq(syncRuns.status, "queued"),
    });
  await announce(
    tx,
    due.map(({ calendarId, organizationId }) => ({
      name: "calendar/sync.requested" as const,
      data: { organizationId, calendarId },
    })),
  );
}
