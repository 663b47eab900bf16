import { readRule } from "../availability/recurrence-rule.ts";
import { DomainError } from "../errors/index.ts";
import { instantOfDay, offsetAt, zoneOf } from "../time/index.ts";
import { type SeriesRule, seriesOccurrences } from "./series.ts";

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** Clocks are changed by less; what differs by more lies on another date. */
const clockChangeMs = 3 * 60 * minuteMs;

/** Where to part a series (epoch ms), and by how much to shift the rest: the wall time of `of` becomes that of `to`. */
type SeriesChange = { from: number; shift: { of: number; to: number } | null };

export type SplitSeries = {
  /** The rule of what lies before; null when nothing does. */
  before: { rrule: string } | null;
  /** The rule of the rest, and the new start of each of its occurrences by the old one, ascending. */
  after: { start: number; rrule: string; starts: ReadonlyMap<number, number> };
};

/**
 * Parts a series at the first occurrence that starts at or after `from`: two rules that together fall as the one did, the
 * second shifted by the clock of its zone. Null when no occurrence is left. Throws DomainError `invalid` at `/start` when a
 * shift to other dates cannot be written as a rule.
 */
export function splitSeries(series: SeriesRule, { from, shift }: SeriesChange): SplitSeries | null {
  const starts = seriesOccurrences(series).map(({ start }) => start);
  const index = starts.findIndex((start) => start >= from);
  const first = starts[index];
  if (first === undefined) return null;
  const { pattern } = readRule(series.rrule);
  const rest = starts.slice(index);
  const before = index === 0 ? null : { rrule: counted(pattern, index) };
  if (shift === null || shift.of === shift.to) {
    const rrule = counted(pattern, rest.length);
    return { before, after: { start: first, rrule, starts: new Map(rest.map((start) => [start, start])) } };
  }
  const wallShift = wallOf(shift.to, series.timeZone) - wallOf(shift.of, series.timeZone);
  const days = dayOf(wallOf(shift.to, series.timeZone)) - dayOf(wallOf(shift.of, series.timeZone));
  const start = instantOfWall(wallOf(first, series.timeZone) + wallShift, series.timeZone);
  const rrule = counted(turned(pattern, days), rest.length);
  return { before, after: { start, rrule, starts: paired(rest, { ...series, start, rrule }, wallShift) } };
}

/** The old starts with the new ones; refused when the new rule does not fall as the old one, shifted. */
function paired(old: readonly number[], series: SeriesRule, wallShift: number): Map<number, number> {
  const shifted = occurrencesOrNone(series);
  const pairs = old.map((start, i): [number, number] => [start, shifted[i] ?? Number.NaN]);
  const isShifted = pairs.every(([before, after]) => {
    const wanted = wallOf(before, series.timeZone) + wallShift;
    return Math.abs(wallOf(after, series.timeZone) - wanted) <= clockChangeMs;
  });
  if (isShifted && shifted.length === old.length) return new Map(pairs);
  const detail =
    "The rule of this series names dates that cannot be shifted so; keep the date and change the time of day, or cancel what is left and book a new series.";
  throw new DomainError("invalid", detail, { errors: [{ pointer: "/start", detail }] });
}

/** A shifted rule may name no time at all; then there is nothing to pair. */
function occurrencesOrNone(series: SeriesRule): number[] {
  try {
    return seriesOccurrences(series).map(({ start }) => start);
  } catch (error) {
    if (error instanceof DomainError && error.code === "invalid") return [];
    throw error;
  }
}

function counted(pattern: string, count: number): string {
  const parts = pattern.split(";").filter((part) => !part.startsWith("COUNT="));
  return [...parts, `COUNT=${count}`].join(";");
}

const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/** The pattern with its weekdays shifted, where they stand alone: by the day and by the week. */
function turned(pattern: string, days: number): string {
  if (!/FREQ=(DAILY|WEEKLY)/.test(pattern)) return pattern;
  return pattern.replace(/BYDAY=([A-Z,]+)/, (_, list: string) => {
    const turnedDays = list.split(",").map((day) => weekdays.at((weekdays.indexOf(day) + days) % 7) ?? day);
    return `BYDAY=${turnedDays.join(",")}`;
  });
}

/** What the clock of the zone shows, as ms of a zone without offset; NaN stays NaN. */
function wallOf(instant: number, timeZone: string): number {
  return Number.isNaN(instant) ? instant : instant + offsetAt(instant, timeZone);
}

function dayOf(wall: number): number {
  return Math.floor(wall / dayMs);
}

/** A wall time that a clock change skips means the instant of the change, one that comes twice its first occurrence. */
function instantOfWall(wall: number, timeZone: string): number {
  const zone = zoneOf(timeZone);
  const minute = Math.floor((wall - dayOf(wall) * dayMs) / minuteMs);
  const instant = instantOfDay(zone, dayOf(wall), minute);
  const isShown = wallOf(instant, timeZone) === dayOf(wall) * dayMs + minute * minuteMs;
  return isShown ? instant + (wall - Math.floor(wall / minuteMs) * minuteMs) : instant;
}
