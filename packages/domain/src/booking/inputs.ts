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

const wish = {
  productId: z.uuid("An id of one of your products"),
  start: Instant,
  durationMinutes: DurationMinutes.optional(),
  attendees: z.int("A whole number").min(1, "At least 1").max(10_000, "At most 10000").default(1),
};

/** Sets the rules of a product aside (hours, notice, blocks, calendars), never what is booked already. */
const Override = z.object({
  reason: z.string().trim().min(3, "Say why, for the record").max(500, "At most 500 characters"),
});

const holdToken = z.string().max(100, "At most 100 characters").optional();

export const CreateHold = z.object(wish);
export type CreateHold = z.output<typeof CreateHold>;

export const HoldChange = z.object({ holdId: z.uuid("An id of one of your holds"), holdToken });
export type HoldChange = z.output<typeof HoldChange>;

export const CreateBooking = z.object({
  ...wish,
  /** A hold of the same time, which becomes the booking. */
  holdId: z.uuid("An id of one of your holds").optional(),
  holdToken,
  override: Override.optional(),
  customer: CustomerInput,
  notes: z.string().trim().max(2000, "At most 2000 characters").nullish(),
});
export type CreateBooking = z.output<typeof CreateBooking>;

const change = {
  bookingId: z.uuid("An id of one of your bookings"),
  /** The version the caller decided on; refused as stale when the booking has moved on. */
  version: z.int().min(1).optional(),
};

/** `override` confirms without the payment that the product asks for first. */
export const ConfirmBooking = z.object({ ...change, override: Override.optional() });
export type ConfirmBooking = z.output<typeof ConfirmBooking>;

const reason = z.string().trim().max(500, "At most 500 characters").nullish();

/** Declining, checking in, completing and marking a no-show. */
export const ChangeBooking = z.object({ ...change, reason });
export type ChangeBooking = z.output<typeof ChangeBooking>;

export const RescheduleBooking = z.object({
  ...change,
  start: Instant,
  durationMinutes: DurationMinutes.optional(),
  override: Override.optional(),
  reason,
});
export type RescheduleBooking = z.output<typeof RescheduleBooking>;

export const CancelBooking = z.object({
  ...change,
  reason,
  /** Asks for no fee although one is due; needs the permission to set rules aside. */
  waiveFee: z.boolean().optional(),
});
export type CancelBooking = z.output<typeof CancelBooking>;
