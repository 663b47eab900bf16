import { CustomerInput } from "@availability/domain/booking";
import { Instant } from "@availability/domain/time";
import * as z from "zod";

const optional = (text: z.ZodType<string>) =>
  z
    .literal("")
    .transform(() => undefined)
    .or(text);

/** When and how long, and for how many: all that a preview needs. */
export const WishForm = z.object({
  start: Instant,
  durationMinutes: z.coerce.number().int().positive(),
  attendees: z.coerce.number("A whole number").int("A whole number").min(1, "At least 1").default(1),
});
export type WishForm = z.output<typeof WishForm>;

/** The fields of the booking form as they are sent. */
export const BookingForm = WishForm.extend({
  name: CustomerInput.shape.name,
  email: CustomerInput.shape.email,
  phone: optional(z.string().trim().max(50, "At most 50 characters")),
  notes: optional(z.string().trim().max(2000, "At most 2000 characters")),
});
export type BookingForm = z.output<typeof BookingForm>;
