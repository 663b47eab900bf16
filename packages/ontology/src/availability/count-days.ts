import { type CountDays, findSlots } from "@availability/domain/availability";
import { DomainError, must } from "@availability/domain/errors";
import { addDays, type LocalDate, startOfDay } from "@availability/domain/time";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { countBookingsByDay } from "./count-bookings-by-day.ts";
import { type ProductAvailability, readAvailability } from "./read-availability.ts";
import { slotQuery, timeZoneOf } from "./slot-query.ts";

type Range = { start: number; end: number };

/** How much of each kind lies on a day, of all the products asked about. Something over midnight counts on both days. */
export type DayCount = {
  date: LocalDate;
  /** Free slots that begin on the day. */
  free: number;
  bookings: number;
  blocks: number;
  busy: number;
};

/** `timeZone` is the first product's own, also when days of another were asked for. */
export type DayCounts = { timeZone: string; days: DayCount[] };

/**
 * Counts what the days of a month hold, for up to 50 products at once and in a number of statements that does not depend on
 * how many. What several products share, a block or a busy time, counts once. Throws `not_found`.
 */
export async function countDays(ctx: Ctx, input: CountDays): Promise<DayCounts> {
  const organizationId = authorize(ctx, "view_bookings");
  const productIds = [...new Set(input.productIds)];
  const now = ctx.now();
  const widest = {
    start: startOfDay(input.from, "UTC") - dayMs,
    end: startOfDay(input.to, "UTC") + 2 * dayMs,
  };
  const read = await readAvailability(ctx.db, { organizationId, productIds, ...widest, now });
  if (read.length < productIds.length) throw notFound(input, read);
  const ownZone = timeZoneOf(must(read[0], "at least one product is named"));
  const dates = datesOf(input);
  const bounds = [...dates, addDays(input.to, 1)].map((date) => startOfDay(date, input.timeZone ?? ownZone));
  const count = (ranges: Range[]) => countByDay(ranges, bounds);
  const range = { start: must(bounds[0], "a day"), end: must(bounds.at(-1), "the end of a day") };
  const starts = read.flatMap((product) => slotStarts(product, { ...range, now }));
  const free = count(starts.map((start) => ({ start, end: start + 1 })));
  const blocks = count(distinct(read.flatMap((product) => product.blocks)));
  const busy = count(
    distinct(read.flatMap((product) => product.externalBusy.map((one) => ({ ...one, id: one.calendarId })))),
  );
  const bookings = await countBookingsByDay(ctx.db, { organizationId, productIds, bounds });
  const days = dates.map((date, day) => ({
    date,
    free: free[day] ?? 0,
    bookings: bookings[day] ?? 0,
    blocks: blocks[day] ?? 0,
    busy: busy[day] ?? 0,
  }));
  return { timeZone: ownZone, days };
}

const dayMs = 24 * 3600 * 1000;

function datesOf({ from, to }: CountDays): LocalDate[] {
  const dates: LocalDate[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) dates.push(date);
  return dates;
}

function slotStarts(product: ProductAvailability, range: Range & { now: number }): number[] {
  if (product.status !== "active") return [];
  return findSlots(slotQuery(product, range))
    .map(({ start }) => start)
    .filter((start) => start >= range.start && start < range.end);
}

function distinct(occupied: readonly (Range & { id: string })[]): Range[] {
  return [...new Map(occupied.map((one) => [`${one.id} ${one.start} ${one.end}`, one])).values()];
}

/** `bounds` are the beginnings of the days and the end of the last, ascending. */
function countByDay(ranges: readonly Range[], bounds: readonly number[]): number[] {
  const counts = bounds.slice(1).map(() => 0);
  for (const { start, end } of ranges) {
    for (let day = dayAt(bounds, start); day < counts.length && (bounds[day] ?? end) < end; day += 1) {
      counts[day] = (counts[day] ?? 0) + 1;
    }
  }
  return counts;
}

/** The day that an instant lies on; the first for one before it. */
function dayAt(bounds: readonly number[], instant: number): number {
  let low = 0;
  let high = bounds.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((bounds[middle] ?? instant) <= instant) low = middle;
    else high = middle;
  }
  return low;
}

function notFound({ productIds }: CountDays, read: ProductAvailability[]): DomainError {
  const known = new Set(read.map(({ productId }) => productId));
  const detail = "No product of your organisation has this id";
  const errors = productIds.flatMap((id, index) =>
    known.has(id) ? [] : [{ pointer: `/productIds/${index}`, detail }],
  );
  return new DomainError("not_found", detail, { errors });
}
