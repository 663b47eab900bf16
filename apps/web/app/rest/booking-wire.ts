import { bookingStatuses, CreateBooking } from "@availability/domain/booking";
import { paymentPolicies } from "@availability/domain/product";
import type { Booking as OntologyBooking } from "@availability/ontology/booking";
import { z } from "@hono/zod-openapi";
import { InstantText, toText } from "./instant.ts";
import { PaymentSummary } from "./payments-wire.ts";
import { Money } from "./schemas.ts";

const maybeInstant = InstantText.nullable();

/** A booking at this door. */
export const Booking = z
  .object({
    id: z.uuid(),
    productId: z.uuid(),
    seriesId: z.uuid().nullable(),
    status: z.enum(bookingStatuses),
    start: InstantText,
    end: InstantText,
    attendees: z.int(),
    customer: z.object({
      id: z.uuid(),
      name: z.string(),
      email: z.string(),
      phone: z.string().nullable(),
      timeZone: z.string().nullable(),
    }),
    notes: z.string().nullable(),
    price: Money,
    deposit: Money,
    paymentPolicy: z.enum(paymentPolicies).openapi({
      description: "What must be paid before it is confirmed: nothing, the deposit, or the price",
    }),
    payment: PaymentSummary,
    cancellation: z.object({
      freeUntil: maybeInstant.openapi({ description: "Null: cancelling is free at any time" }),
      fee: Money,
    }),
    feeDue: Money.nullable().openapi({ description: "What its cancellation costs; null while it stands" }),
    members: z
      .array(z.object({ productId: z.uuid(), name: z.string() }))
      .openapi({ description: "The products that serve it: what its own product requires" }),
    cancelReason: z.string().nullable(),
    expiresAt: maybeInstant.openapi({ description: "When it ends by itself unless it is confirmed" }),
    overrideReason: z
      .string()
      .nullable()
      .openapi({ description: "Why somebody set the rules of the product aside" }),
    isUnverified: z
      .boolean()
      .openapi({ description: "Confirmed although a calendar that could object was not read in time" }),
    version: z.int().openapi({ description: "Rises with each change; send it back to change what you saw" }),
    createdAt: InstantText,
  })
  .openapi("Booking");

/** Sets the rules of a product aside, never what is booked. */
export const Override = z
  .strictObject(CreateBooking.shape.override.unwrap().shape)
  .openapi("Override", { description: "Takes the scope manage_availability; the reason goes on record" })
  .optional();

export function toWire(booking: OntologyBooking): z.output<typeof Booking> {
  const { id, productId, seriesId, status, attendees, customer, notes, members } = booking;
  const { currency, paymentPolicy, feeDueMinor, cancelReason, overrideReason, isUnverified, version } =
    booking;
  const money = (amount: number) => ({ amount, currency });
  return {
    id,
    productId,
    seriesId,
    status,
    start: toText(booking.start),
    end: toText(booking.end),
    attendees,
    customer,
    notes,
    price: money(booking.priceMinor),
    deposit: money(booking.depositMinor),
    paymentPolicy,
    payment: {
      state: booking.payment.state,
      paid: money(booking.payment.paidMinor),
      due: money(booking.payment.dueMinor),
    },
    cancellation: {
      freeUntil: textOrNull(booking.cancelFreeUntil),
      fee: money(booking.cancellationFeeMinor),
    },
    feeDue: feeDueMinor === null ? null : money(feeDueMinor),
    members,
    cancelReason,
    expiresAt: textOrNull(booking.expiresAt),
    overrideReason,
    isUnverified,
    version,
    createdAt: toText(booking.createdAt),
  };
}

function textOrNull(instant: number | null): string | null {
  return instant === null ? null : toText(instant);
}
