import type { Queryable } from "@availability/db";
import { bookings, claims } from "@availability/db/schema";
import { longestDurationMinutes, type ProductRequirement } from "@availability/domain/product";
import { and, eq, gt, ne, notInArray, sql } from "drizzle-orm";
import { type AffectedBookings, bookingsUsing, noBookings, standingBookings } from "./standing-bookings.ts";

type Change = {
  organizationId: string;
  productId: string;
  /** epoch ms */
  now: number;
  isArchived: boolean;
  /** The new ones, when they were given. */
  requirements: readonly ProductRequirement[] | undefined;
};

/**
 * The bookings that a change passes over: all that occupy a product that is archived now, those of a service that hold
 * what it no longer requires.
 */
export async function affectedByChange(db: Queryable, change: Change): Promise<AffectedBookings> {
  const { organizationId, productId, now, isArchived, requirements } = change;
  if (isArchived) {
    const ids = bookingsUsing([productId], [{ start: now }]);
    return standingBookings(db, { organizationId, now, ids });
  }
  if (!requirements) return noBookings;
  const members = requirements.flatMap(({ productIds }) => productIds);
  return standingBookings(db, { organizationId, now, ids: bookingsHoldingOthers(productId, members, now) });
}

function bookingsHoldingOthers(productId: string, members: readonly string[], now: number) {
  // Nothing that began earlier than the longest booking lasts is still going on.
  const earliest = new Date(now - longestDurationMinutes * 60_000);
  const holding = and(
    eq(bookings.productId, productId),
    gt(bookings.startsAt, earliest),
    ne(claims.productId, productId),
    members.length > 0 ? notInArray(claims.productId, [...members]) : undefined,
  );
  return sql`select ${bookings.id} from ${bookings}
    join ${claims} on ${claims.allocationId} = ${bookings.allocationId} where ${holding}`;
}
