import type { ProductChange } from "@availability/domain/product";
import type { Ctx } from "../ctx.ts";
import { type ChangedProduct, updateProduct } from "./update-product.ts";

/** Offers an archived product again. Throws `not_found`, `stale`, `outside_rules` while its location or what it requires is archived. */
export async function restoreProduct(ctx: Ctx, input: ProductChange): Promise<ChangedProduct> {
  return updateProduct(ctx, { ...input, status: "active" });
}
