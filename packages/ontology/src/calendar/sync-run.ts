import { newId } from "@availability/db";
import { calendarConnections, calendarSyncStates, syncRuns } from "@availability/db/schema";
import { noCounts, type SyncCounts } from "@availability/domain/calendar";
import { isProviderError } from "@availability/domain/errors";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Ctx } from "../ctx.ts";
import { resolveFailures } from "../job/resolve-failures.ts";
import { announce } from "../outbox/index.ts";
import type { SyncTrigger } from "./request-sync.ts";
import { owned, type SyncLease } from "./sync-lease.ts";
import { noteMissed } from "./watch/note-missed.ts";

export type SyncRunKind = "full" | "incremental";

// A little less than the cron's quarter of an hour, so that every tick finds the calendar due.
const intervalMs = 14 * 60_000;

/** The run that was queued for this calendar, or one begun by a worker that died, or else a new one. */
export async function beginRun(
  ctx: Ctx,
  lease: SyncLease,
  jobRunId: string | null,
): Promise<{ id: string; trigger: SyncTrigger }> {
  const startedAt = new Date(ctx.now());
  const { organizationId, calendarId } = lease;
  const running = { status: "running" as const, startedAt, jobRunId, counts: noCounts, requests: 0 };
  const [queued] = await ctx.db
    .update(syncRuns)
    .set(running)
    .where(and(eq(syncRuns.calendarId, calendarId), inArray(syncRuns.status, ["queued", "running"])))
    .returning({ id: syncRuns.id, trigger: syncRuns.trigger });
  if (queued) return queued;
  const id = newId();
  await ctx.db
    .insert(syncRuns)
    .values({ ...running, id, organizationId, calendarId, trigger: "cron", requestedAt: startedAt });
  return { id, trigger: "cron" };
}

export async function finishRun(
  ctx: Ctx,
  lease: SyncLease,
  run: { runId: string; kind: SyncRunKind; requests: number; counts: SyncCounts; drift: number },
): Promise<void> {
  const { runId, drift, ...result } = run;
  const at = new Date(ctx.now());
  const { organizationId, calendarId } = lease;
  await ctx.db.transaction(async (tx) => {
    const [state] = await tx
      .update(calendarSyncStates)
      .set({
        leaseOwner: null,
        leaseUntil: null,
        // Marked changed since the last look: due at once.
        nextDueAt: sql`case when ${calendarSyncStates.dirtySeq} > ${calendarSyncStates.syncedSeq}
          then ${at.toISOString()}::timestamptz else ${new Date(at.getTime() + intervalMs).toISOString()}::timestamptz end`,
        failures: 0,
        lastErrorCode: null,
        lastErrorAt: null,
        ...(drift > 0
          ? { driftCount: sql`${calendarSyncStates.driftCount} + ${drift}`, lastDriftAt: at }
          : {}),
      })
      .where(owned(lease))
      .returning({ dirtySeq: calendarSyncStates.dirtySeq, syncedSeq: calendarSyncStates.syncedSeq });
    // Whoever marked it since the last look may have found us still at it.
    if (state && state.dirtySeq > state.syncedSeq) {
      await announce(tx, [{ name: "calendar/notified", data: { organizationId, calendarId } }]);
    }
    const [finished] = await tx
      .update(syncRuns)
      .set({ ...result, status: "succeeded", finishedAt: at })
      .where(eq(syncRuns.id, runId))
      .returning({ trigger: syncRuns.trigger });
    if (finished?.trigger === "cron" && run.kind === "incremental") {
      await noteMissed(tx, lease, { counts: run.counts, at });
    }
    await resolveFailures(tx, { organizationId: lease.organizationId, calendarId: lease.calendarId, at });
  });
  ctx.publish();
}

export async function failRun(
  ctx: Ctx,
  lease: SyncLease,
  { runId, error }: { runId: string; error: { code: string; detail: string; cause: unknown } },
): Promise<void> {
  const at = new Date(ctx.now());
  await ctx.db.transaction(async (tx) => {
    await tx
      .update(calendarSyncStates)
      .set({
        leaseOwner: null,
        leaseUntil: null,
        failures: sql`${calendarSyncStates.failures} + 1`,
        lastErrorCode: error.code,
        // Since when it meets this.
        lastErrorAt: sql`case when ${calendarSyncStates.lastErrorCode} = ${error.code}
          then ${calendarSyncStates.lastErrorAt} else ${at.toISOString()}::timestamptz end`,
      })
      .where(owned(lease));
    await tx
      .update(syncRuns)
      .set({
        status: "failed",
        finishedAt: at,
        errorCode: error.code,
        errorDetail: error.detail.slice(0, 1000),
      })
      .where(eq(syncRuns.id, runId));
    const { cause } = error;
    if (isProviderError(cause) && cause.kind === "rate_limited" && cause.retryAfterMs !== null) {
      await tx
        .update(calendarConnections)
        .set({ throttledUntil: new Date(at.getTime() + cause.retryAfterMs) })
        .where(eq(calendarConnections.id, lease.connectionId));
    }
  });
}
