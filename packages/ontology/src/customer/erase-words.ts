import type { Transaction } from "@availability/db";
import { bookingEvents, bookingSeries, bookings, payments } from "@availability/db/schema";
import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";

/** That there were words stays on record; the timeline and the ledger let none but this take their place. */
const erased = "Erased";

/**
 * Erases what was written in free text about the bookings of a customer whose own data is erased already: the database asks for
 * that before it lets go of a word of the timeline or the ledger. `at` is epoch ms.
 */
export async function eraseWords(
  tx: Transaction,
  { organizationId, customerId, at }: { organizationId: string; customerId: string; at: number },
): Promise<void> {
  const ofCustomer = and(eq(bookings.organizationId, organizationId), eq(bookings.customerId, customerId));
  const ids = tx.select({ id: bookings.id }).from(bookings).where(ofCustomer);
  await tx
    .update(bookings)
    .set({
      notes: null,
      cancelReason: sql`case when ${bookings.cancelReason} is not null then ${erased} end`,
      overrideReason: sql`case when ${bookings.overrideReason} is not null then ${erased} end`,
      version: sql`${bookings.version} + 1`,
      updatedAt: new Date(at),
    })
    .where(ofCustomer);
  await tx
    .update(bookingSeries)
    .set({ notes: null, version: sql`${bookingSeries.version} + 1`, updatedAt: new Date(at) })
    .where(and(eq(bookingSeries.organizationId, organizationId), eq(bookingSeries.customerId, customerId)));
  await tx
    .update(bookingEvents)
    .set({ reason: erased })
    .where(and(inArray(bookingEvents.bookingId, ids), isNotNull(bookingEvents.reason)));
  await tx
    .update(payments)
    .set({ reference: erased })
    .where(and(inArray(payments.bookingId, ids), isNotNull(payments.reference)));
}
