// Booking: its router and verbs, from hold to completion.

export { mostExported } from "../page.ts";
export type { Booking, BookingMember } from "./booking-view.ts";
export { cancelBooking } from "./cancel-booking.ts";
export { checkInBooking, completeBooking, declineBooking, markNoShow } from "./change-booking.ts";
export { confirmBooking } from "./confirm-booking.ts";
export { countBookings } from "./count-bookings.ts";
export { createBooking } from "./create-booking.ts";
export { exportBookings } from "./export-bookings.ts";
export { getBooking } from "./get-booking.ts";
export { createHold, extendHold, type Hold, releaseHold } from "./holds.ts";
export { type BookingEvent, listBookingEvents } from "./list-booking-events.ts";
export { ListBookings, listBookings } from "./list-bookings.ts";
export type { Alternative } from "./nearest-alternatives.ts";
export { rescheduleBooking } from "./reschedule-booking.ts";
export { bookingRouter } from "./router.ts";
export {
  type CancelledSeries,
  type Conflict,
  type ConflictReason,
  type CreatedSeries,
  cancelSeries,
  createSeries,
  type EditedSeries,
  editSeries,
  getSeries,
  ListSeries,
  listSeries,
  type Occurrence,
  previewSeries,
  type Series,
  type SeriesBooking,
  type SeriesPreview,
  type SeriesSummary,
} from "./series/index.ts";
export { completeEndedBookings, expireBookings } from "./sweep-bookings.ts";
