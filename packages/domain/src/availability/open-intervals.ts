import { dayOfInstant } from "../time/index.ts";
import { checkInstant, type Faults, refuse } from "./faults.ts";
import { type FlatIntervals, intersect, toIntervals } from "./intervals.ts";
import { openRanges } from "./open-ranges.ts";
import type { Interval, OpeningHours } from "./query.ts";
import { readSchedule, type Schedule } from "./schedule.ts";

/**
 * Open time within `[start, end)` (epoch ms), merged and ascending, cut at the bounds.
 * Throws DomainError `invalid` that names each faulty field.
 */
export function openIntervals(query: OpeningHours & Interval): Interval[] {
  const faults: Faults = [];
  const schedule = readSchedule(query, faults);
  checkInstant(faults, "/start", query.start);
  checkInstant(faults, "/end", query.end);
  if (query.end < query.start) faults.push({ pointer: "/end", detail: "end lies before start; swap them." });
  refuse(faults);
  return toIntervals(openWithin(schedule, query.start, query.end));
}

/** Open time of a schedule already read, cut to `[from, until)`. */
export function openWithin(schedule: Schedule, from: number, until: number): FlatIntervals {
  if (until <= from) return [];
  const firstDay = dayOfInstant(schedule.zone, from) - 2;
  const open = openRanges(schedule, firstDay, dayOfInstant(schedule.zone, until) + 1);
  return intersect(open, [from, until]);
}
