import { unreachable } from "../errors/index.ts";
import { addDays, dayNumberOf, type LocalDate, localDateOfDay, weekday } from "../time/index.ts";

export const reportRanges = ["4w", "12w", "quarter", "year"] as const;
export type ReportRange = (typeof reportRanges)[number];

/** Local dates, both included. */
export type Period = { from: LocalDate; to: LocalDate };

/**
 * What a range means on a day, and the period before to compare it with. Ranges of weeks begin on a Monday and end today, and
 * are compared with the same weekdays of the weeks before; a quarter is the last whole one.
 */
export function reportPeriods(range: ReportRange, today: LocalDate): { period: Period; before: Period } {
  switch (range) {
    case "4w":
      return weeks(4, today);
    case "12w":
      return weeks(12, today);
    case "year":
      return weeks(52, today);
    case "quarter":
      return { period: quarterBefore(today), before: quarterBefore(quarterBefore(today).from) };
    default:
      return unreachable(range);
  }
}

/** The Mondays of the weeks that a period touches, ascending. */
export function weeksOf({ from, to }: Period): LocalDate[] {
  const first = dayNumberOf(mondayOf(from));
  const count = Math.floor((dayNumberOf(to) - first) / 7) + 1;
  return Array.from({ length: count }, (_, i) => localDateOfDay(first + 7 * i));
}

function weeks(count: number, today: LocalDate): { period: Period; before: Period } {
  const from = addDays(mondayOf(today), -7 * (count - 1));
  return {
    period: { from, to: today },
    before: { from: addDays(from, -7 * count), to: addDays(today, -7 * count) },
  };
}

/** The whole quarter that ended last before `date`. */
function quarterBefore(date: LocalDate): Period {
  const month = Number(date.slice(5, 7));
  const year = Number(date.slice(0, 4));
  const thisQuarter = firstOf(year, month - ((month - 1) % 3));
  const lastMonth = addDays(thisQuarter, -1);
  return { from: firstOf(Number(lastMonth.slice(0, 4)), Number(lastMonth.slice(5, 7)) - 2), to: lastMonth };
}

function firstOf(year: number, month: number): LocalDate {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-01`;
}

function mondayOf(date: LocalDate): LocalDate {
  return addDays(date, 1 - weekday(date));
}
