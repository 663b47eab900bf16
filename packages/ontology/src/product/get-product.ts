import { products } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import { and, eq } from "drizzle-orm";
import { authorizeMember } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { type Product, productView } from "./product-view.ts";

/** The product of this id; throws `not_found` when the organisation has none. */
export async function getProduct(ctx: Ctx, input: { productId: string }): Promise<Product> {
  const organizationId = authorizeMember(ctx);
  const [product] = await ctx.db
    .select(productView)
    .from(products)
    .where(and(eq(products.organizationId, organizationId), eq(products.id, input.productId)));
  if (!product) throw new DomainError("not_found", "No product of your organisation has this id");
  return product;
}
