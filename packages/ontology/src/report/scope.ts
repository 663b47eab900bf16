import { organizations } from "@availability/db/schema";
import { must } from "@availability/domain/errors";
import type { ReportFilter } from "@availability/domain/report";
import { addDays, startOfDay } from "@availability/domain/time";
import { eq, type SQL, sql } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import { requireProduct } from "../availability/require-product.ts";
import type { Ctx } from "../ctx.ts";
import { requireLocation } from "../product/require-location.ts";

/** What a report looks at: whose bookings, in which zone its days are meant, and the instants that these are. */
export type Scope = {
  organizationId: string;
  /** IANA: the zone of the location asked for, of the product's location, or the organisation's. */
  timeZone: string;
  /** ISO weekday on which the organisation's weeks begin. */
  firstWeekday: number;
  /** Epoch ms. */
  start: number;
  end: number;
};

/**
 * Checks the permission and the ids of a filter, and reads its zone. Throws `not_found` for an id that is not the
 * organisation's: a report narrowed by it would lie.
 */
export async function readScope(ctx: Ctx, filter: ReportFilter): Promise<Scope> {
  const organizationId = authorize(ctx, "view_bookings");
  const { productId, locationId, from, to } = filter;
  if (productId) await requireProduct(ctx.db, organizationId, productId);
  if (locationId) await requireLocation(ctx.db, organizationId, locationId);
  const [row] = await ctx.db
    .select({ timeZone: zoneOf(organizationId, filter), firstWeekday: organizations.firstWeekday })
    .from(organizations)
    .where(eq(organizations.id, organizationId));
  const { timeZone, firstWeekday } = must(row, "an actor's organisation exists");
  return {
    organizationId,
    timeZone,
    firstWeekday,
    start: startOfDay(from, timeZone),
    end: startOfDay(addDays(to, 1), timeZone),
  };
}

function zoneOf(organizationId: string, { productId, locationId }: ReportFilter): SQL<string> {
  return sql<string>`coalesce(
    (select l.time_zone from locations l where l.organization_id = ${organizationId} and l.id = ${locationId ?? null}::uuid),
    (select l.time_zone from products p join locations l on l.id = p.location_id
      where p.organization_id = ${organizationId} and p.id = ${productId ?? null}::uuid),
    ${organizations.timeZone})`;
}

/** The bookings `b` that a filter leaves and that start within the scope; holds, which have no customer, are none. */
export function bookingsIn({ organizationId, start, end }: Scope, filter: ReportFilter): SQL {
  return sql`b.organization_id = ${organizationId} and b.customer_id is not null
    and b.starts_at >= ${instant(start)} and b.starts_at < ${instant(end)} and ${ofProducts(organizationId, filter)}`;
}

/** That a booking `b` is of a product that the filter leaves. */
export function ofProducts(organizationId: string, { productId, locationId }: ReportFilter): SQL {
  const conditions = [
    ...(productId ? [sql`b.product_id = ${productId}`] : []),
    ...(locationId
      ? [
          sql`b.product_id in (select p.id from products p
            where p.organization_id = ${organizationId} and p.location_id = ${locationId})`,
        ]
      : []),
  ];
  return conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`;
}

/** An instant, epoch ms, as a parameter. */
export function instant(epochMs: number): SQL {
  return sql`${new Date(epochMs).toISOString()}::timestamptz`;
}

/** A list of statuses as one parameter. */
export function texts(values: readonly string[]): SQL {
  return sql`${`{${values.join(",")}}`}::text[]`;
}
