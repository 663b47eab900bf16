import type { Transaction } from "@availability/db";
import { products } from "@availability/db/schema";
import type { ProductChange } from "@availability/domain/product";
import { and, eq } from "drizzle-orm";
import { type ProductColumns, productView, unknownProduct } from "./product-view.ts";
import { requireVersion } from "./require-version.ts";

/** The product as it stands, kept from bookings and other changes until the transaction ends. Throws `not_found`, `stale`. */
export async function lockProduct(
  tx: Transaction,
  organizationId: string,
  { productId, version }: ProductChange,
): Promise<ProductColumns> {
  const [product] = await tx
    .select(productView)
    .from(products)
    .where(and(eq(products.organizationId, organizationId), eq(products.id, productId)))
    .for("no key update");
  if (!product) throw unknownProduct();
  requireVersion("product", product.version, version);
  return product;
}
