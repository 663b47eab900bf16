import type { Transaction } from "@availability/db";
import { organizations } from "@availability/db/schema";
import { eq } from "drizzle-orm";

/**
 * Changes of schedules and of who has them take turns within an organisation: rules such as one time zone per owner span
 * several rows. Bookings do not wait for it.
 */
export async function lockSchedules(tx: Transaction, organizationId: string): Promise<void> {
  await tx
    .select({ id: organizations.id })
    .from(organizations)
    .where(eq(organizations.id, organizationId))
    .for("no key update");
}
