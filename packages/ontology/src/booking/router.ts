import {
  CancelBooking,
  CancelSeries,
  ChangeBooking,
  ConfirmBooking,
  CreateBooking,
  CreateHold,
  CreateSeries,
  EditSeries,
  GetSeries,
  HoldChange,
  PreviewSeries,
  RescheduleBooking,
} from "@availability/domain/booking";
import * as z from "zod";
import { procedure, router } from "../trpc.ts";
import { BookingFilter } from "./booking-filter.ts";
import { cancelBooking } from "./cancel-booking.ts";
import { checkInBooking, completeBooking, declineBooking, markNoShow } from "./change-booking.ts";
import { confirmBooking } from "./confirm-booking.ts";
import { countBookings } from "./count-bookings.ts";
import { createBooking } from "./create-booking.ts";
import { getBooking } from "./get-booking.ts";
import { createHold, extendHold, releaseHold } from "./holds.ts";
import { ListBookingEvents, listBookingEvents } from "./list-booking-events.ts";
import { ListBookings, listBookings } from "./list-bookings.ts";
import { rescheduleBooking } from "./reschedule-booking.ts";
import {
  cancelSeries,
  createSeries,
  editSeries,
  getSeries,
  ListSeries,
  listSeries,
  previewSeries,
} from "./series/index.ts";

export const bookingRouter = router({
  list: procedure.input(ListBookings).query(({ ctx, input }) => listBookings(ctx, input)),
  count: procedure.input(BookingFilter).query(({ ctx, input }) => countBookings(ctx, input)),
  get: procedure.input(z.object({ bookingId: z.uuid() })).query(({ ctx, input }) => getBooking(ctx, input)),
  timeline: procedure.input(ListBookingEvents).query(({ ctx, input }) => listBookingEvents(ctx, input)),
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
  previewSeries: procedure.input(PreviewSeries).query(({ ctx, input }) => previewSeries(ctx, input)),
  createSeries: procedure.input(CreateSeries).mutation(({ ctx, input }) => createSeries(ctx, input)),
  listSeries: procedure.input(ListSeries).query(({ ctx, input }) => listSeries(ctx, input)),
  series: procedure.input(GetSeries).query(({ ctx, input }) => getSeries(ctx, input)),
  cancelSeries: procedure.input(CancelSeries).mutation(({ ctx, input }) => cancelSeries(ctx, input)),
  editSeries: procedure.input(EditSeries).mutation(({ ctx, input }) => editSeries(ctx, input)),
});
