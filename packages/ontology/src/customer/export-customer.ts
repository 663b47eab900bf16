import type { Queryable } from "@availability/db";
import { bookingEvents, bookingSeries, bookings, customerAliases, payments } from "@availability/db/schema";
import { and, asc, desc, eq, gt, inArray } from "drizzle-orm";
import * as z from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { authorize } from "../authorize.ts";
import { type Booking, selectBookings, toBooking } from "../booking/booking-view.ts";
import type { Ctx } from "../ctx.ts";
import { decodeCursor, encodeCursor, type Page, PageInput } from "../page.ts";
import { type Payment, paymentColumns, toPayment } from "../payment/payment-view.ts";
import { type Customer, readCustomer } from "./customer-view.ts";

export const ExportCustomer = PageInput.extend({
  customerId: z.uuid("An id of one of your customers"),
  limit: z.coerce.number().int().min(1, "At least 1").max(1000, "At most 1000").default(1000),
});
export type ExportCustomer = z.output<typeof ExportCustomer>;

type TimelineEntry = Awaited<ReturnType<typeof timelines>>[number];
type Series = Awaited<ReturnType<typeof seriesOf>>[number];

/** Everything that is kept about a person; instants are epoch ms, amounts minor units. */
export type CustomerExport = {
  exportedAt: number;
  customer: Customer;
  /** Addresses of those who were merged into it. */
  formerEmails: string[];
  /** The rules by which it books again, the newest 200. */
  series: Series[];
  bookings: Page<Omit<Booking, "customer"> & { timeline: TimelineEntry[]; payments: Payment[] }>;
};

/** All personal data of a customer, its bookings a page at a time in the order in which they were made. Throws `not_found`. */
export async function exportCustomer(
  ctx: Ctx,
  { customerId, limit, cursor }: ExportCustomer,
): Promise<CustomerExport> {
  const organizationId = authorize(ctx, "view_bookings");
  const after = decodeCursor(cursor);
  const customer = await readCustomer(ctx.db, organizationId, customerId);
  if (!after) await recordAudit(ctx, ctx.db, { action: "customer.exported", targetId: customerId });
  const rows = await selectBookings(ctx.db)
    .where(
      and(
        eq(bookings.organizationId, organizationId),
        eq(bookings.customerId, customerId),
        after && gt(bookings.id, after.id),
      ),
    )
    .orderBy(asc(bookings.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit).map(toBooking);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    exportedAt: ctx.now(),
    customer,
    formerEmails: await formerEmails(ctx.db, customerId),
    series: await seriesOf(ctx.db, customerId),
    bookings: {
      data: await withRecords(ctx.db, page),
      nextCursor: last ? encodeCursor({ key: "", id: last.id }) : null,
    },
  };
}

async function formerEmails(db: Queryable, customerId: string): Promise<string[]> {
  const rows = await db
    .select({ email: customerAliases.email })
    .from(customerAliases)
    .where(eq(customerAliases.customerId, customerId))
    .orderBy(asc(customerAliases.id))
    .limit(200);
  return rows.map(({ email }) => email);
}

async function withRecords(db: Queryable, page: Booking[]) {
  const ids = page.map(({ id }) => id);
  const entries = byBooking(await timelines(db, ids));
  const ledgers = byBooking(await ledgersOf(db, ids));
  return page.map(({ customer: _same, ...booking }) => ({
    ...booking,
    timeline: entries.get(booking.id) ?? [],
    payments: ledgers.get(booking.id) ?? [],
  }));
}

function byBooking<Row extends { bookingId: string }>(rows: Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.bookingId);
    if (group) group.push(row);
    else groups.set(row.bookingId, [row]);
  }
  return groups;
}

async function timelines(db: Queryable, ids: string[]) {
  const rows = await db
    .select({
      bookingId: bookingEvents.bookingId,
      action: bookingEvents.action,
      fromStatus: bookingEvents.fromStatus,
      toStatus: bookingEvents.toStatus,
      reason: bookingEvents.reason,
      at: bookingEvents.at,
    })
    .from(bookingEvents)
    .where(inArray(bookingEvents.bookingId, ids))
    .orderBy(asc(bookingEvents.at), asc(bookingEvents.id));
  return rows.map(({ at, ...entry }) => ({ ...entry, at: at.getTime() }));
}

async function ledgersOf(db: Queryable, ids: string[]): Promise<Payment[]> {
  const rows = await db
    .select(paymentColumns)
    .from(payments)
    .where(inArray(payments.bookingId, ids))
    .orderBy(asc(payments.at), asc(payments.id));
  return rows.map(toPayment);
}

async function seriesOf(db: Queryable, customerId: string) {
  const rows = await db
    .select({
      id: bookingSeries.id,
      productId: bookingSeries.productId,
      rrule: bookingSeries.rrule,
      timeZone: bookingSeries.timeZone,
      startsAt: bookingSeries.startsAt,
      durationMinutes: bookingSeries.durationMinutes,
      attendees: bookingSeries.attendees,
      notes: bookingSeries.notes,
    })
    .from(bookingSeries)
    .where(eq(bookingSeries.customerId, customerId))
    .orderBy(desc(bookingSeries.id))
    .limit(200);
  return rows.map(({ startsAt, ...series }) => ({ ...series, start: startsAt.getTime() }));
}
