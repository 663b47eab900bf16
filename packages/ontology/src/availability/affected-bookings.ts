import type { Transaction } from "@availability/db";
import { openIntervals } from "@availability/domain/availability";
import { TransactionRollbackError } from "drizzle-orm";
import type { Ctx } from "../ctx.ts";
import type { Json } from "../idempotency/attempt.ts";
import { committedBefore, keepResult } from "../idempotency/once.ts";
import {
  type AffectedScope,
  findOccupations,
  lockScope,
  type Occupation,
  type StandingBooking,
} from "./occupations.ts";
import { type ProductAvailability, readAvailability } from "./read-availability.ts";
import { slotQuery } from "./slot-query.ts";

/** Bookings that keep standing although their time is no longer open, or is blocked. */
export type AffectedBookings = {
  /** The first 100 by start. */
  bookings: StandingBooking[];
  total: number;
  /** Bookings looked at: the next ones, at most 1,000. */
  examined: number;
};

const mostListed = 100;
const mostProductsAtOnce = 50;
// With the longest booking, of a week, a reading spans 62 days.
const windowMs = 55 * 24 * 3600 * 1000;

/** What the rules leave of a booking's time: whether all of it is open, and the blocks that lie in it. */
type Standing = { isOpen: boolean; blockIds: Set<string> };

/**
 * Runs a change of availability and says which standing bookings it puts outside open time or inside a block; those that
 * were before it are not its doing. With `dryRun` the answer is the same and the change is taken back.
 */
export async function withAffected<T extends { [name: string]: Json }>(
  ctx: Ctx,
  options: { organizationId: string; dryRun: boolean | undefined },
  change: {
    scope: (tx: Transaction) => Promise<AffectedScope>;
    apply: (tx: Transaction) => Promise<T>;
  },
): Promise<T & { affectedBookings: AffectedBookings }> {
  const { organizationId } = options;
  const committed = committedBefore<T & { affectedBookings: AffectedBookings }>(ctx);
  if (committed) return committed.result;
  const answers: (T & { affectedBookings: AffectedBookings })[] = [];
  try {
    await ctx.db.transaction(async (tx) => {
      const scope = await change.scope(tx);
      if (!options.dryRun) await lockScope(tx, { organizationId, scope });
      const found = await findOccupations(tx, { organizationId, scope, now: ctx.now() });
      const before = await standings(tx, { organizationId, found, now: ctx.now() });
      const changed = await change.apply(tx);
      const after = await standings(tx, { organizationId, found, now: ctx.now() });
      const answer = { ...changed, affectedBookings: affected(found, before, after) };
      answers.push(answer);
      if (options.dryRun) tx.rollback();
      await keepResult(ctx, tx, answer);
    });
  } catch (error) {
    const [answer] = answers;
    if (error instanceof TransactionRollbackError && answer) return answer;
    throw error;
  }
  const [answer] = answers;
  if (!answer) throw new Error("The transaction ended without an answer");
  return answer;
}

function affected(found: Occupation[], before: Standing[], after: Standing[]): AffectedBookings {
  const bookings = new Map<string, StandingBooking>();
  for (const [index, { booking }] of found.entries()) {
    const was = before[index];
    const is = after[index];
    const isShut = was?.isOpen && !is?.isOpen;
    const isBlocked = [...(is?.blockIds ?? [])].some((id) => !was?.blockIds.has(id));
    if (isShut || isBlocked) bookings.set(booking.id, booking);
  }
  return {
    bookings: [...bookings.values()].slice(0, mostListed),
    total: bookings.size,
    examined: new Set(found.map(({ booking }) => booking.id)).size,
  };
}

/** How each occupation stands now, in the order given, which is by start. */
async function standings(
  tx: Transaction,
  { organizationId, found, now }: { organizationId: string; found: Occupation[]; now: number },
): Promise<Standing[]> {
  const known = new Map<Occupation, Standing>();
  for (const group of groups(found)) {
    const productIds = [...new Set(group.map(({ productId }) => productId))];
    const start = Math.min(...group.map(({ booking }) => booking.start));
    const end = Math.max(...group.map(({ booking }) => booking.end));
    const read = await readAvailability(tx, { organizationId, productIds, start, end, now });
    for (const availability of read) {
      const own = group.filter(({ productId }) => productId === availability.productId);
      judge(own, availability, { start, end, now }, known);
    }
  }
  return found.map((occupation) => known.get(occupation) ?? { isOpen: true, blockIds: new Set() });
}

function judge(
  occupations: Occupation[],
  availability: ProductAvailability,
  range: { start: number; end: number; now: number },
  known: Map<Occupation, Standing>,
): void {
  // Whether a calendar was read lately is no part of the change.
  const query = slotQuery({ ...availability, calendars: [] }, range);
  const open = openIntervals({ ...query, ...range });
  for (const occupation of occupations) {
    const { start, end, productId } = occupation.booking;
    // A product that serves others is there round the clock unless it has hours.
    const isBound = productId === occupation.productId || availability.hours !== null;
    known.set(occupation, {
      isOpen: !isBound || open.some((one) => one.start <= start && one.end >= end),
      blockIds: new Set(
        availability.blocks.filter((block) => block.start < end && block.end > start).map(({ id }) => id),
      ),
    });
  }
}

/** Occupations by start, cut into readings of few products and days. */
function groups(found: Occupation[]): Occupation[][] {
  const cut: Occupation[][] = [];
  let products = new Set<string>();
  for (const occupation of found) {
    const group = cut.at(-1);
    products.add(occupation.productId);
    const first = group?.[0];
    const fits = first && occupation.booking.start < first.booking.start + windowMs;
    if (group && fits && products.size <= mostProductsAtOnce) group.push(occupation);
    else {
      cut.push([occupation]);
      products = new Set([occupation.productId]);
    }
  }
  return cut;
}
