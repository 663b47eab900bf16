import type { AffectedBookings as OntologyAffectedBookings } from "@availability/ontology/product";
import { z } from "@hono/zod-openapi";
import { InstantText, toText } from "./instant.ts";

/** The bookings that stand although a change passed over them. */
export const AffectedBookings = z
  .object({
    total: z.int(),
    bookings: z
      .array(
        z.object({
          id: z.uuid(),
          productId: z.uuid(),
          start: InstantText,
          end: InstantText,
          attendees: z.int(),
        }),
      )
      .openapi({ description: "The first 100 by start" }),
  })
  .openapi("AffectedBookings", {
    description: "Bookings that keep standing although they no longer fit what was changed",
  });

export function affectedToWire({
  bookings,
  total,
}: OntologyAffectedBookings): z.output<typeof AffectedBookings> {
  return {
    total,
    bookings: bookings.map((booking) => ({
      ...booking,
      start: toText(booking.start),
      end: toText(booking.end),
    })),
  };
}
