import type { Transaction } from "@availability/db";
import { bookingSeries, bookings } from "@availability/db/schema";
import { and, asc, eq } from "drizzle-orm";

/**
 * Locks the series and bookings of a customer, in the order of their ids. Verbs of a booking lock it before anything of its
 * customer, so what changes bookings by their customer does so too, and nobody waits in a circle.
 */
export async function lockBookingsOf(
  tx: Transaction,
  { organizationId, customerId }: { organizationId: string; customerId: string },
): Promise<void> {
  for (const table of [bookingSeries, bookings] as const) {
    await tx
      .select({ id: table.id })
      .from(table)
      .where(and(eq(table.organizationId, organizationId), eq(table.customerId, customerId)))
      .orderBy(asc(table.id))
      .for("no key update");
  }
}
