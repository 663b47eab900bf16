import { bookings } from "@availability/db/schema";
import { type BookingStatus, bookingStatuses } from "@availability/domain/booking";
import { Instant } from "@availability/domain/time";
import { and, asc, eq, gt, gte, lt, or } from "drizzle-orm";
import * as z from "zod";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { type Cursor, decodeCursor, encodeCursor, foreignCursor, type Page, PageInput } from "../page.ts";
import { type Booking, selectBookings, toBooking } from "./booking-view.ts";

export const ListBookings = PageInput.extend({
  productId: z.uuid().optional(),
  status: z.enum(bookingStatuses as readonly [BookingStatus, ...BookingStatus[]]).optional(),
  /** Bookings that start at or after … */
  from: Instant.optional(),
  /** … and before */
  to: Instant.optional(),
});
export type ListBookings = z.output<typeof ListBookings>;

/** The organisation's bookings by start, a page at a time. */
export async function listBookings(ctx: Ctx, input: ListBookings): Promise<Page<Booking>> {
  const organizationId = authorize(ctx, "view_bookings");
  const { productId, status, from, to, limit, cursor } = input;
  const after = decodeCursor(cursor);
  const afterStart = after && startOf(after);
  const rows = await selectBookings(ctx.db)
    .where(
      and(
        eq(bookings.organizationId, organizationId),
        productId ? eq(bookings.productId, productId) : undefined,
        status ? eq(bookings.status, status) : undefined,
        from === undefined ? undefined : gte(bookings.startsAt, new Date(from)),
        to === undefined ? undefined : lt(bookings.startsAt, new Date(to)),
        after &&
          afterStart &&
          or(
            gt(bookings.startsAt, afterStart),
            and(eq(bookings.startsAt, afterStart), gt(bookings.id, after.id)),
          ),
      ),
    )
    .orderBy(asc(bookings.startsAt), asc(bookings.id))
    .limit(limit + 1);
  const data = rows.slice(0, limit).map(toBooking);
  const last = data.at(-1);
  const more = rows.length > data.length && last;
  return { data, nextCursor: more ? encodeCursor({ key: String(last.start), id: last.id }) : null };
}

/** Cursors of other listings have keys that are no instant. */
function startOf({ key }: Cursor): Date {
  const start = new Date(Number(key));
  if (Number.isNaN(start.getTime())) throw foreignCursor();
  return start;
}
