// Booking: its router and verbs.
export type { Booking } from "./booking-view.ts";
export { cancelBooking } from "./cancel-booking.ts";
export { confirmBooking } from "./confirm-booking.ts";
export { createBooking } from "./create-booking.ts";
export { getBooking } from "./get-booking.ts";
export { listBookings } from "./list-bookings.ts";
export { bookingRouter } from "./router.ts";
