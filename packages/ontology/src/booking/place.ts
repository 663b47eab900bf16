import type { Transaction } from "@availability/db";
import { type SlotQuery, slotAt } from "@availability/domain/availability";
import { DomainError, isDomainError } from "@availability/domain/errors";
import { requireOffered } from "../availability/offered.ts";
import { type ProductAvailability, readAvailability } from "../availability/read-availability.ts";
import { slotQuery, timeZoneOf } from "../availability/slot-query.ts";
import type { Ctx } from "../ctx.ts";
import { isEndedForOthers, isTimeoutOfLock, violates } from "../database-errors.ts";
import type { Json } from "../idempotency/attempt.ts";
import { once } from "../idempotency/once.ts";
import { allocate, requiredBy } from "./allocate.ts";
import { settleAllocationEnd } from "./allocation-end.ts";
import { claim } from "./claim.ts";
import { lockAllocations, type StandingAllocation } from "./lock-allocations.ts";
import { type LockedProduct, lockProducts } from "./lock-products.ts";

export type Wish = {
  organizationId: string;
  productId: string;
  /** epoch ms */
  start: number;
  durationMinutes?: number;
  attendees: number;
  /** Sets hours, notice, blocks and calendars aside; what is claimed stays claimed. */
  isOverride?: boolean;
};

/** A time that is free for a booking, while the transaction holds its locks. */
export type Place = {
  organizationId: string;
  product: LockedProduct;
  availability: ProductAvailability;
  query: SlotQuery;
  standing: readonly StandingAllocation[];
  start: number;
  end: number;
  attendees: number;
};

/**
 * Finds the wished time free inside the caller's transaction: re-derives it from hours, notice, blocks, calendars and claims,
 * by the function that lists slots. What `giveUp` releases meanwhile is free for it. Locks are taken in one order everywhere,
 * products, then the booking, then allocations, then claims, so that nobody waits in a circle. Throws `outside_rules` when no
 * slot starts then, `slot_taken` when it is occupied.
 */
export async function place(
  ctx: Ctx,
  tx: Transaction,
  wish: Wish,
  giveUp: () => Promise<void> = async () => undefined,
): Promise<Place> {
  const { product, ids } = await lockProducts(tx, wish);
  await giveUp();
  const now = ctx.now();
  const standing = await lockAllocations(tx, { ...wish, starts: [wish.start], ids, now });
  const durationMinutes = wish.durationMinutes ?? product.defaultDurationMinutes;
  const availability = await read(tx, { ...wish, durationMinutes }, now);
  requireLocked(availability, ids);
  requireOffered(availability, wish);
  const { organizationId, start, attendees } = wish;
  const end = start + durationMinutes * 60_000;
  const asked = slotQuery(availability, { start, end, durationMinutes, attendees, now });
  const query = wish.isOverride ? withoutRules(asked) : asked;
  if (!wish.isOverride) requireSlot(availability, asked, start);
  return { organizationId, product, availability, query, standing, start, end, attendees };
}

/** The allocation for a booking at this place, made when there is none; null when its product requires nothing. */
export function allocateAt(tx: Transaction, place: Place, at: Date): Promise<string | null> {
  return allocate(tx, { ...place, service: place.availability, at });
}

/**
 * Claims the units of the product itself for a booking that stands in the database, buffers included; until `expiresAt` when
 * it is a hold. Its allocation then ends with the last hold, or not at all.
 */
export async function claimAt(
  tx: Transaction,
  { organizationId, availability, start, end, attendees }: Place,
  { bookingId, expiresAt }: { bookingId: string; expiresAt?: Date | null },
): Promise<void> {
  if (availability.requirements.length > 0) await settleAllocationEnd(tx, bookingId);
  await claim(tx, {
    organizationId,
    productId: availability.productId,
    owner: { bookingId },
    during: {
      start: start - availability.bufferBeforeMinutes * 60_000,
      end: end + availability.bufferAfterMinutes * 60_000,
    },
    capacity: availability.capacity,
    count: attendees,
    expiresAt: expiresAt ?? null,
  });
}

/** True when an error says that somebody else has the time. */
export function isTaken(error: unknown): boolean {
  return violates(error, "claims_no_overlap") || (isDomainError(error) && error.code === "slot_taken");
}

const mostAttempts = 3;

/**
 * Runs the one transaction of a verb, and again when what the product requires was changed between its locks, or when Postgres ended it to break a
 * circle of locks. Throws `rate_limited` when the wait for a lock takes too long.
 */
export async function inTurn<Result extends Json>(
  ctx: Ctx,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(ctx, work);
    } catch (error) {
      if (isTimeoutOfLock(error)) {
        throw new DomainError(
          "rate_limited",
          "Too many want this product at this moment; try again in some seconds",
        );
      }
      if (!(isUnlocked(error) || isEndedForOthers(error)) || attempt === mostAttempts) throw error;
    }
  }
}

async function read(
  tx: Transaction,
  wish: Wish & { durationMinutes: number },
  now: number,
): Promise<ProductAvailability> {
  const { organizationId, productId, start, durationMinutes } = wish;
  const range = { start, end: start + durationMinutes * 60_000 };
  const [availability] = await readAvailability(tx, {
    organizationId,
    productIds: [productId],
    ...range,
    now,
  });
  if (!availability) throw new DomainError("not_found", "No product of your organisation has this id");
  return availability;
}

const unlocked = "It changed at this very moment; try again";

/** A requirement may be added between the locks and the reading; then there is a product that nobody locked. */
export function requireLocked(availability: ProductAvailability, ids: readonly string[]): void {
  const known = new Set(ids);
  if ([...requiredBy(availability).keys()].every((id) => known.has(id))) return;
  throw changedMeanwhile();
}

/** The refusal of a transaction that has to begin again, because what it relied on changed before its locks. */
export function changedMeanwhile(): DomainError {
  return new DomainError("stale", unlocked);
}

function isUnlocked(error: unknown): boolean {
  return isDomainError(error) && error.message === unlocked;
}

function requireSlot(availability: ProductAvailability, query: SlotQuery, start: number): void {
  if (!slotAt({ ...query, busy: [], claims: [], requirements: [] }, start)) {
    const zone = timeZoneOf(availability);
    const detail = `No slot of this product starts then (its hours are in ${zone}); take a start from its slots`;
    throw new DomainError("outside_rules", detail, { errors: [{ pointer: "/start", detail }] });
  }
  if (!slotAt(query, start)) throw new DomainError("slot_taken", "This time is taken");
}

/** Members are then chosen by what is claimed of them alone. */
function withoutRules(query: SlotQuery): SlotQuery {
  type Requirements = NonNullable<SlotQuery["requirements"]>;
  const bare = (requirements: Requirements): Requirements =>
    requirements.map(({ members, ...requirement }) => ({
      ...requirement,
      members: members.map((member) => ({
        ...member,
        hours: null,
        busy: [],
        requirements: bare(member.requirements ?? []),
      })),
    }));
  return { ...query, busy: [], requirements: bare(query.requirements ?? []) };
}
