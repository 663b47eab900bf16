import * as z from "zod";
import { DurationMinutes } from "../product/inputs.ts";
import { Instant, TimeZone } from "../time/inputs.ts";

export const CustomerInput = z.object({
  name: z.string().trim().min(1, "Give a name").max(200, "At most 200 characters"),
  email: z.email("An e-mail address such as ann@example.org").max(254, "At most 254 characters"),
  phone: z.string().trim().max(50, "At most 50 characters").nullish(),
  timeZone: TimeZone.nullish(),
});

export type CustomerInput = z.output<typeof CustomerInput>;

export const CreateBooking = z.object({
  productId: z.uuid("An id of one of your products"),
  start: Instant,
  durationMinutes: DurationMinutes.optional(),
  attendees: z.int("A whole number").min(1, "At least 1").max(10_000, "At most 10000").default(1),
  customer: CustomerInput,
  notes: z.string().trim().max(2000, "At most 2000 characters").nullish(),
});
export type CreateBooking = z.output<typeof CreateBooking>;

const change = {
  bookingId: z.uuid("An id of one of your bookings"),
  /** The version the caller decided on; refused as stale when the booking has moved on. */
  version: z.int().min(1).optional(),
};

export const ConfirmBooking = z.object(change);
export type ConfirmBooking = z.output<typeof ConfirmBooking>;

export const CancelBooking = z.object({
  ...change,
  reason: z.string().trim().max(500, "At most 500 characters").nullish(),
});
export type CancelBooking = z.output<typeof CancelBooking>;
