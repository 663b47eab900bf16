import { authorizeMember } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { type Product, readProduct } from "./product-view.ts";

/** The product of this id, archived or not; throws `not_found` when the organisation has none. */
export async function getProduct(ctx: Ctx, input: { productId: string }): Promise<Product> {
  return readProduct(ctx.db, authorizeMember(ctx), input.productId);
}
