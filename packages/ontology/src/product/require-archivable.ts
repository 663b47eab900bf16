import type { Queryable } from "@availability/db";
import { products, requirementGroups, requirementMembers } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import { and, asc, eq, type SQL, sql } from "drizzle-orm";

/** A product, as refusals name it. */
export type NamedProduct = { id: string; name: string };

const mostNamed = 100;

/** Throws `in_use`, naming them, while active products require this one. */
export async function requireNotNeeded(db: Queryable, product: NamedProduct): Promise<void> {
  const needing = await requiringProducts(db, product.id, eq(products.status, "active"));
  if (needing.total === 0) return;
  throw new DomainError(
    "in_use",
    `"${product.name}" is required by ${namesOf(needing)}; take it out of their requirements or archive them first`,
    needing,
  );
}

/** Throws `outside_rules`, naming them, while the product requires archived ones. */
export async function requireActiveMembers(db: Queryable, productId: string): Promise<void> {
  const archived = await namedProducts(
    db,
    and(
      eq(products.status, "archived"),
      sql`${products.id} in (select ${requirementMembers.productId} from ${requirementMembers}
        join ${requirementGroups} on ${requirementGroups.id} = ${requirementMembers.groupId}
        where ${requirementGroups.productId} = ${productId})`,
    ),
  );
  if (archived.total === 0) return;
  const detail = `It requires ${namesOf(archived)}, archived; restore what it requires first, or require something else`;
  throw new DomainError("outside_rules", detail, {
    ...archived,
    errors: [{ pointer: "/requirements", detail }],
  });
}

/** The products that require this one and meet the condition: the first 100 by name, and how many there are. */
export async function requiringProducts(
  db: Queryable,
  productId: string,
  condition?: SQL,
): Promise<{ products: NamedProduct[]; total: number }> {
  return namedProducts(
    db,
    and(
      condition,
      sql`${products.id} in (select ${requirementGroups.productId} from ${requirementGroups}
        join ${requirementMembers} on ${requirementMembers.groupId} = ${requirementGroups.id}
        where ${requirementMembers.productId} = ${productId})`,
    ),
  );
}

export async function namedProducts(
  db: Queryable,
  condition: SQL | undefined,
): Promise<{ products: NamedProduct[]; total: number }> {
  const rows = await db
    .select({ id: products.id, name: products.name, total: sql<number>`(count(*) over ())::int` })
    .from(products)
    .where(condition)
    .orderBy(asc(products.name), asc(products.id))
    .limit(mostNamed);
  return { products: rows.map(({ id, name }) => ({ id, name })), total: rows[0]?.total ?? 0 };
}

/** `"A", "B" and 3 more`, for a sentence. */
export function namesOf({ products: named, total }: { products: NamedProduct[]; total: number }): string {
  const shown = named.slice(0, 3).map(({ name }) => `"${name}"`);
  const others = total - shown.length;
  return `${shown.join(", ")}${others > 0 ? ` and ${others} more` : ""}`;
}
