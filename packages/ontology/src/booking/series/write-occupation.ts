import type { Transaction } from "@availability/db";
import { allocationMembers, allocations, claims } from "@availability/db/schema";
import { inArray } from "drizzle-orm";
import { violates } from "../../database-errors.ts";
import { settleAllocationEnds } from "../allocation-end.ts";
import { lockClaims } from "../lock-claims.ts";
import { changedMeanwhile } from "../place.ts";
import type { Allocated, Occupation } from "./occupation.ts";

/** What stood, and what is to stand. */
type Turn = { before: Occupation; after: Occupation };
type Scope = { organizationId: string; productId: string; at: Date };

/** Rows of one statement: Postgres takes 65,535 values. */
const batchSize = 1000;

/** Writes what was given up, and the new allocations, to which bookings may then refer; allocations are locked. */
export async function writeGivenUp(
  tx: Transaction,
  { before, after }: Turn,
  { organizationId, productId, at }: Scope,
): Promise<void> {
  const kept = new Set(after.claims.map(({ id }) => id));
  const gone = before.claims.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
  if (gone.length > 0) {
    await lockClaims(tx, inArray(claims.id, gone));
    await tx.delete(claims).where(inArray(claims.id, gone));
  }
  const released = [...before.allocations.keys()].filter((id) => !after.allocations.has(id));
  if (released.length > 0) {
    await tx.update(allocations).set({ releasedAt: at }).where(inArray(allocations.id, released));
  }
  const made = [...after.allocations.values()].filter(({ isNew }) => isNew);
  if (made.length === 0) return;
  await tx.insert(allocations).values(
    made.map(({ id, start, end }) => {
      const times = { startsAt: new Date(start), endsAt: new Date(end), createdAt: at };
      return { id, organizationId, productId, ...times };
    }),
  );
  const members = made.flatMap((allocation) => membersOf(allocation, organizationId));
  for (const batch of batches(members)) await tx.insert(allocationMembers).values(batch);
}

/**
 * Claims what was taken, when the bookings stand. The constraint on claims has the last word: should it see what the reading did
 * not, the transaction begins again.
 */
export async function writeTaken(
  tx: Transaction,
  { before, after }: Turn,
  { organizationId }: Pick<Scope, "organizationId">,
): Promise<void> {
  const rows = after.claims
    .filter(({ isNew }) => isNew)
    .map(({ id, productId, lane, owner, start, end }) => {
      return { id, organizationId, productId, lane, ...owner, during: { start, end } };
    });
  for (const batch of batches(rows)) await insertClaims(tx, batch);
  const changed = [...before.allocations].filter(([id, { users }]) => {
    const now = after.allocations.get(id)?.users;
    return now !== undefined && (now.size !== users.size || [...now].some((one) => !users.has(one)));
  });
  await settleAllocationEnds(
    tx,
    changed.map(([id]) => id),
  );
}

async function insertClaims(tx: Transaction, rows: (typeof claims.$inferInsert)[]): Promise<void> {
  try {
    await tx.insert(claims).values(rows);
  } catch (error) {
    throw violates(error, "claims_no_overlap") ? changedMeanwhile() : error;
  }
}

function membersOf({ id: allocationId, members }: Allocated, organizationId: string) {
  return members.map(({ id: productId, units }, position) => {
    return { organizationId, allocationId, productId, position, units };
  });
}

function batches<Item>(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / batchSize);
  return Array.from({ length: count }, (_, i) => items.slice(i * batchSize, (i + 1) * batchSize));
}
