import type { Transaction } from "@availability/db";
import type { bookings } from "@availability/db/schema";
import { type CancelBooking, cancellationFee } from "@availability/domain/booking";
import { recordAudits } from "../audit/record-audit.ts";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { type Booking, readBooking } from "./booking-view.ts";
import { lockBooking } from "./change-status.ts";
import { endBooking } from "./end-booking.ts";
import { inTurn } from "./place.ts";

/**
 * Cancels a booking: its time is free again at once, and its calendar events are to go. From the deadline of its terms on it
 * costs the fee, which goes on record; who may set rules aside can waive it.
 */
export async function cancelBooking(ctx: Ctx, input: CancelBooking): Promise<Booking> {
  const organizationId = authorize(ctx, "manage_bookings");
  if (input.waiveFee) authorize(ctx, "manage_availability");
  const booking = await inTurn(ctx, (tx) => cancel(ctx, tx, organizationId, input));
  ctx.publish();
  return booking;
}

/** Cancels within the caller's transaction, for an actor who may. */
export async function cancel(
  ctx: Ctx,
  tx: Transaction,
  organizationId: string,
  { bookingId, version, reason, waiveFee }: CancelBooking,
): Promise<Booking> {
  const standing = await lockBooking(tx, { organizationId, bookingId, version });
  const fee = feeOf(standing, { waiveFee, now: ctx.now() });
  await endBooking(ctx, tx, {
    organizationId,
    bookingId,
    action: "cancel",
    reason,
    details: fee,
    set: { cancelReason: reason ?? null, feeDueMinor: fee.feeDueMinor },
  });
  await recordWaived(ctx, tx, [{ ...standing, ...fee }]);
  return readBooking(tx, organizationId, bookingId);
}

type Row = typeof bookings.$inferSelect;
/** Minor units; `waivedMinor` is what somebody let the customer off. */
type Fee = { feeDueMinor: number; waivedMinor?: number };

/** What cancelling a booking at `now` (epoch ms) costs: only what was agreed on costs anything. */
export function feeOf(booking: Row, { waiveFee, now }: { waiveFee?: boolean | undefined; now: number }): Fee {
  const wasAgreed = booking.status === "confirmed" || booking.status === "checked_in";
  const fee = wasAgreed ? cancellationFee(booking, booking.startsAt.getTime(), now) : 0;
  return waiveFee && fee > 0 ? { feeDueMinor: 0, waivedMinor: fee } : { feeDueMinor: fee };
}

/** Says in the audit log what was waived of which bookings. */
export async function recordWaived(
  ctx: Ctx,
  tx: Transaction,
  cancelled: readonly (Fee & Pick<Row, "id" | "currency">)[],
): Promise<void> {
  const entries = cancelled.flatMap(({ id: targetId, currency, waivedMinor }) =>
    waivedMinor
      ? [{ action: "booking.fee_waived" as const, targetId, details: { waivedMinor, currency } }]
      : [],
  );
  await recordAudits(ctx, tx, entries);
}
