import type {
  Booking as OntologyBooking,
  Conflict as OntologyConflict,
  Series as OntologySeries,
  SeriesSummary as OntologySeriesSummary,
} from "@availability/ontology/booking";
import { z } from "@hono/zod-openapi";
import { Booking, toWire } from "./booking-wire.ts";
import { InstantText, toText } from "./instant.ts";

/** A series without its bookings. */
export const SeriesSummary = z
  .object({
    id: z.uuid(),
    productId: z.uuid(),
    rrule: z.string().openapi({ description: "RFC 5545", example: "FREQ=WEEKLY;COUNT=10" }),
    timeZone: z.string().openapi({ description: "IANA; the occurrences keep their wall time in it" }),
    start: InstantText.openapi({ description: "Of the first occurrence" }),
    durationMinutes: z.int(),
    attendees: z.int(),
    customer: z.object({ id: z.uuid(), name: z.string(), email: z.string() }),
    notes: z.string().nullable(),
    standing: z.int().openapi({ description: "How many of its bookings are neither over nor cancelled" }),
    continuesId: z.uuid().nullable().openapi({ description: "The series it goes on with, after an edit" }),
    version: z.int(),
    createdAt: InstantText,
  })
  .openapi("SeriesSummary");

const SeriesBooking = Booking.extend({
  occurrenceStart: InstantText.openapi({ description: "The start that the rule gives it" }),
  isMoved: z
    .boolean()
    .openapi({ description: "True when it takes place at another time than the rule says" }),
}).openapi("SeriesBooking");

export const Series = SeriesSummary.extend({
  bookings: z
    .array(SeriesBooking)
    .openapi({ description: "In the order of the rule; those that are over or cancelled included" }),
}).openapi("Series");

const reason = z.string().openapi({
  description:
    "As `explain` of the slots names it, or `outside_rules` or `slot_taken` when that is all to say",
  example: "booked",
});

/** Occurrences that were left out, or left as they were. */
export const skipped = z
  .array(z.object({ start: InstantText, end: InstantText, reason, bookingId: z.uuid().optional() }))
  .openapi({ description: "The occurrences that could not be had, and why" });

export const Occurrence = z
  .object({ start: InstantText, end: InstantText, isFree: z.boolean(), reason: reason.nullable() })
  .openapi("Occurrence");

export function summaryToWire(series: OntologySeriesSummary): z.output<typeof SeriesSummary> {
  const { id, productId, rrule, timeZone, durationMinutes, attendees, customer, notes } = series;
  const { standing, continuesId, version } = series;
  const start = toText(series.start);
  const createdAt = toText(series.createdAt);
  const rule = { rrule, timeZone, start, durationMinutes, attendees };
  return { id, productId, ...rule, customer, notes, standing, continuesId, version, createdAt };
}

export function seriesToWire(series: OntologySeries): z.output<typeof Series> {
  const bookings = series.bookings.map(({ occurrenceStart, isMoved, ...booking }) => ({
    ...toWire(booking satisfies OntologyBooking),
    occurrenceStart: toText(occurrenceStart),
    isMoved,
  }));
  return { ...summaryToWire(series), bookings };
}

export function conflictsToWire(conflicts: readonly OntologyConflict[]): z.output<typeof skipped> {
  return conflicts.map((one) => ({ ...one, start: toText(one.start), end: toText(one.end) }));
}
