import { bookings, payments } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import { amountDue, type PaymentState, paymentState } from "@availability/domain/payment";
import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import * as z from "zod";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { decodeCursor, encodeCursor, instantOfKey, type Page, PageInput } from "../page.ts";
import { type Payment, paymentColumns, toPayment } from "./payment-view.ts";
import { ledgerSums } from "./sums.ts";

export const ListPayments = PageInput.extend({ bookingId: z.uuid("An id of one of your bookings") });
export type ListPayments = z.output<typeof ListPayments>;

/** A page of a booking's ledger, and what all of it comes to; minor units of `currency`. */
export type Ledger = Page<Payment> & {
  state: PaymentState;
  currency: string;
  chargedMinor: number;
  refundedMinor: number;
  /** Charged less refunded. */
  paidMinor: number;
  dueMinor: number;
};

/** The payments of a booking in the order in which they came. Throws `not_found`. */
export async function listPayments(ctx: Ctx, { bookingId, limit, cursor }: ListPayments): Promise<Ledger> {
  const organizationId = authorize(ctx, "view_bookings");
  const after = decodeCursor(cursor);
  const [booking] = await ctx.db
    .select()
    .from(bookings)
    .where(
      and(
        eq(bookings.organizationId, organizationId),
        eq(bookings.id, bookingId),
        isNotNull(bookings.customerId),
      ),
    );
  if (!booking) throw new DomainError("not_found", "No booking of your organisation has this id");
  const rows = await ctx.db
    .select(paymentColumns)
    .from(payments)
    .where(
      and(
        eq(payments.bookingId, bookingId),
        after && sql`(${payments.at}, ${payments.id}) > (${instantOfKey(after.key)}, ${after.id})`,
      ),
    )
    .orderBy(asc(payments.at), asc(payments.id))
    .limit(limit + 1);
  const sums = await ledgerSums(ctx.db, bookingId);
  return {
    ...pageOf(rows.map(toPayment), limit),
    state: paymentState({ ...booking, ...sums }),
    currency: booking.currency,
    chargedMinor: sums.charged,
    refundedMinor: sums.refunded,
    paidMinor: sums.charged - sums.refunded,
    dueMinor: amountDue(booking, sums),
  };
}

/** The first `limit` of the rows, of which one more was read than the page holds. */
export function pageOf<Row extends { id: string; at: number }>(rows: Row[], limit: number): Page<Row> {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  const more = rows.length > limit && last;
  return { data, nextCursor: more ? encodeCursor({ key: String(last.at), id: last.id }) : null };
}
