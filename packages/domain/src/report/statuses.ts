import type { BookingStatus } from "../booking/index.ts";

/** A report counts bookings of these statuses: those that take time, or took it. */
export const countedStatuses: readonly BookingStatus[] = [
  "pending",
  "confirmed",
  "checked_in",
  "completed",
  "no_show",
];

/** Of these, once it has ended, somebody was to come: what no-shows are a part of. */
export const overStatuses: readonly BookingStatus[] = ["confirmed", "checked_in", "completed", "no_show"];
