import { bookings } from "@availability/db/schema";
import { and, desc, eq, sql } from "drizzle-orm";
import * as z from "zod";
import { authorize } from "../authorize.ts";
import { type Booking, selectBookings, toBooking } from "../booking/booking-view.ts";
import type { Ctx } from "../ctx.ts";
import { decodeCursor, encodeCursor, instantOfKey, type Page, PageInput } from "../page.ts";
import { type Customer, readCustomer } from "./customer-view.ts";
import { type CustomerFigures, readFigures } from "./figures.ts";

export const GetCustomer = PageInput.extend({ customerId: z.uuid("An id of one of your customers") });
export type GetCustomer = z.output<typeof GetCustomer>;

export type CustomerHistory = Customer & { figures: CustomerFigures; bookings: Page<Booking> };

/** A customer, what it comes to, and a page of its bookings, newest first. Throws `not_found`. */
export async function getCustomer(
  ctx: Ctx,
  { customerId, limit, cursor }: GetCustomer,
): Promise<CustomerHistory> {
  const organizationId = authorize(ctx, "view_bookings");
  const after = decodeCursor(cursor);
  const customer = await readCustomer(ctx.db, organizationId, customerId);
  const rows = await selectBookings(ctx.db)
    .where(
      and(
        eq(bookings.organizationId, organizationId),
        eq(bookings.customerId, customerId),
        after && sql`(${bookings.startsAt}, ${bookings.id}) < (${instantOfKey(after.key)}, ${after.id})`,
      ),
    )
    .orderBy(desc(bookings.startsAt), desc(bookings.id))
    .limit(limit + 1);
  const data = rows.slice(0, limit).map(toBooking);
  const last = data.at(-1);
  const more = rows.length > limit && last;
  return {
    ...customer,
    figures: await readFigures(ctx.db, { customerId, now: ctx.now() }),
    bookings: { data, nextCursor: more ? encodeCursor({ key: String(last.start), id: last.id }) : null },
  };
}
