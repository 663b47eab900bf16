import { DomainError } from "@availability/domain/errors";
import { type BookedInterval, countedStatuses } from "@availability/domain/report";
import { sql } from "drizzle-orm";
import { uuids } from "../availability/occupations.ts";
import type { Ctx } from "../ctx.ts";
import { instant, type Scope, texts } from "./scope.ts";

const mostStretches = 100_000;
// No booking is longer than a week, which bounds how far back one that reaches into the period can have begun.
const longestBookingMs = 7 * 24 * 3600 * 1000;

type Row = { productId: string; start: number; end: number; units: number };

/**
 * When the products were taken within a period, buffers left out: by their own bookings, and by services that got them, once
 * however many bookings share that. Throws `outside_rules` for more than 100,000 stretches.
 */
export async function bookedTime(
  ctx: Ctx,
  { organizationId, start, end }: Scope,
  productIds: readonly string[],
): Promise<Map<string, BookedInterval[]>> {
  const epochMs = (column: "starts_at" | "ends_at") =>
    sql`(extract(epoch from taken.${sql.raw(column)}) * 1000)::float8`;
  const isMeant = sql`b.organization_id = ${organizationId} and b.customer_id is not null
    and b.status = any(${texts(countedStatuses)})
    and b.starts_at >= ${instant(start - longestBookingMs)} and b.starts_at < ${instant(end)}
    and b.ends_at > ${instant(start)}`;
  const rows = await ctx.db.execute<Row>(sql`
    select taken.product_id as "productId", ${epochMs("starts_at")} as start, ${epochMs("ends_at")} as "end",
      sum(taken.units)::int as units
    from (
      select b.product_id, b.starts_at, b.ends_at, b.attendees as units
      from bookings b where b.product_id = any(${uuids(productIds)}) and ${isMeant}
      union all
      select m.product_id, a.starts_at, a.ends_at, m.units
      from (select distinct b.allocation_id from bookings b where b.allocation_id is not null and ${isMeant}) served
        join allocations a on a.id = served.allocation_id
        join allocation_members m on m.allocation_id = a.id
      where m.product_id = any(${uuids(productIds)})
    ) taken
    group by taken.product_id, taken.starts_at, taken.ends_at
    limit ${mostStretches + 1}`);
  if (rows.length > mostStretches) {
    const detail = "More than 100,000 times were booked in this period";
    throw new DomainError("outside_rules", `${detail}; choose a shorter one, a location or a product`);
  }
  const byProduct = new Map<string, BookedInterval[]>(productIds.map((id) => [id, []]));
  for (const { productId, ...interval } of rows) byProduct.get(productId)?.push(interval);
  return byProduct;
}
