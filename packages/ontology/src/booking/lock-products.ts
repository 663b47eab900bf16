import type { Transaction } from "@availability/db";
import type { BookingTerms } from "@availability/domain/booking";
import { DomainError } from "@availability/domain/errors";
import { sql } from "drizzle-orm";
import { requireActive } from "../availability/offered.ts";

/** A product as a booking needs it besides its availability: on what terms it is booked. */
export type LockedProduct = BookingTerms & {
  id: string;
  status: "active" | "archived";
  currency: string;
  requiresApproval: boolean;
  defaultDurationMinutes: number;
  approvalMinutes: number | null;
  paymentMinutes: number;
};

/**
 * Locks a product and all that it can require, so that bookings which could want the same take turns: what each chooses is
 * still free when it is written. Locks are taken in the order of ids, hence without deadlock. Throws `not_found`, and
 * `outside_rules` when the product is archived.
 */
export async function lockProducts(
  tx: Transaction,
  { organizationId, productId }: { organizationId: string; productId: string },
): Promise<{ product: LockedProduct; ids: string[] }> {
  const rows = await tx.execute<LockedProduct>(sql`
    with recursive needed(id, depth) as (
      select ${productId}::uuid, 0
      union
      select m.product_id, needed.depth + 1
      from needed
        join requirement_groups g on g.product_id = needed.id
        join requirement_members m on m.group_id = g.id
      where needed.depth < 6
    )
    select p.id, p.status, p.price_minor as "priceMinor", p.deposit_minor as "depositMinor", p.currency,
      p.payment_policy as "paymentPolicy", p.payment_minutes as "paymentMinutes",
      p.requires_approval as "requiresApproval", p.approval_minutes as "approvalMinutes",
      p.durations_minutes[1] as "defaultDurationMinutes",
      p.cancellation_free_until_minutes as "cancellationFreeUntilMinutes",
      p.cancellation_fee_minor as "cancellationFeeMinor"
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
  return { product, ids: rows.map(({ id }) => id) };
}
