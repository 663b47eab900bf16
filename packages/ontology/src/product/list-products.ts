import { products } from "@availability/db/schema";
import { and, asc, eq, gt, or } from "drizzle-orm";
import { authorizeMember } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { decodeCursor, encodeCursor, type Page } from "../page.ts";
import { type Product, productView } from "./product-view.ts";

/** The active products by name, a page at a time. */
export async function listProducts(
  ctx: Ctx,
  input: { limit: number; cursor?: string | null },
): Promise<Page<Product>> {
  const organizationId = authorizeMember(ctx);
  const after = decodeCursor(input.cursor);
  const rows = await ctx.db
    .select(productView)
    .from(products)
    .where(
      and(
        eq(products.organizationId, organizationId),
        eq(products.status, "active"),
        after &&
          or(gt(products.name, after.key), and(eq(products.name, after.key), gt(products.id, after.id))),
      ),
    )
    .orderBy(asc(products.name), asc(products.id))
    .limit(input.limit + 1);
  const data = rows.slice(0, input.limit);
  const last = data.at(-1);
  const more = rows.length > data.length && last;
  return { data, nextCursor: more ? encodeCursor({ key: last.name, id: last.id }) : null };
}
