import type { Transaction } from "@availability/db";
import { claimingStatuses } from "@availability/domain/booking";
import { sql } from "drizzle-orm";

/**
 * Lets the claims of a booking's allocation end with the last hold that uses it, or never once a booking does. Called, with
 * the allocation locked, whenever one joins it or a hold is extended.
 */
export async function settleAllocationEnd(tx: Transaction, bookingId: string): Promise<void> {
  await tx.execute(sql`
    update claims c
    set expires_at = (
      select case when bool_and(b.status = 'hold') then max(b.expires_at) end
      from bookings b where b.allocation_id = c.allocation_id and b.status in ${[...claimingStatuses]})
    where c.allocation_id = (select b.allocation_id from bookings b where b.id = ${bookingId})`);
}

/** The same when a booking leaves the allocation and others go on using it. */
export async function settleWithout(
  tx: Transaction,
  { allocationId, bookingId }: { allocationId: string; bookingId: string },
): Promise<void> {
  await tx.execute(sql`
    update claims c
    set expires_at = (
      select case when bool_and(b.status = 'hold') then max(b.expires_at) end
      from bookings b
      where b.allocation_id = ${allocationId} and b.id <> ${bookingId} and b.status in ${[...claimingStatuses]})
    where c.allocation_id = ${allocationId}`);
}
