import type { Transaction } from "@availability/db";
import { externalEvents, syncRuns } from "@availability/db/schema";
import { and, inArray, isNull } from "drizzle-orm";
import { closeConflicts } from "./conflicts/close-conflicts.ts";

/** Why what is known of a calendar, or a reading of it, came to its end. */
export type EndCode = "unlinked" | "disconnected" | "gone" | "paused";

/**
 * Soft-deletes what is known of these calendars and ends the runs that were asked for. The caller has taken the readers'
 * leases away in the same transaction, so that nothing is written afterwards.
 */
export async function forgetMirror(
  tx: Transaction,
  { calendarIds, code, at }: { calendarIds: string[]; code: Exclude<EndCode, "paused">; at: Date },
): Promise<void> {
  await tx
    .update(externalEvents)
    .set({ deletedAt: at, updatedAt: at })
    .where(and(inArray(externalEvents.calendarId, calendarIds), isNull(externalEvents.deletedAt)));
  // What is unknown overlaps nothing, and asks nothing.
  const which = { calendarIds, kinds: ["overlap", "mass_deletion"] as const };
  await closeConflicts(tx, which, { resolution: "resolved", by: null, at });
  await endRuns(tx, { calendarIds, code, at });
}

/** Ends the runs that were asked for or are under way. */
export async function endRuns(
  tx: Transaction,
  { calendarIds, code, at }: { calendarIds: string[]; code: EndCode; at: Date },
): Promise<void> {
  await tx
    .update(syncRuns)
    .set({ status: "failed", finishedAt: at, errorCode: code, errorDetail: details[code] })
    .where(and(inArray(syncRuns.calendarId, calendarIds), inArray(syncRuns.status, ["queued", "running"])));
}

const details: Record<EndCode, string> = {
  unlinked: "The calendar was unlinked before it was read",
  disconnected: "The calendar was disconnected before it was read",
  gone: "The calendar was found to be gone before it was read",
  paused: "Sync of the account was switched off before it was read",
};
