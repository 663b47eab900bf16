import { type FindNextSlots, findSlots, type Slot } from "@availability/domain/availability";
import { DomainError, must } from "@availability/domain/errors";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { requireActive, requireOffered } from "./offered.ts";
import { type ProductAvailability, readAvailability } from "./read-availability.ts";
import { allStaleCalendars, type StaleCalendar, slotQuery, timeZoneOf } from "./slot-query.ts";

export type NextSlots = { timeZone: string; slots: Slot[]; searchedUntil: number; stale: StaleCalendar[] };

const dayMs = 24 * 3600 * 1000;

/** How far to look, a reading each: most products have something free within a week. The last reaches every horizon. */
const daysToSearch = [7, 28, 112, 448, 1100] as const;

/**
 * The first free slots of a product that start at `from` or later, ascending; fewer than asked for, or none, when the horizon
 * comes first. Throws as `listSlots` does.
 */
export async function findNextSlots(ctx: Ctx, input: FindNextSlots): Promise<NextSlots> {
  const organizationId = authorize(ctx, "view_bookings");
  const { productId, count, from, ...wish } = input;
  const now = ctx.now();
  const start = Math.max(from ?? now, now);
  let found: NextSlots | null = null;
  for (const days of daysToSearch) {
    const range = { start, end: start + days * dayMs };
    const request = { organizationId, productIds: [productId], ...range, now };
    const [availability] = await readAvailability(ctx.db, request);
    if (!availability) throw new DomainError("not_found", "No product of your organisation has this id");
    requireActive(availability);
    requireOffered(availability, wish);
    const searchedUntil = searchEnd(availability, range, now);
    const query = slotQuery(availability, { ...wish, start, end: searchedUntil, now });
    found = {
      timeZone: timeZoneOf(availability),
      slots: findSlots(query).slice(0, count),
      searchedUntil,
      stale: allStaleCalendars(availability, now),
    };
    if (found.slots.length === count || searchedUntil < range.end) break;
  }
  return must(found, "there is a first reading");
}

/** A slot starts before the horizon, so one of the longest duration ends before this. */
function searchEnd(
  { horizonDays, durationsMinutes }: ProductAvailability,
  { start, end }: { start: number; end: number },
  now: number,
): number {
  const last = now + horizonDays * dayMs + Math.max(...durationsMinutes) * 60_000;
  return Math.max(start, Math.min(end, last));
}
