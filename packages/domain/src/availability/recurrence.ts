import { RRuleTemporal } from "rrule-temporal";
import { instantOfDay, offsetAt, type Zone, zoneOf } from "../time/index.ts";
import type { Interval } from "./query.ts";
import { type RecurrenceRule, readRule, ruleFault } from "./recurrence-rule.ts";

export type Recurrence = {
  /** The first occurrence's bounds, epoch ms; where the rule does not fall on the start, it counts from the next it names. */
  start: number;
  end: number;
  /** IANA; the occurrences keep their wall time in it. */
  timeZone: string;
  /** RRULE value of RFC 5545; null = once. */
  rrule: string | null;
};

export type Occurrences = {
  /** Those that start in the range asked for, ascending, each start once. */
  intervals: Interval[];
  first: Interval;
  /** True when more follow after the range. */
  goesOn: boolean;
};

const minuteMs = 60_000;
const dayMs = 86_400_000;
// A 29 February comes after eight years at the latest; a rule that names nothing for longer names nothing.
const waitsMs = [32 * dayMs, 400 * dayMs, 12 * 366 * dayMs];

/**
 * When a recurring interval takes place, of those that start at or after `from` and before `until` (epoch ms). Each starts
 * at the wall time of the first and lasts as many real minutes; a wall time that a clock change skips means the instant of
 * the change (AV8), one that comes twice its first occurrence (AV9).
 * Throws DomainError `invalid` at `/rrule` for a rule that is unsound, never falls, or falls more than `limit` times there.
 */
export function occurrences(
  recurrence: Recurrence,
  range: { from?: number; until: number; limit: number },
): Occurrences {
  const { start, end, rrule } = recurrence;
  const from = range.from ?? start;
  if (rrule === null) {
    const once = { start, end };
    return {
      intervals: start >= from && start < range.until ? [once] : [],
      first: once,
      goesOn: start >= range.until,
    };
  }
  const rule = readRule(rrule);
  const within = startsOf(rule, recurrence, from, range.until);
  if (within.length > range.limit) throw ruleFault(tooOften(range.limit));
  const firstStart =
    from <= start && within[0] !== undefined ? within[0] : nextStart(rule, recurrence, start);
  if (firstStart === null) {
    throw ruleFault("The rule names no time at or after the start; change the rule, or begin earlier.");
  }
  const lengthMs = end - start;
  return {
    intervals: within.map((at) => ({ start: at, end: at + lengthMs })),
    first: { start: firstStart, end: firstStart + lengthMs },
    goesOn:
      !(from <= start && isSpent(rule, within.length)) &&
      nextStart(rule, recurrence, Math.max(range.until, start)) !== null,
  };
}

/** True when `found` times from the first on are all that the COUNT of a rule allows: then there is nothing to look for. */
function isSpent({ pattern }: RecurrenceRule, found: number): boolean {
  const [, count] = /(?:^|;)COUNT=(\d+)/.exec(pattern) ?? [];
  return count !== undefined && found >= Number(count);
}

/** The first of the rule's times at or after `from`, or null; near ones are looked for first. */
function nextStart(rule: RecurrenceRule, recurrence: Recurrence, from: number): number | null {
  // No clock is further from UTC than a day.
  if (rule.until && rule.until.lastMs + dayMs < from) return null;
  let since = from;
  for (const waitMs of waitsMs) {
    const [first] = startsOf(rule, recurrence, since, from + waitMs);
    if (first !== undefined) return first;
    since = from + waitMs;
  }
  return null;
}

/** The instants of the rule's times in `[from, until)`, ascending. */
function startsOf(rule: RecurrenceRule, recurrence: Recurrence, from: number, until: number): number[] {
  const { start, timeZone } = recurrence;
  const zone = zoneOf(timeZone);
  const startWall = start + offsetAt(start, timeZone);
  const lastWall = rule.until?.kind === "wall" ? rule.until.lastMs : Number.POSITIVE_INFINITY;
  const last = rule.until?.kind === "instant" ? rule.until.lastMs : Number.POSITIVE_INFINITY;
  // No clock is further from UTC than a day, and no change skips more than one.
  const end = Math.min(until, (rule.until?.lastMs ?? until) + dayMs);
  // Years after the end of a rule are not looked through.
  if (end < from) return [];
  const instants = wallTimes(rule.pattern, startWall, from - 2 * dayMs, end + 2 * dayMs)
    .filter((wall) => wall <= lastWall)
    // A start at the second of two equal wall times stays there.
    .map((wall) => (wall === startWall ? start : instantOfWall(zone, wall)))
    .filter((instant) => instant <= last && instant >= from && instant < until);
  return [...new Set(instants)];
}

/** A rule is about dates, so it is asked in a zone without changes, whose clock shows what the wall clock shows. */
function wallTimes(pattern: string, start: number, from: number, until: number): number[] {
  const second = Math.floor(start / 1000) * 1000;
  const dtstart = `${new Date(second).toISOString().slice(0, 19)}+00:00[UTC]`;
  const rule = new RRuleTemporal({
    rruleString: pattern,
    dtstart: { timeZoneId: "UTC", toString: () => dtstart },
    maxIterations: 1_000_000,
    maxCandidateEvaluations: 10_000_000,
  });
  const times = rule.between(new Date(Math.max(from, second)), new Date(Math.max(until, second)), true);
  return times.map(({ epochMilliseconds }) => epochMilliseconds + start - second);
}

function instantOfWall(zone: Zone, wall: number): number {
  const day = Math.floor(wall / dayMs);
  const minute = Math.floor((wall - day * dayMs) / minuteMs);
  const instant = instantOfDay(zone, day, minute);
  const shown = instant + offsetAt(instant, zone.name);
  const isSkipped = shown !== day * dayMs + minute * minuteMs;
  return isSkipped ? instant : instant + (wall - shown);
}

function tooOften(limit: number): string {
  return `The rule falls more than ${limit.toLocaleString("en")} times in the time that is written out; make it rarer, end it sooner with COUNT or UNTIL, or begin later.`;
}
