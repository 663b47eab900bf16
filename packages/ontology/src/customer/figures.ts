import type { Queryable } from "@availability/db";
import { bookings, payments } from "@availability/db/schema";
import { claimingStatuses } from "@availability/domain/booking";
import { must } from "@availability/domain/errors";
import { asc, eq, type SQL, sql } from "drizzle-orm";

/** How often a customer booked and came, and what it paid: by currency, minor units. */
export type CustomerFigures = {
  bookings: number;
  /** Those that stand and are not over. */
  upcoming: number;
  completed: number;
  cancelled: number;
  noShows: number;
  /** epoch ms of the first and last start of what was not called off; null when there is none */
  firstStart: number | null;
  lastStart: number | null;
  revenue: { currency: string; chargedMinor: number; refundedMinor: number; paidMinor: number }[];
};

/** Two queries over the bookings of one customer, each by its index. */
export async function readFigures(
  db: Queryable,
  { customerId, now }: { customerId: string; now: number },
): Promise<CustomerFigures> {
  const [counts] = await db.select(counted(now)).from(bookings).where(eq(bookings.customerId, customerId));
  const revenue = await db
    .select({
      currency: payments.currency,
      chargedMinor: sumOf("charge"),
      refundedMinor: sumOf("refund"),
    })
    .from(bookings)
    .innerJoin(payments, eq(payments.bookingId, bookings.id))
    .where(eq(bookings.customerId, customerId))
    .groupBy(payments.currency)
    .orderBy(asc(payments.currency));
  return {
    ...must(counts, "an aggregate has one row"),
    revenue: revenue.map((sums) => ({ ...sums, paidMinor: sums.chargedMinor - sums.refundedMinor })),
  };
}

function counted(now: number) {
  const { status, startsAt, endsAt } = bookings;
  const standing = sql`${status} in (${sql.join(
    claimingStatuses.map((one) => sql`${one}`),
    sql`, `,
  )})`;
  const took = sql`${status} not in ('declined', 'expired', 'cancelled')`;
  return {
    bookings: count(sql`true`),
    upcoming: count(sql`${standing} and ${endsAt} > ${new Date(now).toISOString()}`),
    completed: count(sql`${status} = 'completed'`),
    cancelled: count(sql`${status} = 'cancelled'`),
    noShows: count(sql`${status} = 'no_show'`),
    firstStart: sql<
      number | null
    >`(extract(epoch from min(${startsAt}) filter (where ${took})) * 1000)::float8`,
    lastStart: sql<
      number | null
    >`(extract(epoch from max(${startsAt}) filter (where ${took})) * 1000)::float8`,
  };
}

function count(condition: SQL) {
  return sql<number>`(count(*) filter (where ${condition}))::int`;
}

function sumOf(kind: "charge" | "refund") {
  const { amountMinor } = payments;
  return sql<number>`coalesce(sum(${amountMinor}) filter (where ${payments.kind} = ${kind}), 0)::float8`;
}
