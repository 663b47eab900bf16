import type { Queryable } from "@availability/db";
import { products } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import { and, eq, inArray } from "drizzle-orm";

/** Throws `not_found`, naming each, unless all these products are of the organisation. */
export async function requireProducts(
  db: Queryable,
  organizationId: string,
  productIds: readonly string[],
): Promise<void> {
  const rows = await db
    .select({ id: products.id })
    .from(products)
    .where(and(eq(products.organizationId, organizationId), inArray(products.id, [...productIds])));
  const known = new Set(rows.map(({ id }) => id));
  const detail = "No product of your organisation has this id";
  const errors = productIds.flatMap((id, index) =>
    known.has(id)
      ? []
      : [{ pointer: productIds.length === 1 ? "/productId" : `/productIds/${index}`, detail }],
  );
  if (errors.length > 0) throw new DomainError("not_found", detail, { errors });
}
