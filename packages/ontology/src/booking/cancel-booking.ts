import type { CancelBooking } from "@availability/domain/booking";
import { authorize } from "../authorize.ts";
import { withdrawPushes } from "../calendar/desire-pushes.ts";
import type { Ctx } from "../ctx.ts";
import { announce } from "../outbox/index.ts";
import { release } from "./allocate.ts";
import { type Booking, readBooking } from "./booking-view.ts";
import { changeStatus } from "./change-status.ts";

/** Cancels a booking: its time is free again at once, and its calendar events are to go. */
export async function cancelBooking(ctx: Ctx, input: CancelBooking): Promise<Booking> {
  const organizationId = authorize(ctx, "manage_bookings");
  const { bookingId, version, reason } = input;
  const booking = await ctx.db.transaction(async (tx) => {
    const next = await changeStatus(ctx, tx, {
      organizationId,
      bookingId,
      action: "cancel",
      version,
      reason,
    });
    const at = new Date(ctx.now());
    await release(tx, { organizationId, bookingId, at });
    await withdrawPushes(tx, { organizationId, bookingIds: [bookingId], at });
    await announce(tx, [
      { name: "booking/cancelled", data: { organizationId, bookingId, version: next.version } },
    ]);
    return readBooking(tx, organizationId, bookingId);
  });
  ctx.publish();
  return booking;
}
