import type { Queryable } from "@availability/db";
import type { Interval } from "@availability/domain/availability";
import type { PreviewSeries } from "@availability/domain/booking";
import { DomainError } from "@availability/domain/errors";
import { requireApart, seriesOccurrences } from "@availability/domain/series";
import { requireActive, requireOffered } from "../../availability/offered.ts";
import { type ProductAvailability, readAvailability } from "../../availability/read-availability.ts";
import { timeZoneOf } from "../../availability/slot-query.ts";
import { requiredBy } from "../allocate.ts";

export type SeriesWish = PreviewSeries & { organizationId: string };

/** When a series would take place. */
export type SeriesPlan = {
  /** IANA; of the hours of the product */
  timeZone: string;
  durationMinutes: number;
  /** At least one; ascending. */
  intervals: Interval[];
};

/**
 * Writes a rule out in the time zone of the product's hours. Throws `not_found` for the product, `outside_rules` when it is
 * archived, `invalid` for what it does not offer and for a rule that no series can have.
 */
export async function planSeries(db: Queryable, wish: SeriesWish, now: number): Promise<SeriesPlan> {
  const availability = await readFor(db, wish, { start: wish.start, end: wish.start + 1 }, now);
  requireActive(availability);
  requireOffered(availability, wish);
  const timeZone = timeZoneOf(availability);
  const durationMinutes = wish.durationMinutes ?? availability.durationsMinutes[0] ?? 60;
  const intervals = seriesOccurrences({ start: wish.start, durationMinutes, timeZone, rrule: wish.rrule });
  requireApart(intervals, longestMargin(availability));
  return { timeZone, durationMinutes, intervals };
}

/** Reads what decides about all occurrences at once, with causes. Throws `stale` when the plan holds no longer. */
export async function readForPlan(
  db: Queryable,
  wish: SeriesWish,
  { intervals, timeZone }: SeriesPlan,
  now: number,
): Promise<ProductAvailability> {
  const start = intervals[0]?.start ?? wish.start;
  const end = intervals.at(-1)?.end ?? start;
  const availability = await readFor(db, wish, { start, end }, now);
  requireOffered(availability, wish);
  if (timeZoneOf(availability) === timeZone) return availability;
  throw new DomainError("stale", "The hours of this product got another time zone just now; try again");
}

async function readFor(
  db: Queryable,
  { organizationId, productId }: SeriesWish,
  range: Interval,
  now: number,
): Promise<ProductAvailability> {
  const request = { organizationId, productIds: [productId], ...range, now, withCauses: true };
  const [availability] = await readAvailability(db, request);
  if (availability) return availability;
  const detail = "No product of your organisation has this id";
  throw new DomainError("not_found", detail, { errors: [{ pointer: "/productId", detail }] });
}

/** What lies between two bookings of the service at least, its members' buffers included. */
function longestMargin(availability: ProductAvailability): number {
  const all = [availability, ...requiredBy(availability).values()];
  const before = Math.max(...all.map(({ bufferBeforeMinutes }) => bufferBeforeMinutes));
  const after = Math.max(...all.map(({ bufferAfterMinutes }) => bufferAfterMinutes));
  return before + after;
}
