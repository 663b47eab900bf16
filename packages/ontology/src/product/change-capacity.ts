import { newId, type Transaction } from "@availability/db";
import { allocationMembers, claims, requirementGroups, requirementMembers } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import { and, eq, gt, type SQL, sql } from "drizzle-orm";
import { claimsFrom, fitClaims } from "./fit-claims.ts";
import type { ProductColumns } from "./product-view.ts";
import { namesOf, requiringProducts } from "./require-archivable.ts";

type Change = {
  organizationId: string;
  /** epoch ms */
  now: number;
  stored: ProductColumns;
  next: ProductColumns;
};

/**
 * Makes what is booked from `now` (epoch ms) on fit the new capacity. Throws `in_use` with the bookings that cannot, or with
 * the products that need more units than there will be. Where a service has all of the product, it has the new units too.
 */
export async function changeCapacity(tx: Transaction, change: Change): Promise<void> {
  const { now, organizationId, stored, next } = change;
  if (next.capacity > stored.capacity) return takeNewUnits(tx, change);
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

/** Allocations that have every unit go on doing so: a hall taken as a whole has no seat left, however many it gets. */
async function takeNewUnits(tx: Transaction, { now, organizationId, stored, next }: Change): Promise<void> {
  const { id: productId, capacity } = stored;
  // Whoever gives one up at this moment comes before us, and then it is gone from what we read, or finds the new claims, too.
  await tx.execute(sql`
    select id from allocations where released_at is null
      and id in (select allocation_id from claims where ${claimsFrom(productId, now)})
    order by id for update`);
  const whole = await tx
    .selectDistinct({ allocationId: claims.allocationId, during: claims.during })
    .from(claims)
    .innerJoin(
      allocationMembers,
      and(
        eq(allocationMembers.allocationId, claims.allocationId),
        eq(allocationMembers.productId, productId),
      ),
    )
    .where(and(claimsFrom(productId, now), eq(allocationMembers.units, capacity), takesAll(productId)));
  const rows = whole.flatMap(({ allocationId, during }) =>
    Array.from({ length: next.capacity - capacity }, (_, index) => ({
      id: newId(),
      allocation_id: allocationId,
      lane: capacity + 1 + index,
      start: new Date(during.start).toISOString(),
      end: new Date(during.end).toISOString(),
    })),
  );
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as given (id uuid, allocation_id uuid, lane integer, "start" timestamptz, "end" timestamptz)`;
  await tx.execute(sql`
    insert into claims (id, organization_id, product_id, allocation_id, lane, during)
    select id, ${organizationId}, ${productId}, allocation_id, lane, tstzrange("start", "end") from ${given}`);
  await tx.execute(sql`
    update allocation_members set units = ${next.capacity}
    where product_id = ${productId} and allocation_id in (select allocation_id from ${given})`);
}

/** True for an allocation of a service that, itself or through what it got, requires all of the product. */
function takesAll(productId: string): SQL {
  return sql`exists (select from requirement_members m join requirement_groups g on g.id = m.group_id
    where m.product_id = ${productId} and g.units is null and (
      g.product_id in (select product_id from allocations where id = ${claims.allocationId}) or
      g.product_id in (select product_id from allocation_members where allocation_id = ${claims.allocationId})))`;
}
