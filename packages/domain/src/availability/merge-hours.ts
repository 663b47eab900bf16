import { must } from "../errors/index.ts";
import { formatTimeOfDay, parseTimeOfDay } from "../time/index.ts";
import type { Hours, WeeklyHours } from "./query.ts";

const dayMinutes = 1440;
const weekdayNames = ["", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** Minutes since the midnight of the date; an end beyond 1440 lies on the next date. */
type Range = { start: number; end: number };
type Merged = { ranges: Range[]; joined: { given: Range[]; range: Range }[] };

/**
 * Weekly hours in the one form in which they are kept: of each weekday ascending ranges that neither overlap nor touch,
 * `24:00` for a midnight end, weekdays with the same range together. `notices` say in sentences what was joined and which
 * ranges run past midnight. Open time stays what it was.
 */
export function mergeWeeklyHours(weeklyHours: readonly WeeklyHours[]): {
  weeklyHours: WeeklyHours[];
  notices: string[];
} {
  const week = weekdayNames.map((_, weekday) =>
    mergeDay(weeklyHours.filter(({ days }) => days.includes(weekday)).map(readHours)),
  );
  const daysOf = new Map<string, number[]>();
  const notices = new Map<string, string[]>();
  for (const [weekday, { ranges, joined }] of week.entries()) {
    for (const range of ranges) note(daysOf, write(range), weekday);
    for (const one of joined) note(notices, joinedNotice(one), must(weekdayNames[weekday], "seven weekdays"));
  }
  return {
    weeklyHours: [...daysOf].map(([text, days]) => ({ days, ...parse(text) })).sort(byDayAndStart),
    notices: [
      ...[...notices].map(([text, days]) => `${days.join(", ")}: ${text}`),
      ...week.flatMap(({ ranges }, weekday) =>
        ranges.filter(isOvernight).map((one) => overnightNotice(one, weekday)),
      ),
    ],
  };
}

/** The hours of one date in the form in which they are kept; see `mergeWeeklyHours`. */
export function mergeHours(hours: readonly Hours[]): { hours: Hours[]; notices: string[] } {
  const { ranges, joined } = mergeDay(hours.map(readHours));
  return {
    hours: ranges.map((range) => parse(write(range))),
    notices: [
      ...joined.map(joinedNotice),
      ...ranges.filter(isOvernight).map((range) => `${write(range)} runs into the next date`),
    ],
  };
}

function mergeDay(given: readonly Range[]): Merged {
  const sorted = [...given].sort((a, b) => a.start - b.start || a.end - b.end);
  const found: { given: Range[]; range: Range }[] = [];
  for (const one of sorted) {
    const last = found.at(-1);
    const union = last && { start: last.range.start, end: Math.max(last.range.end, one.end) };
    if (last && union && one.start <= last.range.end && isWritable(union)) {
      last.given.push(one);
      last.range = union;
    } else found.push({ given: [one], range: one });
  }
  return {
    ranges: found.map(({ range }) => range),
    joined: found.filter((one) => one.given.length > 1),
  };
}

/** Two times of day cannot say a range of a day or longer, except the whole date. */
function isWritable({ start, end }: Range): boolean {
  return end - start < dayMinutes || end === dayMinutes;
}

function isOvernight({ end }: Range): boolean {
  return end > dayMinutes;
}

function readHours(hours: Hours): Range {
  const start = must(parseTimeOfDay(hours.start), "the input was checked");
  const end = must(parseTimeOfDay(hours.end), "the input was checked");
  return { start, end: end <= start ? end + dayMinutes : end };
}

function write({ start, end }: Range): string {
  return `${formatTimeOfDay(start)}-${formatTimeOfDay(end > dayMinutes ? end - dayMinutes : end)}`;
}

function parse(text: string): Hours {
  return { start: text.slice(0, 5), end: text.slice(6) };
}

function note<T>(lists: Map<string, T[]>, key: string, item: T): void {
  lists.set(key, [...(lists.get(key) ?? []), item]);
}

function joinedNotice({ given, range }: { given: Range[]; range: Range }): string {
  return `${given.map(write).join(", ")} overlap or touch, so they became ${write(range)}`;
}

function overnightNotice(range: Range, weekday: number): string {
  const day = must(weekdayNames[weekday], "seven weekdays");
  const next = must(weekdayNames[(weekday % 7) + 1], "seven weekdays");
  return `${day} ${write(range)} runs into ${next}`;
}

function byDayAndStart(a: WeeklyHours, b: WeeklyHours): number {
  return (
    must(a.days[0], "a range has a weekday") - must(b.days[0], "a range has a weekday") ||
    (a.start < b.start ? -1 : 1)
  );
}
