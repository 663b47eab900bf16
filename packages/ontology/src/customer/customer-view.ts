import type { Queryable, Transaction } from "@availability/db";
import { customers } from "@availability/db/schema";
import { DomainError, type FieldError } from "@availability/domain/errors";
import { and, asc, eq, inArray } from "drizzle-orm";

/** The columns of a customer that its callers see. */
export const customerColumns = {
  id: customers.id,
  name: customers.name,
  email: customers.email,
  phone: customers.phone,
  timeZone: customers.timeZone,
  erasedAt: customers.erasedAt,
  createdAt: customers.createdAt,
};

type Row = { [Key in keyof typeof customerColumns]: (typeof customers.$inferSelect)[Key] };

/** A customer as its callers see it; instants are epoch ms. */
export type Customer = ReturnType<typeof toCustomer>;

export function toCustomer({ erasedAt, createdAt, ...customer }: Row) {
  return { ...customer, erasedAt: erasedAt?.getTime() ?? null, createdAt: createdAt.getTime() };
}

/** Reads one customer; throws `not_found` when the organisation has none of this id. */
export async function readCustomer(
  db: Queryable,
  organizationId: string,
  customerId: string,
): Promise<Customer> {
  const [row] = await db
    .select(customerColumns)
    .from(customers)
    .where(and(eq(customers.organizationId, organizationId), eq(customers.id, customerId)));
  if (!row) throw unknownCustomer();
  return toCustomer(row);
}

/**
 * Locks customers in the order of their ids, so that no booking of theirs is made meanwhile; returns them as they were asked
 * for. Throws `not_found` with the pointer given.
 */
export async function lockCustomers<const Wanted extends { id: string; pointer?: string }[]>(
  tx: Transaction,
  organizationId: string,
  wanted: Wanted,
): Promise<{ [Index in keyof Wanted]: Customer }> {
  const ids = wanted.map(({ id }) => id);
  const rows = await tx
    .select(customerColumns)
    .from(customers)
    .where(and(eq(customers.organizationId, organizationId), inArray(customers.id, ids)))
    .orderBy(asc(customers.id))
    .for("update");
  const found = wanted.map(({ id, pointer }) => {
    const row = rows.find((candidate) => candidate.id === id);
    if (!row) throw unknownCustomer(pointer);
    return toCustomer(row);
  });
  // One for each that was wanted; `map` forgets how many these are.
  return found as { [Index in keyof Wanted]: Customer };
}

/** Throws `outside_rules` for a customer whose data was erased. */
export function requireNotErased(customer: Customer): void {
  if (customer.erasedAt === null) return;
  throw new DomainError(
    "outside_rules",
    "The data of this customer was erased; nothing of it can be changed",
  );
}

function unknownCustomer(pointer?: string): DomainError {
  const detail = "No customer of your organisation has this id";
  const errors: FieldError[] = pointer ? [{ pointer, detail }] : [];
  return new DomainError("not_found", detail, errors.length > 0 ? { errors } : {});
}
