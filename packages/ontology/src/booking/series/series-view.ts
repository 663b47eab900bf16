import type { Queryable } from "@availability/db";
import { bookingSeries, bookings, customers, products } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import { and, asc, eq, sql } from "drizzle-orm";
import { type Booking, selectBookings, toBooking } from "../booking-view.ts";

/** A series as its callers see it; instants are epoch ms. */
export type SeriesSummary = ReturnType<typeof toSummary>;

/** A booking of a series: `occurrenceStart` is what the rule says, `isMoved` that it takes place at another time. */
export type SeriesBooking = Booking & { occurrenceStart: number; isMoved: boolean };

/** With all of its bookings in the order of the rule, those that are over or cancelled included. */
export type Series = SeriesSummary & { bookings: SeriesBooking[] };

const standing = sql<number>`(
  select count(*)::int from bookings b
  where b.series_id = ${bookingSeries.id} and b.status in ('pending', 'confirmed', 'checked_in'))`;

/** Selects series with their customer and product; the caller adds where, order and limit. */
export function selectSeries(db: Queryable) {
  return db
    .select({ series: bookingSeries, customer: customers, productName: products.name, standing })
    .from(bookingSeries)
    .innerJoin(customers, eq(customers.id, bookingSeries.customerId))
    .innerJoin(products, eq(products.id, bookingSeries.productId));
}

type Row = {
  series: typeof bookingSeries.$inferSelect;
  customer: typeof customers.$inferSelect;
  productName: string;
  standing: number;
};

export function toSummary({ series, customer, productName, standing }: Row) {
  const { id, productId, rrule, timeZone, durationMinutes, attendees, notes, continuesId, version } = series;
  return {
    id,
    productId,
    productName,
    rrule,
    /** IANA; the occurrences keep their wall time in it */
    timeZone,
    /** Of the first occurrence. */
    start: series.startsAt.getTime(),
    durationMinutes,
    attendees,
    notes,
    /** How many of its bookings are neither over nor cancelled. */
    standing,
    continuesId,
    version,
    createdAt: series.createdAt.getTime(),
    customer: { id: customer.id, name: customer.name, email: customer.email },
  };
}

/** Reads one series; throws `not_found` when the organisation has none of this id. */
export async function readSeries(db: Queryable, organizationId: string, seriesId: string): Promise<Series> {
  const [row] = await selectSeries(db).where(
    and(eq(bookingSeries.organizationId, organizationId), eq(bookingSeries.id, seriesId)),
  );
  if (!row) throw unknownSeries();
  const rows = await selectBookings(db)
    .where(and(eq(bookings.organizationId, organizationId), eq(bookings.seriesId, seriesId)))
    .orderBy(asc(bookings.occurrenceStart));
  return { ...toSummary(row), bookings: rows.map((one) => toSeriesBooking(one, row.series)) };
}

export function unknownSeries(): DomainError {
  const detail = "No series of your organisation has this id";
  return new DomainError("not_found", detail, { errors: [{ pointer: "/seriesId", detail }] });
}

/** True when a booking does not take place when the rule of its series says. */
export function isMoved(
  booking: Pick<typeof bookings.$inferSelect, "startsAt" | "endsAt" | "occurrenceStart">,
  { durationMinutes }: { durationMinutes: number },
): boolean {
  const lengthMs = booking.endsAt.getTime() - booking.startsAt.getTime();
  return (
    booking.startsAt.getTime() !== booking.occurrenceStart?.getTime() || lengthMs !== durationMinutes * 60_000
  );
}

function toSeriesBooking(row: Parameters<typeof toBooking>[0], series: Row["series"]): SeriesBooking {
  const { booking } = row;
  const occurrenceStart = (booking.occurrenceStart ?? booking.startsAt).getTime();
  return { ...toBooking(row), occurrenceStart, isMoved: isMoved(booking, series) };
}
