import type { BookingStatus } from "@availability/domain/booking";
import { type ReportFilter, weeksOf } from "@availability/domain/report";
import { addDays, type LocalDate } from "@availability/domain/time";
import { sql } from "drizzle-orm";
import type { Ctx } from "../ctx.ts";
import { bookingsIn, readScope, texts } from "./scope.ts";

/** The statuses that a week is divided into; a request that was declined or expired never was a booking. */
export const weekStatuses = [
  "completed",
  "checked_in",
  "confirmed",
  "pending",
  "no_show",
  "cancelled",
] as const satisfies readonly BookingStatus[];
export type WeekStatus = (typeof weekStatuses)[number];

export type Week = {
  /** Its first day. */
  from: LocalDate;
  /** Whether the period begins or ends within it. */
  isPartial: boolean;
  counts: Record<WeekStatus, number>;
};

type Row = { from: LocalDate; status: WeekStatus; count: number };

/** The bookings that start in each week of a period, by status; weeks without any included. */
export async function listWeeks(ctx: Ctx, filter: ReportFilter): Promise<Week[]> {
  const scope = await readScope(ctx, filter);
  const { timeZone, firstWeekday } = scope;
  const local = sql`(b.starts_at at time zone ${timeZone})::date`;
  const rows = await ctx.db.execute<Row>(sql`
    select to_char(${local} - ((extract(isodow from ${local})::int - ${firstWeekday}::int + 7) % 7), 'YYYY-MM-DD') as "from",
      b.status, count(*)::int as count
    from bookings b where ${bookingsIn(scope, filter)} and b.status = any(${texts(weekStatuses)})
    group by 1, 2`);
  return weeksOf(filter, firstWeekday).map((from) => {
    const counts = Object.fromEntries(weekStatuses.map((status) => [status, 0])) as Week["counts"];
    for (const row of rows) if (row.from === from) counts[row.status] = row.count;
    return { from, isPartial: from < filter.from || addDays(from, 6) > filter.to, counts };
  });
}
