import { freeIntervals, type Interval, type OpeningHours } from "../availability/index.ts";
import { zoneOf } from "../time/index.ts";
import { addInterval, noWeekHours, type WeekHours } from "./week-hours.ts";

const minuteMs = 60_000;

/** Units taken in `[start, end)`, epoch ms. */
export type BookedInterval = Interval & { units: number };

/** Minutes of units: a class of eight that is open for an hour has 480 to give. */
export type Utilisation = {
  bookableMinutes: number;
  /** Within bookable time. */
  bookedMinutes: number;
  /** Booked outside it: before the hours were changed, or by somebody who set the rules aside. */
  outsideMinutes: number;
  bookable: WeekHours;
  booked: WeekHours;
};

/** One product's time; `blocks` close it, `booked` comes in any order. */
export type ProductTime = {
  opening: OpeningHours;
  blocks: readonly Interval[];
  capacity: number;
  booked: readonly BookedInterval[];
};

/**
 * How much of the time that the engine calls open and not blocked was booked within `[start, end)`, by the hour of the week in
 * the zone of the hours. Throws DomainError `invalid` as the engine does.
 */
export function utilisationOf(product: ProductTime, { start, end }: Interval): Utilisation {
  const { opening, blocks, capacity } = product;
  const zone = zoneOf(opening.timeZone);
  // The engine's own free time of a product that nobody booked: open, holidays and exceptions considered, less blocks.
  const grid = { durationMinutes: 1, stepMinutes: 1, now: start };
  const open = freeIntervals({ ...opening, busy: blocks, ...grid, start, end });
  const found: Utilisation = { ...nothing(), bookable: noWeekHours(), booked: noWeekHours() };
  for (const one of open) {
    addInterval(found.bookable, zone, { ...one, units: capacity });
    found.bookableMinutes += minutes(one) * capacity;
  }
  for (const one of product.booked) {
    const within = { ...one, start: Math.max(one.start, start), end: Math.min(one.end, end) };
    if (within.end <= within.start) continue;
    const parts = overlaps(open, within);
    for (const part of parts) addInterval(found.booked, zone, { ...part, units: one.units });
    const inside = parts.reduce((sum, part) => sum + minutes(part), 0);
    found.bookedMinutes += inside * one.units;
    found.outsideMinutes += (minutes(within) - inside) * one.units;
  }
  return found;
}

/** Several products taken together, each in the hours of its own clock. */
export function sumOf(all: readonly Utilisation[]): Utilisation {
  const sum: Utilisation = { ...nothing(), bookable: noWeekHours(), booked: noWeekHours() };
  for (const one of all) {
    sum.bookableMinutes += one.bookableMinutes;
    sum.bookedMinutes += one.bookedMinutes;
    sum.outsideMinutes += one.outsideMinutes;
    for (const [i, minutes] of one.bookable.entries()) sum.bookable[i] = (sum.bookable[i] ?? 0) + minutes;
    for (const [i, minutes] of one.booked.entries()) sum.booked[i] = (sum.booked[i] ?? 0) + minutes;
  }
  return sum;
}

function nothing() {
  return { bookableMinutes: 0, bookedMinutes: 0, outsideMinutes: 0 };
}

/** The parts of `interval` that lie in `open`, which is ascending and disjoint. */
function overlaps(open: readonly Interval[], { start, end }: Interval): Interval[] {
  const parts: Interval[] = [];
  for (let i = firstEndingAfter(open, start); i < open.length; i += 1) {
    const one = open[i];
    if (!one || one.start >= end) break;
    parts.push({ start: Math.max(one.start, start), end: Math.min(one.end, end) });
  }
  return parts;
}

function firstEndingAfter(open: readonly Interval[], instant: number): number {
  let low = 0;
  let high = open.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((open[middle]?.end ?? 0) <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

function minutes({ start, end }: Interval): number {
  return (end - start) / minuteMs;
}
