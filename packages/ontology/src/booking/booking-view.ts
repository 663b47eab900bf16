import type { Queryable } from "@availability/db";
import { bookings, customers, products } from "@availability/db/schema";
import { amountToConfirm, cancelFreeUntil } from "@availability/domain/booking";
import { DomainError } from "@availability/domain/errors";
import { amountDue, paymentState } from "@availability/domain/payment";
import { and, eq, sql } from "drizzle-orm";

/** A booking as its callers see it; instants are epoch ms. */
export type Booking = ReturnType<typeof toBooking>;

/** A product that serves a booking. */
export type BookingMember = { productId: string; name: string };

const members = sql<BookingMember[]>`(
  select coalesce(json_agg(json_build_object('productId', m.product_id, 'name', p.name) order by m.position), '[]'::json)
  from allocation_members m join products p on p.id = m.product_id
  where m.allocation_id = ${bookings.allocationId})`;

type Sums = { charged: number; refunded: number };

const ledger = sql<Sums>`(
  select json_build_object(
    'charged', coalesce(sum(l.amount_minor) filter (where l.kind = 'charge'), 0),
    'refunded', coalesce(sum(l.amount_minor) filter (where l.kind = 'refund'), 0))
  from payments l where l.booking_id = ${bookings.id})`;

const columns = {
  booking: bookings,
  customer: customers,
  productName: products.name,
  requiresApproval: products.requiresApproval,
  members,
  ledger,
};

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
  requiresApproval: boolean;
  members: BookingMember[];
  ledger: Sums;
};

export function toBooking(row: Row) {
  const { booking, customer, productName, members, ledger } = row;
  return {
    id: booking.id,
    productId: booking.productId,
    productName,
    status: booking.status,
    /** What a pending booking waits for; null of any other. */
    waitsFor: waitsFor(row),
    start: booking.startsAt.getTime(),
    end: booking.endsAt.getTime(),
    attendees: booking.attendees,
    notes: booking.notes,
    priceMinor: booking.priceMinor,
    currency: booking.currency,
    /** What it got of the products that its own requires. */
    members,
    depositMinor: booking.depositMinor,
    paymentPolicy: booking.paymentPolicy,
    /** By its ledger: charges less refunds, and what is still to be paid. */
    payment: {
      state: paymentState({ ...booking, ...ledger }),
      paidMinor: ledger.charged - ledger.refunded,
      dueMinor: amountDue(booking, ledger),
    },
    /** epoch ms; null: cancelling is free at any time */
    cancelFreeUntil: cancelFreeUntil(booking, booking.startsAt.getTime()),
    cancellationFeeMinor: booking.cancellationFeeMinor,
    feeDueMinor: booking.feeDueMinor,
    cancelReason: booking.cancelReason,
    /** When it ends by itself, epoch ms; null: never. */
    expiresAt: booking.expiresAt?.getTime() ?? null,
    overrideReason: booking.overrideReason,
    isUnverified: booking.isUnverified,
    seriesId: booking.seriesId,
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

/** For a person, unless nothing but money is missing; by what `settle` decides. */
function waitsFor({ booking, requiresApproval, ledger }: Row): "approval" | "payment" | null {
  if (booking.status !== "pending") return null;
  const isPaid = ledger.charged - ledger.refunded >= amountToConfirm(booking);
  return requiresApproval || isPaid ? "approval" : "payment";
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
