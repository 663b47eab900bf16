import type { BookingAction, ChangeBooking } from "@availability/domain/booking";
import { DomainError } from "@availability/domain/errors";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { type Booking, readBooking } from "./booking-view.ts";
import { changeStatus, lockBooking } from "./change-status.ts";
import { endBooking } from "./end-booking.ts";
import { inTurn } from "./place.ts";

/** Declines a pending booking; its time is free again at once. */
export function declineBooking(ctx: Ctx, input: ChangeBooking): Promise<Booking> {
  return change(ctx, input, "decline");
}

/** Notes that the customer is there. */
export function checkInBooking(ctx: Ctx, input: ChangeBooking): Promise<Booking> {
  return change(ctx, input, "check_in");
}

/** Notes that a booking took place. Throws `outside_rules` before it starts. */
export function completeBooking(ctx: Ctx, input: ChangeBooking): Promise<Booking> {
  return change(ctx, input, "complete");
}

/** Notes that the customer did not come. Throws `outside_rules` before it starts. */
export function markNoShow(ctx: Ctx, input: ChangeBooking): Promise<Booking> {
  return change(ctx, input, "mark_no_show");
}

async function change(
  ctx: Ctx,
  { bookingId, version, reason }: ChangeBooking,
  action: BookingAction,
): Promise<Booking> {
  const organizationId = authorize(ctx, "manage_bookings");
  const booking = await inTurn(ctx, async (tx) => {
    const { startsAt } = await lockBooking(tx, { organizationId, bookingId, version });
    const isEarly = (action === "complete" || action === "mark_no_show") && startsAt.getTime() > ctx.now();
    const wanted = { organizationId, bookingId, action, reason };
    if (action === "check_in") await changeStatus(ctx, tx, wanted);
    else await endBooking(ctx, tx, wanted);
    // Asked last, so that an illegal transition is named as such.
    if (isEarly) throw new DomainError("outside_rules", "It has not begun; that is known from its start on");
    return readBooking(tx, organizationId, bookingId);
  });
  ctx.publish();
  return booking;
}
