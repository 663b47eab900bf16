import type { Transaction } from "@availability/db";
import { allocations, bookings, claims } from "@availability/db/schema";
import { claimingStatuses } from "@availability/domain/booking";
import { and, asc, eq, inArray, isNull, notInArray, sql } from "drizzle-orm";
import { settleWithout } from "./allocation-end.ts";
import { lockClaims } from "./lock-claims.ts";

type Given = { organizationId: string; bookingIds: readonly string[]; at: Date };

/**
 * Gives up what bookings have claimed, and their allocations where no other booking shares them. Allocations are locked before any
 * claim is deleted: bookings take them in this order, too.
 */
export async function release(tx: Transaction, given: Given): Promise<void> {
  const { organizationId, bookingIds, at } = given;
  const shared = await lockShared(tx, given);
  const own = and(eq(claims.organizationId, organizationId), inArray(claims.bookingId, [...bookingIds]));
  await lockClaims(tx, own);
  await tx.delete(claims).where(own);
  if (shared.length === 0) return;
  const used = await usedByOthers(tx, shared, bookingIds);
  if (used.size > 0) await settleWithout(tx, { allocationIds: [...used], bookingIds });
  const unused = shared.filter((id) => !used.has(id));
  if (unused.length === 0) return;
  await tx
    .update(allocations)
    .set({ releasedAt: at })
    .where(and(inArray(allocations.id, unused), isNull(allocations.releasedAt)));
  await tx.delete(claims).where(inArray(claims.allocationId, unused));
}

/** Locks the allocations of these bookings in the order of their ids. */
async function lockShared(tx: Transaction, { organizationId, bookingIds }: Given): Promise<string[]> {
  const ofThese = tx
    .select({ id: bookings.allocationId })
    .from(bookings)
    .where(inArray(bookings.id, [...bookingIds]));
  const rows = await tx
    .select({ id: allocations.id })
    .from(allocations)
    .where(and(eq(allocations.organizationId, organizationId), sql`${allocations.id} in ${ofThese}`))
    .orderBy(asc(allocations.id))
    .for("update");
  return rows.map(({ id }) => id);
}

/**
 * The allocations that bookings need other than those that give them up. Asked when they are locked: a statement of its own sees
 * what committed while the locks were waited for.
 */
async function usedByOthers(
  tx: Transaction,
  allocationIds: readonly string[],
  bookingIds: readonly string[],
): Promise<Set<string>> {
  const rows = await tx
    .selectDistinct({ id: bookings.allocationId })
    .from(bookings)
    .where(
      and(
        inArray(bookings.allocationId, [...allocationIds]),
        notInArray(bookings.id, [...bookingIds]),
        inArray(bookings.status, [...claimingStatuses]),
      ),
    );
  return new Set(rows.flatMap(({ id }) => id ?? []));
}
