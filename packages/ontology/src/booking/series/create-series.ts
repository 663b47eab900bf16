import { newId, type Transaction } from "@availability/db";
import { bookingSeries } from "@availability/db/schema";
import type { CreateSeries } from "@availability/domain/booking";
import { authorize } from "../../authorize.ts";
import { slotQuery } from "../../availability/slot-query.ts";
import { freshen } from "../../calendar/freshen.ts";
import type { Ctx } from "../../ctx.ts";
import { committedBefore } from "../../idempotency/once.ts";
import { ensureCustomer } from "../ensure-customer.ts";
import { lockAllocations } from "../lock-allocations.ts";
import { lockProducts } from "../lock-products.ts";
import { inTurn, type Place, requireLocked } from "../place.ts";
import { checkOccurrences } from "./check-occurrences.ts";
import { type Conflict, conflictsRefusal } from "./conflicts.ts";
import { planSeries, readForPlan, type SeriesPlan } from "./plan-series.ts";
import { readSeries, type Series } from "./series-view.ts";
import { writeOccurrences } from "./write-occurrences.ts";

/** A series that was booked, and what was left out of it. */
export type CreatedSeries = Series & { skipped: Conflict[] };

type Wanted = CreateSeries & { organizationId: string; isUnverified: boolean };

/**
 * Books every time that a rule names, in one transaction. `fail` books all or none, `skip` those that are free, of which
 * there must be one. Throws `slot_taken` or `outside_rules` with `details.conflicts`, `invalid` for a rule that a series
 * cannot have (at most 366 occurrences in two years) and what the product does not offer, `not_found`,
 * `provider_unavailable` as `createBooking` does.
 */
export async function createSeries(ctx: Ctx, input: CreateSeries): Promise<CreatedSeries> {
  const organizationId = authorize(ctx, "manage_bookings");
  const committed = committedBefore<CreatedSeries>(ctx);
  if (committed) return committed.result;
  // Rules are slow to write out, so that is done before anything is locked.
  const plan = await planSeries(ctx.db, { ...input, organizationId }, ctx.now());
  const isUnverified = await freshen(ctx, { organizationId, productId: input.productId });
  const wanted = { ...input, organizationId, isUnverified };
  const created = await inTurn(ctx, (tx) => bookSeries(ctx, tx, wanted, plan));
  ctx.publish();
  return created;
}

async function bookSeries(
  ctx: Ctx,
  tx: Transaction,
  wanted: Wanted,
  plan: SeriesPlan,
): Promise<CreatedSeries> {
  const { organizationId } = wanted;
  const { places, conflicts, ids } = await placeSeries(ctx, tx, wanted, plan);
  const [first] = places;
  if (!first || (wanted.onConflict === "fail" && conflicts.length > 0)) {
    throw conflictsRefusal(conflicts, plan.intervals.length);
  }
  const customerId = await ensureCustomer(tx, organizationId, wanted.customer);
  const seriesId = await insertSeries(ctx, tx, { wanted, plan, customerId });
  const taken = await writeOccurrences(ctx, tx, { places, ids }, { ...wanted, seriesId, customerId });
  const skipped = [...conflicts, ...taken].sort((a, b) => a.start - b.start);
  if (taken.length === places.length) throw conflictsRefusal(skipped, plan.intervals.length);
  return { ...(await readSeries(tx, organizationId, seriesId)), skipped };
}

/** Finds all times within the transaction: locks once, reads once, and asks the engine about each. */
async function placeSeries(
  ctx: Ctx,
  tx: Transaction,
  wanted: Wanted,
  plan: SeriesPlan,
): Promise<{ places: Place[]; conflicts: Conflict[]; ids: string[] }> {
  const { organizationId, attendees } = wanted;
  const { durationMinutes, intervals } = plan;
  const now = ctx.now();
  const { product, ids } = await lockProducts(tx, wanted);
  const starts = intervals.map(({ start }) => start);
  const standing = await lockAllocations(tx, { ...wanted, starts, ids, now });
  const availability = await readForPlan(tx, wanted, plan, now);
  requireLocked(availability, ids);
  const wish = { durationMinutes, attendees, now };
  const places: Place[] = [];
  const conflicts: Conflict[] = [];
  for (const { start, end, reason } of checkOccurrences(availability, intervals, wish)) {
    if (reason !== null) {
      conflicts.push({ start, end, reason });
      continue;
    }
    const query = slotQuery(availability, { ...wish, start, end });
    const time = { start, end, attendees, standing: standing.filter((one) => one.start === start) };
    places.push({ organizationId, product, availability, query, ...time });
  }
  return { places, conflicts, ids };
}

async function insertSeries(
  ctx: Ctx,
  tx: Transaction,
  { wanted, plan, customerId }: { wanted: Wanted; plan: SeriesPlan; customerId: string },
): Promise<string> {
  const id = newId();
  const { organizationId, productId, rrule, attendees, notes = null } = wanted;
  const { timeZone, durationMinutes, intervals } = plan;
  const at = new Date(ctx.now());
  // Where the rule does not fall on the start given, the series begins on the first time that it names.
  const startsAt = new Date(intervals[0]?.start ?? wanted.start);
  const times = { rrule, timeZone, startsAt, durationMinutes };
  const created = { createdAt: at, updatedAt: at };
  await tx
    .insert(bookingSeries)
    .values({ id, organizationId, productId, customerId, ...times, attendees, notes, ...created });
  return id;
}
