import type { Queryable } from "@availability/db";
import { sql } from "drizzle-orm";
import { longestBookingMs, shownStatuses } from "./list-shown.ts";
import { uuids } from "./occupations.ts";

type CountQuery = {
  organizationId: string;
  productIds: readonly string[];
  /** The beginnings of the days and the end of the last, epoch ms, ascending. */
  bounds: readonly number[];
};

/** How many bookings each day touches: of the products, and of services that they serve as members; each booking once. */
export async function countBookingsByDay(db: Queryable, query: CountQuery): Promise<number[]> {
  const { organizationId, productIds, bounds } = query;
  const instant = (ms: number) => sql`${new Date(ms).toISOString()}::timestamptz`;
  const first = bounds[0] ?? 0;
  const start = instant(first);
  const end = instant(bounds.at(-1) ?? first);
  const earliest = instant(first - longestBookingMs);
  const days = sql`${`{${bounds.map((ms) => new Date(ms).toISOString()).join(",")}}`}::text::timestamptz[]`;
  const statuses = sql.join(
    shownStatuses.map((status) => sql`${status}`),
    sql`, `,
  );
  const shown = sql`b.organization_id = ${organizationId} and b.status in (${statuses})
    and b.starts_at >= ${earliest} and b.starts_at < ${end} and b.ends_at > ${start}`;
  const rows = await db.execute<{ day: number; count: number }>(sql`
    with shown as (
      select b.id, b.starts_at, b.ends_at from bookings b
      where b.product_id = any(${uuids(productIds)}) and ${shown}
      union
      select b.id, b.starts_at, b.ends_at
      from allocation_members m
        join allocations a on a.id = m.allocation_id
        join bookings b on b.allocation_id = a.id
      where m.product_id = any(${uuids(productIds)})
        and a.starts_at >= ${earliest} and a.starts_at < ${end} and ${shown}
    )
    select day - 1 as day, count(*)::int as count
    from shown, generate_series(
      width_bucket(greatest(starts_at, ${start}), ${days}),
      width_bucket(least(ends_at, ${end}) - interval '1 microsecond', ${days})) as day
    group by day`);
  const counts = bounds.slice(1).map(() => 0);
  for (const { day, count } of rows) counts[day] = count;
  return counts;
}
