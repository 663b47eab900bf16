import { CancelBooking, ConfirmBooking, CreateBooking } from "@availability/domain/booking";
import * as z from "zod";
import { procedure, router } from "../trpc.ts";
import { cancelBooking } from "./cancel-booking.ts";
import { confirmBooking } from "./confirm-booking.ts";
import { createBooking } from "./create-booking.ts";
import { getBooking } from "./get-booking.ts";
import { ListBookings, listBookings } from "./list-bookings.ts";

export const bookingRouter = router({
  list: procedure.input(ListBookings).query(({ ctx, input }) => listBookings(ctx, input)),
  get: procedure.input(z.object({ bookingId: z.uuid() })).query(({ ctx, input }) => getBooking(ctx, input)),
  create: procedure.input(CreateBooking).mutation(({ ctx, input }) => createBooking(ctx, input)),
  confirm: procedure.input(ConfirmBooking).mutation(({ ctx, input }) => confirmBooking(ctx, input)),
  cancel: procedure.input(CancelBooking).mutation(({ ctx, input }) => cancelBooking(ctx, input)),
});
