import type { Transaction } from "@availability/db";
import { customerAliases, customers } from "@availability/db/schema";
import type { UpdateCustomer } from "@availability/domain/customer";
import { DomainError } from "@availability/domain/errors";
import { and, eq, ne, sql } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { violates } from "../database-errors.ts";
import { type Customer, lockCustomers, readCustomer, requireNotErased } from "./customer-view.ts";

/**
 * Changes the fields given. Throws `not_found`, `outside_rules` once the data was erased, and `in_use` for the e-mail address of
 * another customer, whose id is in the details: merge the two.
 */
export async function updateCustomer(ctx: Ctx, input: UpdateCustomer): Promise<Customer> {
  const organizationId = authorize(ctx, "manage_bookings");
  const { customerId, ...fields } = input;
  try {
    return await ctx.db.transaction(async (tx) => {
      const [customer] = await lockCustomers(tx, organizationId, [{ id: customerId }]);
      requireNotErased(customer);
      if (fields.email !== undefined)
        await requireOwnAddress(tx, organizationId, { ...input, email: fields.email });
      await tx
        .update(customers)
        .set({ ...fields, updatedAt: new Date(ctx.now()) })
        .where(eq(customers.id, customerId));
      return readCustomer(tx, organizationId, customerId);
    });
  } catch (error) {
    // Somebody else took it at this very moment.
    if (violates(error, "customers_organization_email_key")) throw takenAddress({});
    throw error;
  }
}

async function requireOwnAddress(
  tx: Transaction,
  organizationId: string,
  { customerId, email }: { customerId: string; email: string },
): Promise<void> {
  const [other] = await tx
    .select({ customerId: customers.id })
    .from(customers)
    .where(
      and(
        eq(customers.organizationId, organizationId),
        sql`lower(${customers.email}) = lower(${email})`,
        ne(customers.id, customerId),
      ),
    );
  if (other) throw takenAddress(other);
  const sameAddress = and(
    eq(customerAliases.organizationId, organizationId),
    sql`lower(${customerAliases.email}) = lower(${email})`,
  );
  const [alias] = await tx
    .select({ customerId: customerAliases.customerId })
    .from(customerAliases)
    .where(sameAddress);
  if (alias && alias.customerId !== customerId) throw takenAddress(alias);
  // Its own again.
  if (alias) await tx.delete(customerAliases).where(sameAddress);
}

function takenAddress(details: { customerId?: string }): DomainError {
  const detail = "Another customer has this e-mail address; merge the two, or give another address";
  return new DomainError("in_use", detail, { ...details, errors: [{ pointer: "/email", detail }] });
}
