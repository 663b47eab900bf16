import type { Queryable } from "@availability/db";
import { bookingSeries, bookings, customers } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import { and, eq } from "drizzle-orm";

/** Throws `not_found` unless the customer is the organisation's. */
export async function requireCustomer(
  db: Queryable,
  organizationId: string,
  customerId: string,
): Promise<void> {
  const [customer] = await db
    .select({ id: customers.id })
    .from(customers)
    .where(and(eq(customers.organizationId, organizationId), eq(customers.id, customerId)));
  if (!customer) throw missing("customer", "/customerId");
}

/** Throws `not_found` unless the series is the organisation's. */
export async function requireSeries(db: Queryable, organizationId: string, seriesId: string): Promise<void> {
  const [series] = await db
    .select({ id: bookingSeries.id })
    .from(bookingSeries)
    .where(and(eq(bookingSeries.organizationId, organizationId), eq(bookingSeries.id, seriesId)));
  if (!series) throw missing("series", "/seriesId");
}

/** Throws `not_found` unless the booking is the organisation's. */
export async function requireBooking(
  db: Queryable,
  organizationId: string,
  bookingId: string,
): Promise<void> {
  const [booking] = await db
    .select({ id: bookings.id })
    .from(bookings)
    .where(and(eq(bookings.organizationId, organizationId), eq(bookings.id, bookingId)));
  if (!booking) throw missing("booking", "/bookingId");
}

function missing(what: string, pointer: string): DomainError {
  const detail = `No ${what} of your organisation has this id`;
  return new DomainError("not_found", detail, { errors: [{ pointer, detail }] });
}
