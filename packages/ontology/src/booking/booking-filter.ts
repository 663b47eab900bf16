import type { Queryable } from "@availability/db";
import { bookings, customers, products } from "@availability/db/schema";
import { type BookingStatus, bookingStatuses } from "@availability/domain/booking";
import { Instant } from "@availability/domain/time";
import { and, eq, gte, ilike, inArray, isNotNull, lt, or, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { requireProduct } from "../availability/require-product.ts";
import { containing } from "../product/list-products.ts";
import { requireLocation } from "../product/require-location.ts";
import { requireCustomer, requireSeries } from "./require-owned.ts";

const Status = z.enum(bookingStatuses, `One of ${bookingStatuses.join(", ")}`);

export const BookingFilter = z.object({
  productId: z.uuid("An id of one of your products").optional(),
  locationId: z.uuid("An id of one of your locations").optional(),
  customerId: z.uuid("An id of one of your customers").optional(),
  seriesId: z.uuid("An id of one of your series").optional(),
  /** One, or several of them. */
  status: z
    .union([Status, z.array(Status).min(1, "Name at least one").max(bookingStatuses.length)])
    .optional(),
  /** Bookings that start at or after … */
  from: Instant.optional(),
  /** … and before */
  to: Instant.optional(),
  /** What the customer's name or e-mail address begins with, or part of the product's name, in any case. */
  query: z.string().trim().min(1, "At least 1 character").max(100, "At most 100 characters").optional(),
});
export type BookingFilter = z.output<typeof BookingFilter>;

/** Throws `not_found`, with a pointer, for an id that is not the organisation's; a listing narrowed by it would lie. */
export async function requireFilter(
  db: Queryable,
  organizationId: string,
  { productId, locationId, customerId, seriesId }: BookingFilter,
): Promise<void> {
  if (productId) await requireProduct(db, organizationId, productId);
  if (locationId) await requireLocation(db, organizationId, locationId);
  if (customerId) await requireCustomer(db, organizationId, customerId);
  if (seriesId) await requireSeries(db, organizationId, seriesId);
}

/** Which rows are read: at most `limit`, in an order and beyond the last of the page before, where there is one. */
type Reading = { limit: number; orderBy?: readonly SQL[]; beyond?: SQL | undefined };

/**
 * The organisation's bookings that pass the filter, holds excepted, for a listing that reads no more than it says; each part of the
 * filter stands on an index. No index serves customers and products alike, so that what a text finds is read of each apart, in
 * the order of the listing and no further than that goes.
 */
export function passing(
  db: Queryable,
  organizationId: string,
  { query, ...filter }: BookingFilter,
  { limit, orderBy = [], beyond }: Reading,
): SQL | undefined {
  const isMeant = and(narrowed(organizationId, filter), beyond);
  if (query === undefined) return isMeant;
  const found = (isFound: SQL) =>
    db
      .select({ id: bookings.id })
      .from(bookings)
      .where(and(isMeant, isFound))
      .orderBy(...orderBy)
      .limit(limit);
  const ofCustomers = found(inArray(bookings.customerId, customersLike(organizationId, query)));
  const ofProducts = found(inArray(bookings.productId, productsLike(organizationId, query)));
  return sql`${bookings.id} in (${ofCustomers} union ${ofProducts})`;
}

function narrowed(organizationId: string, filter: Omit<BookingFilter, "query">): SQL | undefined {
  const { productId, locationId, customerId, seriesId, status, from, to } = filter;
  return and(
    eq(bookings.organizationId, organizationId),
    isNotNull(bookings.customerId),
    productId ? eq(bookings.productId, productId) : undefined,
    locationId ? inArray(bookings.productId, productsAt(organizationId, locationId)) : undefined,
    customerId ? eq(bookings.customerId, customerId) : undefined,
    seriesId ? eq(bookings.seriesId, seriesId) : undefined,
    status === undefined ? undefined : inArray(bookings.status, statusesOf(status)),
    from === undefined ? undefined : gte(bookings.startsAt, new Date(from)),
    to === undefined ? undefined : lt(bookings.startsAt, new Date(to)),
  );
}

function statusesOf(status: BookingStatus | BookingStatus[]): BookingStatus[] {
  return typeof status === "string" ? [status] : status;
}

function productsAt(organizationId: string, locationId: string): SQL {
  return sql`(select ${products.id} from ${products}
    where ${products.organizationId} = ${organizationId} and ${products.locationId} = ${locationId})`;
}

/** `%`, `_` and the backslash stand for themselves. */
function customersLike(organizationId: string, query: string): SQL {
  const pattern = sql`lower(${query.replaceAll(/[\\%_]/g, "\\$&")}) || '%'`;
  const matches = or(
    sql`lower(${customers.name}) like ${pattern}`,
    sql`lower(${customers.email}) like ${pattern}`,
  );
  return sql`(select ${customers.id} from ${customers}
    where ${customers.organizationId} = ${organizationId} and ${matches})`;
}

function productsLike(organizationId: string, query: string): SQL {
  return sql`(select ${products.id} from ${products}
    where ${products.organizationId} = ${organizationId} and ${ilike(products.name, containing(query))})`;
}
