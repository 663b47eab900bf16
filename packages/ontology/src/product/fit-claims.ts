import type { Transaction } from "@availability/db";
import { claims } from "@availability/db/schema";
import { repackLanes } from "@availability/domain/booking";
import { DomainError } from "@availability/domain/errors";
import { overfullStretches } from "@availability/domain/product";
import { and, eq, type SQL, sql } from "drizzle-orm";
import { moveLanes } from "../booking/move-lanes.ts";
import { bookingsUsing, standingBookings } from "./standing-bookings.ts";

type Wanted = { organizationId: string; productId: string; capacity: number; now: number };
type Claim = { id: string; lane: number; start: number; end: number };

/**
 * Moves the claims of a product that is to shrink into the lanes it keeps. Throws `in_use` with the bookings that overlap
 * where more is booked than fits. The caller holds the product's lock.
 */
export async function fitClaims(tx: Transaction, wanted: Wanted): Promise<void> {
  const { productId, capacity, now } = wanted;
  const [above] = await tx
    .select({ id: claims.id })
    .from(claims)
    .where(and(claimsFrom(productId, now), sql`${claims.lane} > ${capacity}`))
    .limit(1);
  if (!above) return;
  const region = await readRegion(tx, productId, now);
  const packed = repackLanes(region, { start: now, end: now, capacity, count: 0 });
  if (!packed) throw await refusal(tx, wanted, region);
  await moveLanes(tx, packed.moved);
}

/** The claims of a product that end after `start`, epoch ms. */
export function claimsFrom(productId: string, start: number): SQL | undefined {
  const from = new Date(start).toISOString();
  return and(eq(claims.productId, productId), sql`${claims.during} && tstzrange(${from}::timestamptz, null)`);
}

/** The claims from `now` on, and those before that overlap them, and so on: moving none of them can hit another. */
async function readRegion(tx: Transaction, productId: string, now: number): Promise<Claim[]> {
  const rows = await tx
    .select({ id: claims.id, lane: claims.lane, during: claims.during })
    .from(claims)
    .where(claimsFrom(productId, now));
  const start = rows.reduce((earliest, { during }) => Math.min(earliest, during.start), now);
  if (start < now) return readRegion(tx, productId, start);
  return rows.map(({ during, ...row }) => ({ ...row, ...during }));
}

async function refusal(
  tx: Transaction,
  { organizationId, productId, capacity, now }: Wanted,
  region: readonly Claim[],
): Promise<DomainError> {
  const stretches = overfullStretches(region, capacity).filter(({ end }) => end > now);
  // Without a stretch to come, what has just ended is in the way of what is going on.
  const ids = bookingsUsing([productId], stretches.length > 0 ? stretches : [{ start: now }]);
  const affected = await standingBookings(tx, { organizationId, now, ids });
  return new DomainError(
    "in_use",
    `More is booked at one time than ${capacity}; move or cancel some of these ${affected.total} bookings first`,
    { ...affected, errors: [{ pointer: "/capacity", detail: "More is booked at one time than that" }] },
  );
}
