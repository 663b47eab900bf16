import type { Queryable } from "@availability/db";
import { bookings, customers, products } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import { and, eq } from "drizzle-orm";

/** A booking as its callers see it; instants are epoch ms. */
export type Booking = ReturnType<typeof toBooking>;

const columns = { booking: bookings, customer: customers, productName: products.name };

/** Selects bookings with their customer and product; the caller adds where, order and limit. */
export function selectBookings(db: Queryable) {
  return db
    .select(columns)
    .from(bookings)
    .innerJoin(customers, eq(customers.id, bookings.customerId))
    .innerJoin(products, eq(products.id, bookings.productId));
}

type Row = {
  booking: typeof bookings.$inferSelect;
  customer: typeof customers.$inferSelect;
  productName: string;
};

export function toBooking({ booking, customer, productName }: Row) {
  return {
    id: booking.id,
    productId: booking.productId,
    productName,
    status: booking.status,
    start: booking.startsAt.getTime(),
    end: booking.endsAt.getTime(),
    attendees: booking.attendees,
    notes: booking.notes,
    priceMinor: booking.priceMinor,
    currency: booking.currency,
    cancelReason: booking.cancelReason,
    version: booking.version,
    createdAt: booking.createdAt.getTime(),
    customer: {
      id: customer.id,
      name: customer.name,
      email: customer.email,
      phone: customer.phone,
      timeZone: customer.timeZone,
    },
  };
}

/** Reads one booking; throws `not_found` when the organisation has none of this id. */
export async function readBooking(
  db: Queryable,
  organizationId: string,
  bookingId: string,
): Promise<Booking> {
  const [row] = await selectBookings(db).where(
    and(eq(bookings.organizationId, organizationId), eq(bookings.id, bookingId)),
  );
  if (!row) throw new DomainError("not_found", "No booking of your organisation has this id");
  return toBooking(row);
}
