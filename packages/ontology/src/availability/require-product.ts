import type { Queryable } from "@availability/db";
import { products } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import { and, eq } from "drizzle-orm";

/** Throws `not_found` unless the product belongs to the organisation. */
export async function requireProduct(
  db: Queryable,
  organizationId: string,
  productId: string,
): Promise<void> {
  const [product] = await db
    .select({ id: products.id })
    .from(products)
    .where(and(eq(products.organizationId, organizationId), eq(products.id, productId)));
  if (product) return;
  const detail = "No product of your organisation has this id";
  throw new DomainError("not_found", detail, { errors: [{ pointer: "/productId", detail }] });
}
