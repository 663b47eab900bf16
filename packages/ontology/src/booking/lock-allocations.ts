import type { Transaction } from "@availability/db";
import { allocations, claims } from "@availability/db/schema";
import { and, asc, eq, inArray, isNull, lte, or, sql } from "drizzle-orm";

export type StandingAllocation = { id: string; start: number; end: number };

type Wanted = {
  organizationId: string;
  /** The service. */
  productId: string;
  starts: readonly number[];
  /** Others that are to be locked, whenever they start. */
  besides?: readonly string[];
  /** All products that are locked. */
  ids: readonly string[];
  now: number;
};

/**
 * Locks the allocations of a service that start at these times, and takes out what ended holds still claim of the locked products,
 * their allocations included. Called before availability is read: whoever gives one up at this moment comes before us, and
 * then it is gone from all that we read, or after us, and then it stays.
 */
export async function lockAllocations(tx: Transaction, wanted: Wanted): Promise<StandingAllocation[]> {
  const { organizationId, productId, ids, besides = [], now } = wanted;
  const starts = new Set(wanted.starts);
  const at = new Date(now);
  const isEnded = and(inArray(claims.productId, [...ids]), lte(claims.expiresAt, at));
  const ofEndedHolds = tx.select({ id: claims.allocationId }).from(claims).where(isEnded);
  const rows = await tx
    .select()
    .from(allocations)
    .where(
      and(
        eq(allocations.organizationId, organizationId),
        isNull(allocations.releasedAt),
        or(
          and(eq(allocations.productId, productId), inArray(allocations.startsAt, instants(starts))),
          inArray(allocations.id, [...besides]),
          sql`${allocations.id} in ${ofEndedHolds}`,
        ),
      ),
    )
    .orderBy(asc(allocations.id))
    .for("update");
  const ended = await releaseEnded(tx, { ids: rows.map(({ id }) => id), at });
  await tx.delete(claims).where(and(isEnded, isNull(claims.allocationId)));
  return rows
    .filter((row) => row.productId === productId && !ended.has(row.id))
    .map(({ id, startsAt, endsAt }) => ({ id, start: startsAt.getTime(), end: endsAt.getTime() }))
    .filter(({ id, start }) => starts.has(start) || besides.includes(id));
}

function instants(starts: ReadonlySet<number>): Date[] {
  return [...starts].map((start) => new Date(start));
}

/** Of the locked allocations, releases those that only ended holds used. */
async function releaseEnded(tx: Transaction, { ids, at }: { ids: string[]; at: Date }): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx
    .delete(claims)
    .where(and(inArray(claims.allocationId, ids), lte(claims.expiresAt, at)))
    .returning({ id: claims.allocationId });
  const ended = new Set(rows.flatMap(({ id }) => id ?? []));
  if (ended.size > 0) {
    await tx
      .update(allocations)
      .set({ releasedAt: at })
      .where(inArray(allocations.id, [...ended]));
  }
  return ended;
}
