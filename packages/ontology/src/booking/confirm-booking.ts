import type { ConfirmBooking } from "@availability/domain/booking";
import { authorize } from "../authorize.ts";
import { desirePushes } from "../calendar/desire-pushes.ts";
import type { Ctx } from "../ctx.ts";
import { announce } from "../outbox/index.ts";
import { type Booking, readBooking } from "./booking-view.ts";
import { changeStatus } from "./change-status.ts";

/** Confirms a pending booking; its claims stand since it was made. The calendars it goes to are decided here. */
export async function confirmBooking(ctx: Ctx, input: ConfirmBooking): Promise<Booking> {
  const organizationId = authorize(ctx, "manage_bookings");
  const { bookingId, version } = input;
  const booking = await ctx.db.transaction(async (tx) => {
    const next = await changeStatus(ctx, tx, { organizationId, bookingId, action: "confirm", version });
    await desirePushes(tx, { organizationId, bookingIds: [bookingId], at: new Date(ctx.now()) });
    await announce(tx, [
      { name: "booking/confirmed", data: { organizationId, bookingId, version: next.version } },
    ]);
    return readBooking(tx, organizationId, bookingId);
  });
  ctx.publish();
  return booking;
}
