import { products } from "@availability/db/schema";
import { productStatuses, productTypes } from "@availability/domain/product";
import { and, asc, eq, gt, ilike, or } from "drizzle-orm";
import * as z from "zod";
import { authorizeMember } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { decodeCursor, encodeCursor, type Page, PageInput } from "../page.ts";
import { type Product, productView, withRequirements } from "./product-view.ts";
import { requireLocation } from "./require-location.ts";

const statuses = [...productStatuses, "all"] as const;

export const ListProducts = PageInput.extend({
  status: z.enum(statuses, `One of ${statuses.join(", ")}`).default("active"),
  type: z.enum(productTypes, `One of ${productTypes.join(", ")}`).optional(),
  locationId: z.uuid("An id of one of your locations").optional(),
  /** Part of the name, in any case. */
  query: z.string().trim().min(1, "At least 1 character").max(100, "At most 100 characters").optional(),
});
export type ListProducts = z.input<typeof ListProducts> & { limit: number };

/** The products by name, a page at a time; the active ones when no status is given. */
export async function listProducts(ctx: Ctx, input: ListProducts): Promise<Page<Product>> {
  const organizationId = authorizeMember(ctx);
  const { status = "active", type, locationId, query, limit, cursor } = input;
  const after = decodeCursor(cursor);
  if (locationId) await requireLocation(ctx.db, organizationId, locationId);
  const rows = await ctx.db
    .select(productView)
    .from(products)
    .where(
      and(
        eq(products.organizationId, organizationId),
        status === "all" ? undefined : eq(products.status, status),
        type ? eq(products.type, type) : undefined,
        locationId ? eq(products.locationId, locationId) : undefined,
        query ? ilike(products.name, containing(query)) : undefined,
        after &&
          or(gt(products.name, after.key), and(eq(products.name, after.key), gt(products.id, after.id))),
      ),
    )
    .orderBy(asc(products.name), asc(products.id))
    .limit(limit + 1);
  const data = await withRequirements(ctx.db, rows.slice(0, limit));
  const last = data.at(-1);
  const more = rows.length > data.length && last;
  return { data, nextCursor: more ? encodeCursor({ key: last.name, id: last.id }) : null };
}

/** The pattern that finds the text anywhere; `%`, `_` and the backslash stand for themselves. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
}
