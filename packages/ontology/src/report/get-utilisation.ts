import { products } from "@availability/db/schema";
import { type ReportFilter, sumOf, utilisationOf } from "@availability/domain/report";
import { and, asc, eq } from "drizzle-orm";
import { mostProductsAsked } from "../availability/availability-statement.ts";
import { type ProductAvailability, readAvailability } from "../availability/read-availability.ts";
import { openingHours } from "../availability/slot-query.ts";
import type { Ctx } from "../ctx.ts";
import { bookedTime } from "./booked-time.ts";
import { readScope, type Scope } from "./scope.ts";

const mostProducts = 200;

/** Minutes of units, as in `Utilisation` of the domain. */
type ProductUtilisation = {
  productId: string;
  name: string;
  bookableMinutes: number;
  bookedMinutes: number;
  outsideMinutes: number;
};

export type UtilisationReport = Omit<ProductUtilisation, "productId" | "name"> & {
  /** Those in whose hours the products are meant, by name. */
  timeZones: string[];
  /** By the hour of the week, Monday 00:00 first. */
  bookable: number[];
  booked: number[];
  /** By name. */
  products: ProductUtilisation[];
  /** Whether there are more products than the 200 that were read. */
  isMore: boolean;
};

/**
 * How much of the bookable time of a period of at most 366 days was booked, for the active products in scope or the one
 * asked for. Hours, holidays and blocks are those that stand now.
 */
export async function getUtilisation(ctx: Ctx, filter: ReportFilter): Promise<UtilisationReport> {
  const scope = await readScope(ctx, filter);
  const ids = await listIds(ctx, scope, filter);
  const shown = ids.slice(0, mostProducts);
  const [availabilities, booked] = await Promise.all([
    readHours(ctx, scope, shown),
    bookedTime(ctx, scope, shown),
  ]);
  const each = availabilities.map((availability) => {
    const { productId, name, blocks, capacity } = availability;
    const opening = openingHours(availability);
    const time = { opening, blocks, capacity, booked: booked.get(productId) ?? [] };
    return { productId, name, timeZone: opening.timeZone, found: utilisationOf(time, scope) };
  });
  return {
    ...sumOf(each.map(({ found }) => found)),
    timeZones: [...new Set(each.map(({ timeZone }) => timeZone))].sort(),
    products: each.map(({ productId, name, found }) => {
      const { bookableMinutes, bookedMinutes, outsideMinutes } = found;
      return { productId, name, bookableMinutes, bookedMinutes, outsideMinutes };
    }),
    isMore: ids.length > shown.length,
  };
}

async function listIds(
  ctx: Ctx,
  { organizationId }: Scope,
  { productId, locationId }: ReportFilter,
): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: products.id })
    .from(products)
    .where(
      and(
        eq(products.organizationId, organizationId),
        productId ? eq(products.id, productId) : eq(products.status, "active"),
        locationId ? eq(products.locationId, locationId) : undefined,
      ),
    )
    .orderBy(asc(products.name), asc(products.id))
    .limit(mostProducts + 1);
  return rows.map(({ id }) => id);
}

async function readHours(
  ctx: Ctx,
  { organizationId, start, end }: Scope,
  productIds: readonly string[],
): Promise<ProductAvailability[]> {
  const pages: ProductAvailability[][] = [];
  for (let i = 0; i < productIds.length; i += mostProductsAsked) {
    const page = productIds.slice(i, i + mostProductsAsked);
    pages.push(
      await readAvailability(ctx.db, { organizationId, productIds: page, start, end, now: ctx.now() }),
    );
  }
  return pages.flat();
}
