import type { Transaction } from "@availability/db";
import { claimingStatuses } from "@availability/domain/booking";
import { type SQL, sql } from "drizzle-orm";

/**
 * Lets the claims of a booking's allocation end with the last hold that uses it, or never once a booking does. Called, with
 * the allocation locked, whenever one joins it or a hold is extended.
 */
export async function settleAllocationEnd(tx: Transaction, bookingId: string): Promise<void> {
  await settle(tx, sql`(select b.allocation_id from bookings b where b.id = ${bookingId})`);
}

/** The same for allocations that some bookings joined or left. */
export async function settleAllocationEnds(tx: Transaction, allocationIds: readonly string[]): Promise<void> {
  if (allocationIds.length > 0) await settle(tx, sql`any(${uuids(allocationIds)})`);
}

/** The same when bookings leave allocations and others go on using them. */
export async function settleWithout(
  tx: Transaction,
  { allocationIds, bookingIds }: { allocationIds: readonly string[]; bookingIds: readonly string[] },
): Promise<void> {
  await settle(tx, sql`any(${uuids(allocationIds)})`, sql`and b.id <> all(${uuids(bookingIds)})`);
}

async function settle(tx: Transaction, which: SQL, isCounted: SQL = sql``): Promise<void> {
  await tx.execute(sql`
    update claims c
    set expires_at = (
      select case when bool_and(b.status = 'hold') then max(b.expires_at) end
      from bookings b
      where b.allocation_id = c.allocation_id ${isCounted} and b.status in ${[...claimingStatuses]})
    where c.allocation_id = ${which}`);
}

function uuids(ids: readonly string[]): SQL {
  return sql`${`{${ids.join(",")}}`}::uuid[]`;
}
