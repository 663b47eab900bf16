import {
  CancelBooking,
  ChangeBooking,
  ConfirmBooking,
  CreateBooking,
  CreateHold,
  HoldChange,
  RescheduleBooking,
} from "@availability/domain/booking";
import * as z from "zod";
import { procedure, router } from "../trpc.ts";
import { cancelBooking } from "./cancel-booking.ts";
import { checkInBooking, completeBooking, declineBooking, markNoShow } from "./change-booking.ts";
import { confirmBooking } from "./confirm-booking.ts";
import { createBooking } from "./create-booking.ts";
import { getBooking } from "./get-booking.ts";
import { createHold, extendHold, releaseHold } from "./holds.ts";
import { ListBookings, listBookings } from "./list-bookings.ts";
import { rescheduleBooking } from "./reschedule-booking.ts";

export const bookingRouter = router({
  list: procedure.input(ListBookings).query(({ ctx, input }) => listBookings(ctx, input)),
  get: procedure.input(z.object({ bookingId: z.uuid() })).query(({ ctx, input }) => getBooking(ctx, input)),
  create: procedure.input(CreateBooking).mutation(({ ctx, input }) => createBooking(ctx, input)),
  confirm: procedure.input(ConfirmBooking).mutation(({ ctx, input }) => confirmBooking(ctx, input)),
  decline: procedure.input(ChangeBooking).mutation(({ ctx, input }) => declineBooking(ctx, input)),
  reschedule: procedure.input(RescheduleBooking).mutation(({ ctx, input }) => rescheduleBooking(ctx, input)),
  checkIn: procedure.input(ChangeBooking).mutation(({ ctx, input }) => checkInBooking(ctx, input)),
  complete: procedure.input(ChangeBooking).mutation(({ ctx, input }) => completeBooking(ctx, input)),
  markNoShow: procedure.input(ChangeBooking).mutation(({ ctx, input }) => markNoShow(ctx, input)),
  createHold: procedure.input(CreateHold).mutation(({ ctx, input }) => createHold(ctx, input)),
  extendHold: procedure.input(HoldChange).mutation(({ ctx, input }) => extendHold(ctx, input)),
  releaseHold: procedure.input(HoldChange).mutation(({ ctx, input }) => releaseHold(ctx, input)),
  cancel: procedure.input(CancelBooking).mutation(({ ctx, input }) => cancelBooking(ctx, input)),
});
