import {
  addCounts,
  type Instants,
  noCounts,
  type SyncCounts,
  windowServes,
  windowToRead,
} from "@availability/domain/calendar";
import { isDomainError, isProviderError } from "@availability/domain/errors";
import type { Ctx } from "../ctx.ts";
import { settleByRule } from "./conflicts/settle-by-rule.ts";
import { readFull, readIncremental } from "./read-changes.ts";
import { refreshCalendars } from "./refresh-calendars.ts";
import { claimLease, type SyncLease } from "./sync-lease.ts";
import { beginRun, failRun, finishRun, type SyncRunKind } from "./sync-run.ts";

export type SyncOutcome =
  | { kind: "synced"; runId: string; counts: SyncCounts; requests: number }
  /** Another worker reads this calendar now, or died doing so: try again then. */
  | { kind: "busy"; retryAfterMs: number }
  /** Unlinked, disconnected or switched off since it was asked for. */
  | { kind: "unwanted" };

// A calendar that changes faster than we read it is left to the next request after so many looks.
const mostRounds = 5;

/**
 * Brings our mirror of one calendar up to date: what changed since the cursor, or the whole window when there is no
 * cursor or it no longer serves. Looks again while the calendar is marked changed. A failure leaves the last known busy
 * time standing, is recorded in the run, and is thrown as it came.
 */
export async function syncCalendar(
  ctx: Ctx,
  { calendarId, jobRunId }: { calendarId: string; jobRunId?: string },
): Promise<SyncOutcome> {
  const claim = await claimLease(ctx, calendarId);
  if (claim.kind !== "claimed") return claim;
  const { lease } = claim;
  const run = await beginRun(ctx, lease, jobRunId ?? null);
  try {
    const reading =
      run.trigger === "reconcile" ? await compare(ctx, lease) : await readUntilClean(ctx, lease);
    const { kind, requests, counts, drift } = reading;
    await finishRun(ctx, lease, { runId: run.id, kind, requests, counts, drift });
    await settleByRule(ctx, { calendarId });
    return { kind: "synced", runId: run.id, counts, requests };
  } catch (error) {
    await failRun(ctx, lease, { runId: run.id, error: describe(error) });
    // Deleted, or no longer shared: the account's list of calendars tells, and marks it gone.
    if (isProviderError(error) && error.kind === "not_found") {
      await refreshCalendars(ctx, { connectionId: lease.connectionId });
    }
    throw error;
  }
}

/** `drift` counts rows that should have been right already: found by a nightly reading alone. */
type Reading = { kind: SyncRunKind; requests: number; counts: SyncCounts; drift: number };

/**
 * Reads what changed, and then the same window in full: what that still finds to differ is drift. Where the window has to move
 * the full reading is due anyway and finds nothing out.
 */
async function compare(ctx: Ctx, lease: SyncLease): Promise<Reading> {
  const changes = await readUntilClean(ctx, lease);
  if (changes.kind === "full" || lease.window === null) return changes;
  const { requests, counts } = await readFull(ctx, lease, lease.window);
  return {
    kind: "full",
    requests: changes.requests + requests,
    counts: addCounts(changes.counts, counts),
    drift: counts.created + counts.updated + counts.deleted,
  };
}

async function readUntilClean(ctx: Ctx, lease: SyncLease): Promise<Reading> {
  const total: Reading = {
    kind: "incremental",
    requests: 0,
    counts: noCounts,
    drift: 0,
  };
  for (let round = 0; round < mostRounds; round++) {
    const reading = await readOnce(ctx, lease);
    total.requests += reading.requests;
    if (reading.kind === "full") total.kind = "full";
    total.counts = addCounts(total.counts, reading.counts);
    if (!reading.changedMeanwhile) break;
  }
  return total;
}

async function readOnce(
  ctx: Ctx,
  lease: SyncLease,
): Promise<Omit<Reading, "drift"> & { changedMeanwhile: boolean }> {
  const wanted = { pastDays: lease.pastDays, futureDays: lease.futureDays };
  const read: Instants | null = lease.window;
  if (lease.cursor !== null && read && windowServes(read, ctx.now(), wanted)) {
    try {
      return {
        kind: "incremental",
        ...(await readIncremental(ctx, lease, { cursor: lease.cursor, window: read })),
      };
    } catch (error) {
      if (!isProviderError(error) || error.kind !== "cursor_expired") throw error;
    }
  }
  return { kind: "full", ...(await readFull(ctx, lease, windowToRead(ctx.now(), wanted))) };
}

function describe(cause: unknown): { code: string; detail: string; cause: unknown } {
  if (isProviderError(cause)) return { code: cause.kind, detail: `${cause.code}: ${cause.message}`, cause };
  if (isDomainError(cause)) return { code: cause.code, detail: cause.message, cause };
  return { cause, code: "internal", detail: "An error of ours; the server's log has it under this run's id" };
}
