import type { Transaction } from "@availability/db";
import { readAvailability } from "../../availability/read-availability.ts";
import type { Ctx } from "../../ctx.ts";
import type { OccurrenceChange } from "./change-occurrence.ts";
import { checkOccurrences } from "./check-occurrences.ts";
import type { Conflict } from "./conflicts.ts";
import type { OccurrenceRow, SeriesRow } from "./lock-series.ts";

/** A booking that could not have what it was to become. */
export type Failure = { row: OccurrenceRow; change: OccurrenceChange };

/** Why these could not have their times, by what the transaction now sees of them; ascending. */
export async function explainFailures(
  ctx: Ctx,
  tx: Transaction,
  { organizationId, productId }: SeriesRow,
  failed: readonly Failure[],
): Promise<Conflict[]> {
  const now = ctx.now();
  const wanted = failed
    .map(({ row, change }) => ({ ...change, bookingId: row.id, end: endOf(change) }))
    .sort((a, b) => a.start - b.start);
  const start = Math.min(...wanted.map((one) => one.start));
  const end = Math.max(...wanted.map((one) => one.end));
  const request = { organizationId, productIds: [productId], start, end, now, withCauses: true };
  const [availability] = await readAvailability(tx, request);
  return wanted.map(({ bookingId, durationMinutes, attendees, ...times }) => {
    const interval = { start: times.start, end: times.end };
    const wish = { durationMinutes, attendees, now };
    const [found] = availability ? checkOccurrences(availability, [interval], wish) : [];
    return { ...interval, bookingId, reason: found?.reason ?? "slot_taken" };
  });
}

function endOf({ start, durationMinutes }: OccurrenceChange): number {
  return start + durationMinutes * 60_000;
}
