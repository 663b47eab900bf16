import { allocationMembers, allocations, bookings } from "@availability/db/schema";
import type { BookingStatus } from "@availability/domain/booking";
import { and, asc, eq, gt, gte, inArray, lt, type SQL } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { type Booking, selectBookings, toBooking } from "../booking/booking-view.ts";
import type { Ctx } from "../ctx.ts";

/** The bookings that a calendar shows. */
export const shownStatuses: BookingStatus[] = ["pending", "confirmed", "checked_in", "completed", "no_show"];

/** No booking is longer, which bounds how far back one that still runs can have begun. */
export const longestBookingMs = 7 * 24 * 3600 * 1000;

type Asked = { productIds: readonly string[]; start: number; end: number };

// More bookings than this in one view are no view; the listing pages through them.
const mostBookings = 2000;

/**
 * The bookings that a calendar shows of products in a range, each once: their own, and those of services that they serve as
 * members.
 */
export async function listShown(ctx: Ctx, organizationId: string, input: Asked): Promise<Booking[]> {
  const { start } = input;
  const productIds = [...input.productIds];
  const servedBy = ctx.db
    .select({ id: allocationMembers.allocationId })
    .from(allocationMembers)
    .innerJoin(allocations, eq(allocations.id, allocationMembers.allocationId))
    .where(and(inArray(allocationMembers.productId, productIds), startsWithin(allocations.startsAt, input)));
  const select = (whose: SQL) =>
    selectBookings(ctx.db)
      .where(
        and(
          eq(bookings.organizationId, organizationId),
          whose,
          inArray(bookings.status, shownStatuses),
          startsWithin(bookings.startsAt, input),
          gt(bookings.endsAt, new Date(start)),
        ),
      )
      .orderBy(asc(bookings.startsAt), asc(bookings.id))
      .limit(mostBookings);
  const [own, served] = await Promise.all([
    select(inArray(bookings.productId, productIds)),
    select(inArray(bookings.allocationId, servedBy)),
  ]);
  const each = new Map([...own, ...served].map((row) => [row.booking.id, row]));
  return [...each.values()].map(toBooking).sort((a, b) => a.start - b.start);
}

function startsWithin(column: AnyPgColumn, { start, end }: Asked): SQL | undefined {
  return and(gte(column, new Date(start - longestBookingMs)), lt(column, new Date(end)));
}
