import { newId, type Transaction } from "@availability/db";
import { bookingSeries, bookings, customerAliases, customers } from "@availability/db/schema";
import type { MergeCustomers } from "@availability/domain/customer";
import { DomainError } from "@availability/domain/errors";
import { and, eq, sql } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit.ts";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { once } from "../idempotency/once.ts";
import { type Customer, lockCustomers, readCustomer, requireNotErased } from "./customer-view.ts";
import { lockBookingsOf } from "./lock-bookings-of.ts";

/**
 * Makes one customer of two: bookings and series of `mergeId` are then of `keepId`, which also takes over a phone number and a
 * time zone that it lacks; `mergeId` is gone, and its address finds `keepId` from now on. Throws `not_found`, `invalid` for twice the same one, and `outside_rules` when the
 * data of one was erased.
 */
export async function mergeCustomers(ctx: Ctx, input: MergeCustomers): Promise<Customer> {
  const organizationId = authorize(ctx, "manage_bookings");
  const { keepId, mergeId } = input;
  if (keepId === mergeId) throw oneAndTheSame();
  return once(ctx, async (tx) => {
    await lockBookingsOf(tx, { organizationId, customerId: mergeId });
    const [kept, merged] = await lockCustomers(tx, organizationId, [
      { id: keepId, pointer: "/keepId" },
      { id: mergeId, pointer: "/mergeId" },
    ]);
    requireNotErased(kept);
    requireNotErased(merged);
    const at = new Date(ctx.now());
    await tx
      .update(bookings)
      .set({ customerId: keepId, version: sql`${bookings.version} + 1`, updatedAt: at })
      .where(and(eq(bookings.organizationId, organizationId), eq(bookings.customerId, mergeId)));
    await tx
      .update(bookingSeries)
      .set({ customerId: keepId, version: sql`${bookingSeries.version} + 1`, updatedAt: at })
      .where(and(eq(bookingSeries.organizationId, organizationId), eq(bookingSeries.customerId, mergeId)));
    await rememberAddresses(tx, { organizationId, keepId, merged });
    await tx.delete(customers).where(eq(customers.id, mergeId));
    await tx
      .update(customers)
      .set({
        phone: kept.phone ?? merged.phone,
        timeZone: kept.timeZone ?? merged.timeZone,
        updatedAt: at,
      })
      .where(eq(customers.id, keepId));
    await recordAudit(ctx, tx, { action: "customer.merged", targetId: keepId, details: { mergeId } });
    return readCustomer(tx, organizationId, keepId);
  });
}

/** Whoever still writes the address of the merged one, or one that it had taken over before, means the one that stays. */
async function rememberAddresses(
  tx: Transaction,
  { organizationId, keepId, merged }: { organizationId: string; keepId: string; merged: Customer },
): Promise<void> {
  await tx
    .update(customerAliases)
    .set({ customerId: keepId })
    .where(
      and(eq(customerAliases.organizationId, organizationId), eq(customerAliases.customerId, merged.id)),
    );
  const { email } = merged;
  await tx.execute(sql`
    insert into ${customerAliases} (id, organization_id, customer_id, email)
    values (${newId()}, ${organizationId}, ${keepId}, ${email})
    on conflict (organization_id, lower(email)) do update set customer_id = excluded.customer_id`);
}

function oneAndTheSame(): DomainError {
  const detail = "These are one and the same customer; name two";
  return new DomainError("invalid", detail, { errors: [{ pointer: "/mergeId", detail }] });
}
