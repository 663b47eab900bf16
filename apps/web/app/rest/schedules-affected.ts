import type { AffectedBookings as OntologyAffectedBookings } from "@availability/ontology/availability";
import { z } from "@hono/zod-openapi";
import {
  AffectedBookings as AffectedBookingsOfProduct,
  affectedToWire as ofProductToWire,
} from "./affected-bookings.ts";

/** `?dryRun=true` on whatever can take time away. */
export const DryRunQuery = z.strictObject({
  dryRun: z
    .enum(["true", "false"], "true or false")
    .optional()
    .openapi({ description: "true: answer what would change, and change nothing" }),
});

export const isDryRun = ({ dryRun }: z.output<typeof DryRunQuery>): boolean => dryRun === "true";

export const AffectedBookings = AffectedBookingsOfProduct.extend({
  examined: z
    .int()
    .openapi({ description: "How many standing bookings were looked at: the next ones, at most 1,000" }),
}).openapi("AffectedByAvailability", {
  description: "Bookings that keep standing although the change leaves them outside open time, or in a block",
});

export const notices = z
  .array(z.string())
  .openapi({ description: "What is worth knowing about what was written, in sentences" });

export function affectedToWire({
  examined,
  ...affected
}: OntologyAffectedBookings): z.output<typeof AffectedBookings> {
  return { ...ofProductToWire(affected), examined };
}
