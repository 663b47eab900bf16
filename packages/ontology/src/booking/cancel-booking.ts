import type { Transaction } from "@availability/db";
import { type CancelBooking, cancellationFee } from "@availability/domain/booking";
import { recordAudit } from "../audit/record-audit.ts";
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
  const wasAgreed = standing.status === "confirmed" || standing.status === "checked_in";
  const fee = wasAgreed ? cancellationFee(standing, standing.startsAt.getTime(), ctx.now()) : 0;
  const feeDueMinor = waiveFee ? 0 : fee;
  await endBooking(ctx, tx, {
    organizationId,
    bookingId,
    action: "cancel",
    reason,
    details: { feeDueMinor, ...(fee > feeDueMinor ? { waivedMinor: fee } : {}) },
    set: { cancelReason: reason ?? null, feeDueMinor },
  });
  if (fee > feeDueMinor) {
    const details = { waivedMinor: fee, currency: standing.currency };
    await recordAudit(ctx, tx, { action: "booking.fee_waived", targetId: bookingId, details });
  }
  return readBooking(tx, organizationId, bookingId);
}
