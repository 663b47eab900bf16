import { countedStatuses, type LeadTime, leadTimes, type ReportFilter } from "@availability/domain/report";
import { sql } from "drizzle-orm";
import type { Ctx } from "../ctx.ts";
import { bookingsIn, readScope, texts } from "./scope.ts";

/** How many bookings were made so long before their start. */
export type LeadTimeCount = LeadTime & { count: number };

/** The histogram of how long before its start each booking of a period was made; a booking after its start is in the first class. */
export async function listLeadTimes(ctx: Ctx, filter: ReportFilter): Promise<LeadTimeCount[]> {
  const scope = await readScope(ctx, filter);
  const bounds = leadTimes.flatMap(({ untilMinutes }) => (untilMinutes === null ? [] : [untilMinutes]));
  const rows = await ctx.db.execute<{ class: number; count: number }>(sql`
    select width_bucket((extract(epoch from b.starts_at - b.created_at) / 60)::float8,
      ${`{${bounds.join(",")}}`}::float8[]) as class, count(*)::int as count
    from bookings b where ${bookingsIn(scope, filter)} and b.status = any(${texts(countedStatuses)})
    group by 1`);
  return leadTimes.map((leadTime, i) => ({
    ...leadTime,
    count: rows.find((row) => row.class === i)?.count ?? 0,
  }));
}
