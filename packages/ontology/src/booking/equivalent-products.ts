import type { Queryable } from "@availability/db";
import { products } from "@availability/db/schema";
import { and, asc, eq, ne, type SQL, sql } from "drizzle-orm";

export type Asked = Pick<typeof products.$inferSelect, "id" | "name" | "type" | "locationId"> & {
  isMember: boolean;
};

// Beyond these by name nobody looks for a replacement.
const mostRead = 200;
const mostTried = 20;

/**
 * What could serve instead of a product: active, of its type, at its location, bookable for as long; those of the most similar
 * name first, at most 20. What only serves others is none, unless the product itself serves others.
 */
export async function equivalentProducts(
  db: Queryable,
  organizationId: string,
  { product, durationMinutes }: { product: Asked; durationMinutes: number },
): Promise<{ id: string; name: string }[]> {
  const { id, name, type, locationId, isMember } = product;
  const rows = await db
    .select({ id: products.id, name: products.name })
    .from(products)
    .where(
      and(
        eq(products.organizationId, organizationId),
        eq(products.status, "active"),
        eq(products.type, type),
        ne(products.id, id),
        sql`${products.locationId} is not distinct from ${locationId}::uuid`,
        sql`${durationMinutes} = any(${products.durationsMinutes})`,
        isMember ? undefined : sql`not ${serves}`,
      ),
    )
    .orderBy(asc(products.name), asc(products.id))
    .limit(mostRead);
  // Sorting is stable: those equally similar stay in the order of their names.
  return rows.sort((one, other) => shared(other.name, name) - shared(one.name, name)).slice(0, mostTried);
}

/** The product asked for, and whether others require it; null when there is none. */
export async function findAsked(
  db: Queryable,
  organizationId: string,
  productId: string,
): Promise<(Asked & { durationMinutes: number }) | null> {
  const [row] = await db
    .select({
      id: products.id,
      name: products.name,
      type: products.type,
      locationId: products.locationId,
      durationMinutes: sql<number>`${products.durationsMinutes}[1]`,
      isMember: serves,
    })
    .from(products)
    .where(and(eq(products.organizationId, organizationId), eq(products.id, productId)));
  return row ?? null;
}

// Written out: of a select from one table Drizzle drops the names of tables, inside subqueries, too.
const serves: SQL<boolean> = sql<boolean>`exists (
  select from requirement_members m where m.product_id = products.id)`;

/** How many characters two names have in common from their beginnings on, in any case. */
function shared(one: string, other: string): number {
  const [first, second] = [one.toLowerCase(), other.toLowerCase()];
  let length = 0;
  while (length < first.length && first[length] === second[length]) length += 1;
  return length;
}
