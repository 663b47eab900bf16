import type { Queryable } from "@availability/db";
import { bookings, claims } from "@availability/db/schema";
import { claimingStatuses } from "@availability/domain/booking";
import { and, asc, eq, gt, inArray, type SQL, sql } from "drizzle-orm";

/** A booking that relies on what is being changed. Epoch ms. */
export type StandingBooking = {
  id: string;
  productId: string;
  start: number;
  end: number;
  attendees: number;
};

/** The first 100 by start, and how many there are. */
export type AffectedBookings = { bookings: StandingBooking[]; total: number };

export const noBookings: AffectedBookings = { bookings: [], total: 0 };

const mostListed = 100;

/**
 * Of the bookings whose ids the subquery gives, those that still stand: not over at `now` (epoch ms) and in a status that
 * occupies time. Build the subquery with `bookingsUsing`, or of your own; it must be indexed.
 */
export async function standingBookings(
  db: Queryable,
  { organizationId, now, ids }: { organizationId: string; now: number; ids: SQL },
): Promise<AffectedBookings> {
  return listBookings(
    db,
    and(
      eq(bookings.organizationId, organizationId),
      sql`${bookings.id} in (${ids})`,
      gt(bookings.endsAt, new Date(now)),
      inArray(bookings.status, [...claimingStatuses]),
    ),
  );
}

/** The bookings that this condition selects, the first 100 by start; whatever their status and time. */
export async function listBookings(db: Queryable, condition: SQL | undefined): Promise<AffectedBookings> {
  const rows = await db
    .select({
      id: bookings.id,
      productId: bookings.productId,
      startsAt: bookings.startsAt,
      endsAt: bookings.endsAt,
      attendees: bookings.attendees,
      total: sql<number>`(count(*) over ())::int`,
    })
    .from(bookings)
    .where(condition)
    .orderBy(asc(bookings.startsAt), asc(bookings.id))
    .limit(mostListed);
  const listed = rows.map(({ startsAt, endsAt, total: _total, ...booking }) => ({
    ...booking,
    start: startsAt.getTime(),
    end: endsAt.getTime(),
  }));
  return { bookings: listed, total: rows[0]?.total ?? 0 };
}

/**
 * A subquery of the ids of bookings that occupy these products during any of the ranges `[start, end)` (epoch ms; no start or end:
 * ever after), their own product's time or that of a product that a service got for them, buffers included.
 */
export function bookingsUsing(
  productIds: readonly string[],
  ranges: readonly { start?: number; end?: number }[],
): SQL {
  const bound = (instant: number | undefined) =>
    instant === undefined ? "" : new Date(instant).toISOString();
  const during = `{${ranges.map(({ start, end }) => `[${bound(start)},${bound(end)})`).join(",")}}`;
  const occupying = and(
    inArray(claims.productId, [...productIds]),
    sql`${claims.during} && ${during}::tstzmultirange`,
  );
  return sql`select ${claims.bookingId} from ${claims} where ${claims.bookingId} is not null and ${occupying}
    union select sharing.id from ${claims} join ${bookings} sharing on sharing.allocation_id = ${claims.allocationId}
    where ${occupying}`;
}
