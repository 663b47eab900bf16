import { newId, type Transaction } from "@availability/db";
import { claims, requirementGroups, requirementMembers } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { claimsFrom, fitClaims } from "./fit-claims.ts";
import type { ProductColumns } from "./product-view.ts";
import { namesOf, requiringProducts } from "./require-archivable.ts";

/**
 * Makes what is booked from `now` (epoch ms) on fit the new capacity. Throws `in_use` with the bookings that cannot, or with
 * the products that need more units than there will be. Where a service has all of the product, it has the new units too.
 */
export async function changeCapacity(
  tx: Transaction,
  now: number,
  organizationId: string,
  stored: ProductColumns,
  next: ProductColumns,
): Promise<void> {
  if (next.capacity > stored.capacity) return takeNewUnits(tx, now, organizationId, stored, next.capacity);
  await requireUnits(tx, stored, next.capacity);
  await fitClaims(tx, { organizationId, productId: stored.id, capacity: next.capacity, now });
}

async function requireUnits(tx: Transaction, { id, name }: ProductColumns, capacity: number): Promise<void> {
  const needing = await requiringProducts(
    tx,
    id,
    sql`exists (select from ${requirementGroups}
      join ${requirementMembers} on ${requirementMembers.groupId} = ${requirementGroups.id}
      where ${requirementGroups.productId} = products.id and ${requirementMembers.productId} = ${id}
      and ${gt(requirementGroups.units, capacity)})`,
  );
  if (needing.total === 0) return;
  throw new DomainError(
    "in_use",
    `${namesOf(needing)} need more units of "${name}" than ${capacity}; need fewer there first`,
    needing,
  );
}

/** Allocations that occupy every unit go on doing so: a hall taken as a whole has no seat left, however many it gets. */
async function takeNewUnits(
  tx: Transaction,
  now: number,
  organizationId: string,
  { id: productId, capacity }: ProductColumns,
  nextCapacity: number,
): Promise<void> {
  const [needing] = await tx
    .select({ id: requirementGroups.id })
    .from(requirementMembers)
    .innerJoin(requirementGroups, eq(requirementGroups.id, requirementMembers.groupId))
    .where(and(eq(requirementMembers.productId, productId), isNull(requirementGroups.units)))
    .limit(1);
  if (!needing) return;
  const whole = await tx
    .select({ allocationId: claims.allocationId, during: claims.during })
    .from(claims)
    .where(and(claimsFrom(productId, now), sql`${claims.allocationId} is not null`))
    .groupBy(claims.allocationId, claims.during)
    .having(sql`count(*) = ${capacity} and ${takesAll(productId)}`);
  const rows = whole.flatMap(({ allocationId, during }) =>
    Array.from({ length: nextCapacity - capacity }, (_, index) => ({
      id: newId(),
      allocation_id: allocationId,
      lane: capacity + 1 + index,
      start: new Date(during.start).toISOString(),
      end: new Date(during.end).toISOString(),
    })),
  );
  await tx.execute(sql`
    insert into claims (id, organization_id, product_id, allocation_id, lane, during)
    select id, ${organizationId}, ${productId}, allocation_id, lane, tstzrange("start", "end")
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as rows (id uuid, allocation_id uuid, lane integer, "start" timestamptz, "end" timestamptz)`);
}

/** True for an allocation whose service requires all of the product that it gets. */
function takesAll(productId: string) {
  return sql`exists (select from allocations a join requirement_groups g on g.product_id = a.product_id
    join requirement_members m on m.group_id = g.id
    where a.id = ${claims.allocationId} and m.product_id = ${productId} and g.units is null)`;
}
