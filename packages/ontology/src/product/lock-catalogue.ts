import type { Transaction } from "@availability/db";
import { organizations } from "@availability/db/schema";
import { eq } from "drizzle-orm";

/**
 * Until the transaction ends, nobody else changes the organisation's products and locations: what one change decides on
 * (what requires what, what is archived) cannot move under it. Bookings do not wait for this lock.
 */
export async function lockCatalogue(tx: Transaction, organizationId: string): Promise<void> {
  await tx
    .select({ id: organizations.id })
    .from(organizations)
    .where(eq(organizations.id, organizationId))
    .for("no key update");
}
