import type { Queryable } from "@availability/db";
import { bookings } from "@availability/db/schema";
import { and, asc, desc, eq, gt, lt, or, type SQL } from "drizzle-orm";
import * as z from "zod";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import {
  type Cursor,
  decodeCursor,
  encodeCursor,
  foreignCursor,
  instantOfKey,
  type Page,
  PageInput,
} from "../page.ts";
import { BookingFilter, passing, requireFilter } from "./booking-filter.ts";
import { type Booking, selectBookings, toBooking } from "./booking-view.ts";

const orders = ["asc", "desc"] as const;
type Order = (typeof orders)[number];

export const ListBookings = PageInput.extend({
  ...BookingFilter.shape,
  /** By start: the earliest first, or the latest. */
  order: z.enum(orders, `One of ${orders.join(", ")}`).default("asc"),
});
export type ListBookings = Omit<z.output<typeof ListBookings>, "order"> & { order?: Order };

/**
 * The organisation's bookings by start, a page at a time; holds are none yet. Throws `not_found` for an id that is not the
 * organisation's.
 */
export async function listBookings(ctx: Ctx, input: ListBookings): Promise<Page<Booking>> {
  const organizationId = authorize(ctx, "view_bookings");
  await requireFilter(ctx.db, organizationId, input);
  return readPage(ctx.db, organizationId, input);
}

/** One page for an organisation that may read it; `limit` may be any. */
export async function readPage(
  db: Queryable,
  organizationId: string,
  { limit, cursor, order = "asc", ...filter }: ListBookings,
): Promise<Page<Booking>> {
  const direction = order === "asc" ? asc : desc;
  const orderBy = [direction(bookings.startsAt), direction(bookings.id)];
  const reading = { limit: limit + 1, orderBy, beyond: beyond(decodeCursor(cursor), order) };
  const rows = await selectBookings(db)
    .where(passing(db, organizationId, filter, reading))
    .orderBy(...orderBy)
    .limit(reading.limit);
  const data = rows.slice(0, limit).map(toBooking);
  const last = data.at(-1);
  const more = rows.length > data.length && last;
  return { data, nextCursor: more ? encodeCursor({ key: `${order}:${last.start}`, id: last.id }) : null };
}

/** What comes after the last row of the page before. Cursors of other listings, or of the other order, have other keys. */
function beyond(cursor: Cursor | undefined, order: Order): SQL | undefined {
  if (!cursor) return undefined;
  const [, named, instant] = /^(asc|desc):(-?\d+)$/.exec(cursor.key) ?? [];
  if (named !== order || instant === undefined) throw foreignCursor();
  const start = new Date(instantOfKey(instant));
  const after = order === "asc" ? gt : lt;
  return or(
    after(bookings.startsAt, start),
    and(eq(bookings.startsAt, start), after(bookings.id, cursor.id)),
  );
}
