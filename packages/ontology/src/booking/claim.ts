import { newId, type Transaction } from "@availability/db";
import { claims } from "@availability/db/schema";
import { chooseLanes, repackLanes } from "@availability/domain/booking";
import { DomainError } from "@availability/domain/errors";
import { and, eq, sql } from "drizzle-orm";
import { moveLanes } from "./move-lanes.ts";

type Range = { start: number; end: number };
type Claim = {
  organizationId: string;
  productId: string;
  owner: { bookingId: string } | { allocationId: string };
  /** Buffers included. */
  during: Range;
  capacity: number;
  /** How many units of the product are claimed. */
  count: number;
  /** A claim of a hold ends by itself. */
  expiresAt?: Date | null;
};

/**
 * Claims `count` units of a product for a booking or an allocation. The caller holds the product's lock. Throws `slot_taken` when fewer
 * are free; the exclusion constraint has the last word whatever is decided here.
 */
export async function claim(tx: Transaction, wanted: Claim): Promise<void> {
  const { organizationId, productId, owner, during, expiresAt = null } = wanted;
  const lanes = await freeLanes(tx, wanted);
  if (!lanes) throw new DomainError("slot_taken", "This time is taken");
  await tx
    .insert(claims)
    .values(
      lanes.map((lane) => ({ id: newId(), organizationId, productId, ...owner, lane, during, expiresAt })),
    );
}

async function freeLanes(
  tx: Transaction,
  { productId, during, capacity, count }: Claim,
): Promise<number[] | null> {
  const request = { ...during, capacity, count };
  const standing = await readClaims(tx, productId, during);
  const lanes = chooseLanes(standing, request);
  // One lane cannot be spread any better.
  if (lanes || capacity === 1) return lanes;
  const packed = repackLanes(await readRegion(tx, productId, during), request);
  if (!packed) return null;
  await moveLanes(tx, packed.moved);
  return packed.lanes;
}

type Standing = typeof claims.$inferSelect & Range;

async function readClaims(tx: Transaction, productId: string, range: Range): Promise<Standing[]> {
  const during = sql`tstzrange(${new Date(range.start).toISOString()}, ${new Date(range.end).toISOString()})`;
  const rows = await tx
    .select()
    .from(claims)
    .where(and(eq(claims.productId, productId), sql`${claims.during} && ${during}`));
  return rows.map((row) => ({ ...row, ...row.during }));
}

/** All claims that overlap the range, and those that overlap these, and so on. */
async function readRegion(tx: Transaction, productId: string, range: Range): Promise<Standing[]> {
  const region = await readClaims(tx, productId, range);
  const start = Math.min(range.start, ...region.map((standing) => standing.start));
  const end = Math.max(range.end, ...region.map((standing) => standing.end));
  if (start === range.start && end === range.end) return region;
  return readRegion(tx, productId, { start, end });
}
