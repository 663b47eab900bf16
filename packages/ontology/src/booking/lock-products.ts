import type { Transaction } from "@availability/db";
import { DomainError } from "@availability/domain/errors";
import { sql } from "drizzle-orm";
import { requireActive } from "../availability/offered.ts";

type Priced = { priceMinor: number; currency: string };

/**
 * Locks a product and all that it can require, so that bookings which could want the same take turns: what each chooses is
 * still free when it is written. Locks are taken in the order of ids, hence without deadlock. Returns the price of the
 * product. Throws `not_found`, and `outside_rules` when it is archived.
 */
export async function lockProducts(
  tx: Transaction,
  { organizationId, productId }: { organizationId: string; productId: string },
): Promise<Priced> {
  const rows = await tx.execute<Priced & { id: string; status: "active" | "archived" }>(sql`
    with recursive needed(id, depth) as (
      select ${productId}::uuid, 0
      union
      select m.product_id, needed.depth + 1
      from needed
        join requirement_groups g on g.product_id = needed.id
        join requirement_members m on m.group_id = g.id
      where needed.depth < 6
    )
    select p.id, p.status, p.price_minor as "priceMinor", p.currency
    from products p
    where p.organization_id = ${organizationId} and p.id in (select id from needed)
    order by p.id
    for no key update of p`);
  const product = rows.find(({ id }) => id === productId);
  if (!product) {
    const detail = "No product of your organisation has this id";
    throw new DomainError("not_found", detail, { errors: [{ pointer: "/productId", detail }] });
  }
  requireActive(product);
  return product;
}
