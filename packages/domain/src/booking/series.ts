import type { Interval } from "../availability/query.ts";
import { occurrences } from "../availability/recurrence.ts";
import { readRule, ruleFault } from "../availability/recurrence-rule.ts";

/** A series holds at most so many occurrences … */
const mostOccurrences = 366;
/** … of which the last begins at most so many years after the first. */
const mostYears = 2;

/** Bookings that one rule makes: `rrule` is a value of RFC 5545 that falls from `start` (epoch ms) on, by the clock of `timeZone`. */
export type SeriesRule = { start: number; durationMinutes: number; timeZone: string; rrule: string };

/**
 * When a series takes place, ascending, epoch ms; every occurrence keeps the wall time of the start. Throws DomainError
 * `invalid` at `/rrule` for a rule that is unsound, has no end, or has more occurrences or years than a series may have.
 */
export function seriesOccurrences({ start, durationMinutes, timeZone, rrule }: SeriesRule): Interval[] {
  const { pattern, until } = readRule(rrule);
  if (until === null && !/(^|;)COUNT=/.test(pattern)) {
    throw ruleFault("The rule never ends; add COUNT, such as COUNT=10, or UNTIL, such as UNTIL=20271231.");
  }
  const latest = new Date(start).setUTCFullYear(new Date(start).getUTCFullYear() + mostYears);
  const { intervals, goesOn } = occurrences(
    { start, end: start + durationMinutes * 60_000, timeZone, rrule },
    // The rarest unit is a day, so that no rule falls more often.
    { until: latest + 1, limit: 366 * (mostYears + 1) },
  );
  if (intervals.length > mostOccurrences) throw ruleFault(tooMany(intervals.length, goesOn));
  if (goesOn) throw ruleFault(tooLong(latest));
  return intervals;
}

/** Throws `invalid` at `/rrule` when one occurrence, with `marginMinutes` around it, reaches into the next. */
export function requireApart(intervals: readonly Interval[], marginMinutes: number): void {
  const isMet = intervals.every(({ end }, i) => {
    const next = intervals[i + 1];
    return next === undefined || end + marginMinutes * 60_000 <= next.start;
  });
  if (isMet) return;
  throw ruleFault(
    "One occurrence would reach into the next, buffers included; make the rule rarer, or each occurrence shorter.",
  );
}

function tooMany(count: number, goesOn: boolean): string {
  const found = goesOn ? `more than ${count}` : String(count);
  return `The rule falls ${found} times, and a series has at most ${mostOccurrences}; end it sooner with COUNT or UNTIL.`;
}

function tooLong(latest: number): string {
  const date = new Date(latest).toISOString().slice(0, 10).replaceAll("-", "");
  return `The rule goes on for more than ${mostYears} years; end it with a lower COUNT, or with UNTIL=${date} or sooner.`;
}
