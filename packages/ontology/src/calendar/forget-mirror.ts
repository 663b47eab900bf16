import type { Transaction } from "@availability/db";
import { externalEvents, syncRuns } from "@availability/db/schema";
import { and, inArray, isNull } from "drizzle-orm";

/**
 * Soft-deletes what is known of these calendars and ends the runs that were asked for. The caller has taken the readers'
 * leases away in the same transaction, so that nothing is written afterwards.
 */
export async function forgetMirror(
  tx: Transaction,
  { calendarIds, code, at }: { calendarIds: string[]; code: "unlinked" | "disconnected"; at: Date },
): Promise<void> {
  await tx
    .update(externalEvents)
    .set({ deletedAt: at, updatedAt: at })
    .where(and(inArray(externalEvents.calendarId, calendarIds), isNull(externalEvents.deletedAt)));
  await tx
    .update(syncRuns)
    .set({
      status: "failed",
      finishedAt: at,
      errorCode: code,
      errorDetail: `The calendar was ${code} before it was read`,
    })
    .where(and(inArray(syncRuns.calendarId, calendarIds), inArray(syncRuns.status, ["queued", "running"])));
}
