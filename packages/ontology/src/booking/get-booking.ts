import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { type Booking, readBooking } from "./booking-view.ts";

export async function getBooking(ctx: Ctx, input: { bookingId: string }): Promise<Booking> {
  return readBooking(ctx.db, authorize(ctx, "view_bookings"), input.bookingId);
}
