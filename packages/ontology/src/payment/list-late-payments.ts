import { bookings, payments } from "@availability/db/schema";
import type { BookingStatus } from "@availability/domain/booking";
import { and, desc, eq, sql } from "drizzle-orm";
import type * as z from "zod";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { decodeCursor, instantOfKey, type Page, type PageInput } from "../page.ts";
import { pageOf } from "./list-payments.ts";
import { type Payment, paymentColumns, toPayment } from "./payment-view.ts";

/** A charge that its booking no longer needed; `restMinor` is what of that booking's charges is not yet given back. */
export type LatePayment = Payment & { bookingStatus: BookingStatus; restMinor: number };

const restMinor = sql<number>`(
  select coalesce(sum(case l.kind when 'charge' then l.amount_minor else -l.amount_minor end), 0)::float8
  from payments l where l.booking_id = ${payments.bookingId})`;

/** The late payments of the organisation, newest first, a page at a time. */
export async function listLatePayments(
  ctx: Ctx,
  { limit, cursor }: z.output<typeof PageInput>,
): Promise<Page<LatePayment>> {
  const organizationId = authorize(ctx, "view_bookings");
  const after = decodeCursor(cursor);
  const rows = await ctx.db
    .select({ ...paymentColumns, bookingStatus: bookings.status, restMinor })
    .from(payments)
    .innerJoin(bookings, eq(bookings.id, payments.bookingId))
    .where(
      and(
        eq(payments.organizationId, organizationId),
        sql`${payments.isLate}`,
        after && sql`(${payments.at}, ${payments.id}) < (${instantOfKey(after.key)}, ${after.id})`,
      ),
    )
    .orderBy(desc(payments.at), desc(payments.id))
    .limit(limit + 1);
  const late = rows.map(({ bookingStatus, restMinor, ...row }) => ({
    ...toPayment(row),
    bookingStatus,
    restMinor,
  }));
  return pageOf(late, limit);
}
