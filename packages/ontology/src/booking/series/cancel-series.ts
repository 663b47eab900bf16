import type { Transaction } from "@availability/db";
import { bookingSeries } from "@availability/db/schema";
import { type CancelSeries, holdsClaims } from "@availability/domain/booking";
import { eq, sql } from "drizzle-orm";
import { authorize } from "../../authorize.ts";
import { withdrawPushes } from "../../calendar/desire-pushes.ts";
import type { Ctx } from "../../ctx.ts";
import { feeOf, recordWaived } from "../cancel-booking.ts";
import { changeMany } from "../change-many.ts";
import { inTurn } from "../place.ts";
import { release } from "../release.ts";
import { lockSeries, nothingLeft, type OccurrenceRow, requireOccurrence } from "./lock-series.ts";
import { readSeries, type Series } from "./series-view.ts";

/** A series, and the bookings of it that were cancelled now. */
export type CancelledSeries = Series & { cancelledIds: string[] };

/**
 * Cancels one booking of a series, that one and those that follow it by the rule, or all; what has begun stays, unless it is
 * the one named with `this`. Each costs the fee of its own terms. Throws `not_found`, `stale`, `illegal_transition` for a
 * single one that is over, `outside_rules` when nothing is left to cancel.
 */
export async function cancelSeries(ctx: Ctx, input: CancelSeries): Promise<CancelledSeries> {
  const organizationId = authorize(ctx, "manage_bookings");
  if (input.waiveFee) authorize(ctx, "manage_availability");
  const { seriesId, reason, waiveFee } = input;
  const cancelled = await inTurn(ctx, async (tx) => {
    const { rows } = await lockSeries(tx, { ...input, organizationId });
    const meant = occurrencesMeant(rows, input, ctx.now());
    if (meant.length === 0) throw nothingLeft();
    await cancelOccurrences(ctx, tx, meant, { organizationId, reason, waiveFee });
    await tx
      .update(bookingSeries)
      .set({ version: sql`${bookingSeries.version} + 1`, updatedAt: new Date(ctx.now()) })
      .where(eq(bookingSeries.id, seriesId));
    const cancelledIds = meant.map(({ id }) => id);
    return { ...(await readSeries(tx, organizationId, seriesId)), cancelledIds };
  });
  ctx.publish();
  return cancelled;
}

type Cancellation = Pick<CancelSeries, "reason" | "waiveFee"> & { organizationId: string };

/** As `cancel` does for one booking, in a few statements for all of them. */
async function cancelOccurrences(
  ctx: Ctx,
  tx: Transaction,
  rows: readonly OccurrenceRow[],
  { organizationId, reason = null, waiveFee }: Cancellation,
): Promise<void> {
  const at = new Date(ctx.now());
  const cancelled = rows.map((row) => ({ row, fee: feeOf(row, { waiveFee, now: ctx.now() }) }));
  const changes = cancelled.map(({ row: before, fee }) => ({
    before,
    steps: [{ action: "cancel" as const, details: fee }],
    set: { cancelReason: reason, feeDueMinor: fee.feeDueMinor, expiresAt: null },
  }));
  await changeMany(ctx, tx, changes, reason);
  const bookingIds = rows.map(({ id }) => id);
  await release(tx, { organizationId, bookingIds, at });
  await withdrawPushes(tx, { organizationId, bookingIds, at });
  await recordWaived(
    ctx,
    tx,
    cancelled.map(({ row, fee }) => ({ ...row, ...fee })),
  );
}

function occurrencesMeant(
  rows: readonly OccurrenceRow[],
  { scope, bookingId }: CancelSeries,
  now: number,
): OccurrenceRow[] {
  const named = scope === "all" && bookingId === undefined ? null : requireOccurrence(rows, bookingId);
  if (scope === "this" && named) return [named];
  const from = scope === "following" && named ? named.occurrenceStart.getTime() : Number.NEGATIVE_INFINITY;
  return rows.filter(
    ({ status, startsAt, occurrenceStart }) =>
      holdsClaims(status) && startsAt.getTime() > now && occurrenceStart.getTime() >= from,
  );
}
