import { timeAtWall, wallOfTime } from "./event-time.ts";
import type { EventTime } from "./model.ts";
import { instantOf } from "./zone.ts";

const DAY_MS = 86_400_000;
const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
/** Above what any test needs, below what would make one answer slow. */
const MAX_OCCURRENCES = 5_000;

export class RecurrenceError extends Error {}

interface Rule {
  everyDays: 1 | 7;
  interval: number;
  count: number;
  /** The last moment a start may have, given the wall reading and the zone. */
  allows(wall: number, zone: string): boolean;
  weekdays: number[] | null;
  weekStart: number;
}

/**
 * The starts of a series up to an instant, ascending: RRULE of DAILY or WEEKLY with INTERVAL, COUNT, UNTIL, BYDAY and
 * WKST, less EXDATE (RFC 5545, 3.3.10 and 3.8.5). The wall time stays the same across clock changes.
 * Throws RecurrenceError for a rule that is malformed or not simulated.
 */
export function seriesStarts(start: EventTime, recurrence: string[], horizon: number): EventTime[] {
  const zone = start.kind === "instant" ? start.timeZone : "UTC";
  const rule = parseRule(onlyRule(recurrence));
  const excluded = excludedStarts(recurrence, zone);
  const starts: EventTime[] = [];
  let produced = 0;
  for (const wall of candidateWalls(rule, wallOfTime(start), horizon + DAY_MS)) {
    const at = instantOf(wall, zone);
    if (produced >= Math.min(rule.count, MAX_OCCURRENCES) || at > horizon || !rule.allows(wall, zone)) break;
    produced += 1;
    if (!excluded.has(`at ${at}`) && !excluded.has(`on ${day(wall)}`)) starts.push(timeAtWall(wall, start));
  }
  return starts;
}

function* candidateWalls(rule: Rule, first: number, last: number): Generator<number> {
  // DTSTART is the first occurrence even when the rule would not name its weekday.
  yield first;
  const weekday = (wall: number) => (new Date(wall).getUTCDay() + 6) % 7;
  if (rule.everyDays === 1) {
    for (let wall = first + rule.interval * DAY_MS; wall <= last; wall += rule.interval * DAY_MS) {
      if (rule.weekdays === null || rule.weekdays.includes(weekday(wall))) yield wall;
    }
    return;
  }
  const fromWeekStart = (dayIndex: number) => (dayIndex - rule.weekStart + 7) % 7;
  const offsets = (rule.weekdays ?? [weekday(first)]).map(fromWeekStart).sort((a, b) => a - b);
  const firstWeek = first - fromWeekStart(weekday(first)) * DAY_MS;
  for (let week = firstWeek; week <= last; week += 7 * rule.interval * DAY_MS) {
    for (const offset of offsets) if (week + offset * DAY_MS > first) yield week + offset * DAY_MS;
  }
}

function onlyRule(recurrence: string[]): string {
  for (const line of recurrence) {
    if (!/^(RRULE:|EXDATE[;:])/.test(line)) throw new RecurrenceError(`"${line}" is not simulated.`);
  }
  const [rule, ...others] = recurrence.filter((line) => line.startsWith("RRULE:"));
  if (rule === undefined || others.length > 0) throw new RecurrenceError("A series needs exactly one RRULE.");
  return rule.slice("RRULE:".length);
}

function parseRule(text: string): Rule {
  const parts = new Map(text.split(";").map((part) => splitPair(part)));
  for (const name of parts.keys()) {
    if (!["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"].includes(name)) {
      throw new RecurrenceError(`RRULE part ${name} is not simulated.`);
    }
  }
  const frequency = parts.get("FREQ");
  if (frequency !== "DAILY" && frequency !== "WEEKLY") {
    throw new RecurrenceError(`RRULE FREQ=${frequency ?? ""} is not simulated; DAILY and WEEKLY are.`);
  }
  if (parts.has("COUNT") && parts.has("UNTIL")) throw new RecurrenceError("RRULE has both COUNT and UNTIL.");
  return {
    everyDays: frequency === "DAILY" ? 1 : 7,
    interval: positive(parts.get("INTERVAL") ?? "1", "INTERVAL"),
    count: parts.has("COUNT") ? positive(parts.get("COUNT") ?? "", "COUNT") : Number.POSITIVE_INFINITY,
    allows: until(parts.get("UNTIL")),
    weekdays: parts.get("BYDAY")?.split(",").map(weekdayIndex) ?? null,
    weekStart: weekdayIndex(parts.get("WKST") ?? "MO"),
  };
}

function until(value: string | undefined): Rule["allows"] {
  if (value === undefined) return () => true;
  const stamp = parseStamp(value);
  if (stamp === null) throw new RecurrenceError(`RRULE UNTIL=${value} is not a date.`);
  if (stamp.kind === "day") return (wall) => wall < stamp.wall + DAY_MS;
  return (wall, zone) => (stamp.utc ? instantOf(wall, zone) <= stamp.wall : wall <= stamp.wall);
}

function excludedStarts(recurrence: string[], zone: string): Set<string> {
  const excluded = new Set<string>();
  for (const line of recurrence.filter((candidate) => candidate.startsWith("EXDATE"))) {
    const [head = "", values = ""] = line.split(/:(.*)/s);
    const lineZone = /;TZID=([^;:]+)/.exec(head)?.[1] ?? zone;
    for (const value of values.split(",")) {
      const stamp = parseStamp(value);
      if (stamp === null) throw new RecurrenceError(`EXDATE ${value} is not a date.`);
      if (stamp.kind === "day") excluded.add(`on ${day(stamp.wall)}`);
      else excluded.add(`at ${stamp.utc ? stamp.wall : instantOf(stamp.wall, lineZone)}`);
    }
  }
  return excluded;
}

function parseStamp(text: string): { kind: "day" | "time"; wall: number; utc: boolean } | null {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/.exec(text);
  if (match === null) return null;
  const [year = 0, month = 0, date = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const wall = Date.UTC(year, month - 1, date, hour, minute, second);
  return { kind: match[4] === undefined ? "day" : "time", wall, utc: match[7] === "Z" };
}

function splitPair(part: string): [string, string] {
  const [name, value, ...rest] = part.split("=");
  if (!name || !value || rest.length > 0) throw new RecurrenceError(`RRULE part "${part}" is malformed.`);
  return [name, value];
}

function positive(text: string, name: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text))
    throw new RecurrenceError(`RRULE ${name}=${text} is not a positive number.`);
  return Number(text);
}

function weekdayIndex(name: string): number {
  const index = WEEKDAYS.indexOf(name);
  if (index < 0) throw new RecurrenceError(`RRULE weekday ${name} is not simulated; MO to SU are.`);
  return index;
}

function day(wall: number): number {
  return Math.floor(wall / DAY_MS);
}
