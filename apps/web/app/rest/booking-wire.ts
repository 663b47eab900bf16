import { bookingStatuses } from "@availability/domain/booking";
import type { Booking as OntologyBooking } from "@availability/ontology/booking";
import { z } from "@hono/zod-openapi";
import { InstantText, toText } from "./instant.ts";
import { Money } from "./schemas.ts";

/** A booking at this door. */
export const Booking = z
  .object({
    id: z.uuid(),
    productId: z.uuid(),
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
    members: z
      .array(z.object({ productId: z.uuid(), name: z.string() }))
      .openapi({ description: "The products that serve it: what its own product requires" }),
    cancelReason: z.string().nullable(),
    version: z.int().openapi({ description: "Rises with each change; send it back to change what you saw" }),
    createdAt: InstantText,
  })
  .openapi("Booking");

export function toWire(booking: OntologyBooking): z.output<typeof Booking> {
  const { id, productId, status, start, end, attendees, customer, notes, priceMinor, currency, members } =
    booking;
  return {
    id,
    productId,
    status,
    start: toText(start),
    end: toText(end),
    attendees,
    customer,
    notes,
    price: { amount: priceMinor, currency },
    members,
    cancelReason: booking.cancelReason,
    version: booking.version,
    createdAt: toText(booking.createdAt),
  };
}
