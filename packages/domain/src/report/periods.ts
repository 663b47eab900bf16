import { unreachable } from "../errors/index.ts";
import { addDays, dayNumberOf, type LocalDate, localDateOfDay, weekday } from "../time/index.ts";

export const reportRanges = ["4w", "12w", "quarter", "year"] as const;
export type ReportRange = (typeof reportRanges)[number];

/** Local dates, both included. */
export type Period = { from: LocalDate; to: LocalDate };

/** A day, and the ISO weekday on which weeks begin. */
type Today = { today: LocalDate; firstWeekday: number };

/**
 * What a range means on a day, and the period before to compare it with. Ranges of weeks begin with a week and end today, and
 * are compared with the same weekdays of the weeks before; a quarter is the last whole one.
 */
export function reportPeriods(range: ReportRange, at: Today): { period: Period; before: Period } {
  switch (range) {
    case "4w":
      return weeks(4, at);
    case "12w":
      return weeks(12, at);
    case "year":
      return weeks(52, at);
    case "quarter":
      return { period: quarterBefore(at.today), before: quarterBefore(quarterBefore(at.today).from) };
    default:
      return unreachable(range);
  }
}

/** The first days of the weeks that a period touches, ascending. */
export function weeksOf({ from, to }: Period, firstWeekday: number): LocalDate[] {
  const first = dayNumberOf(startOfWeek(from, firstWeekday));
  const count = Math.floor((dayNumberOf(to) - first) / 7) + 1;
  return Array.from({ length: count }, (_, i) => localDateOfDay(first + 7 * i));
}

function weeks(count: number, { today, firstWeekday }: Today): { period: Period; before: Period } {
  const from = addDays(startOfWeek(today, firstWeekday), -7 * (count - 1));
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

function startOfWeek(date: LocalDate, firstWeekday: number): LocalDate {
  return addDays(date, -((weekday(date) - firstWeekday + 7) % 7));
}
