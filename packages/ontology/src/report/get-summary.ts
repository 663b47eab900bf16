import { must } from "@availability/domain/errors";
import { countedStatuses, overStatuses, type ReportFilter } from "@availability/domain/report";
import { sql } from "drizzle-orm";
import type { Ctx } from "../ctx.ts";
import { bookingsIn, instant, ofProducts, readScope, type Scope, texts } from "./scope.ts";

/** The figures of a period, over the bookings that start in it. */
export type Summary = {
  /** Those that stand or took place. */
  bookings: number;
  cancelled: number;
  /** Those that have ended and for which somebody was to come, no-shows among them. */
  over: number;
  noShows: number;
  /** The median of the minutes between making a booking and its start; null without any. */
  leadMinutes: number | null;
  /** Charges less refunds that were recorded in the period, minor units. */
  revenue: { currency: string; amountMinor: number }[];
};

const mostCurrencies = 50;

/** Counts a period of at most 366 days. */
export async function getSummary(ctx: Ctx, filter: ReportFilter): Promise<Summary> {
  const scope = await readScope(ctx, filter);
  const [counts, revenue] = await Promise.all([
    countBookings(ctx, scope, filter),
    sumRevenue(ctx, scope, filter),
  ]);
  return { ...counts, revenue };
}

async function countBookings(
  ctx: Ctx,
  scope: Scope,
  filter: ReportFilter,
): Promise<Omit<Summary, "revenue">> {
  const isCounted = sql`b.status = any(${texts(countedStatuses)})`;
  const [counts] = await ctx.db.execute<Omit<Summary, "revenue">>(sql`
    select
      count(*) filter (where ${isCounted})::int as bookings,
      count(*) filter (where b.status = 'cancelled')::int as cancelled,
      count(*) filter (where b.status = any(${texts(overStatuses)}) and b.ends_at <= ${instant(ctx.now())})::int as over,
      count(*) filter (where b.status = 'no_show')::int as "noShows",
      (percentile_cont(0.5) within group (order by greatest(extract(epoch from b.starts_at - b.created_at) / 60, 0))
        filter (where ${isCounted}))::float8 as "leadMinutes"
    from bookings b where ${bookingsIn(scope, filter)}`);
  return must(counts, "counting gives one row");
}

async function sumRevenue(
  ctx: Ctx,
  { organizationId, start, end }: Scope,
  filter: ReportFilter,
): Promise<Summary["revenue"]> {
  const isNarrowed = filter.productId !== undefined || filter.locationId !== undefined;
  const ofBookings = sql`and exists (select from bookings b
    where b.id = l.booking_id and ${ofProducts(organizationId, filter)})`;
  const rows = await ctx.db.execute<Summary["revenue"][number]>(sql`
    select l.currency, sum(case l.kind when 'charge' then l.amount_minor else -l.amount_minor end)::float8 as "amountMinor"
    from payments l
    where l.organization_id = ${organizationId} and l.at >= ${instant(start)} and l.at < ${instant(end)}
      ${isNarrowed ? ofBookings : sql``}
    group by l.currency order by l.currency limit ${mostCurrencies}`);
  return [...rows];
}
