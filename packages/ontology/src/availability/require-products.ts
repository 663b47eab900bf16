import type { Queryable } from "@availability/db";
import { products } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import { and, eq, inArray } from "drizzle-orm";

type Named = { productId?: string | undefined; productIds?: readonly string[] | undefined };

/** The products that an input names, each once. Throws `not_found`, naming each fault, unless all are of the organisation. */
export async function requireProducts(
  db: Queryable,
  organizationId: string,
  { productId, productIds = [] }: Named,
): Promise<string[]> {
  const named = [
    ...(productId ? [{ id: productId, pointer: "/productId" }] : []),
    ...productIds.map((id, index) => ({ id, pointer: `/productIds/${index}` })),
  ];
  const ids = [...new Set(named.map(({ id }) => id))];
  const rows = await db
    .select({ id: products.id })
    .from(products)
    .where(and(eq(products.organizationId, organizationId), inArray(products.id, ids)));
  const known = new Set(rows.map(({ id }) => id));
  const detail = "No product of your organisation has this id";
  const errors = named.filter(({ id }) => !known.has(id)).map(({ pointer }) => ({ pointer, detail }));
  if (errors.length > 0) throw new DomainError("not_found", detail, { errors });
  return ids;
}
