import type { Queryable } from "@availability/db";
import { products } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import { and, eq, type SQL } from "drizzle-orm";
import { namedProducts, namesOf } from "../product/require-archivable.ts";

/** Throws `in_use`, naming them and what to do (`fix`), while products that meet the condition are at the location. */
export async function requireNoProducts(
  db: Queryable,
  location: { id: string; name: string },
  { condition, fix }: { condition?: SQL; fix: string },
): Promise<void> {
  const there = await namedProducts(db, and(eq(products.locationId, location.id), condition));
  if (there.total === 0) return;
  throw new DomainError(
    "in_use",
    `${namesOf(there)} ${there.total === 1 ? "is" : "are"} at "${location.name}"; ${fix}`,
    there,
  );
}
