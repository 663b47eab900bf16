import type { ProductChange } from "@availability/domain/product";
import type { Ctx } from "../ctx.ts";
import { type ChangedProduct, updateProduct } from "./update-product.ts";

/**
 * Takes a product off offer: nobody can book it any more. Bookings that stand keep standing and are in
 * `affectedBookings`. Throws `not_found`, `stale`, `in_use` while active products require it.
 */
export async function archiveProduct(ctx: Ctx, input: ProductChange): Promise<ChangedProduct> {
  return updateProduct(ctx, { ...input, status: "archived" });
}
