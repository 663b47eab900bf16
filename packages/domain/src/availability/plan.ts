import {
  checkClaims,
  checkInstant,
  checkIntervals,
  checkWhole,
  type Faults,
  refuse,
  units,
} from "./faults.ts";
import type { Allocation, ClaimedInterval, Interval, Requirement, SlotQuery } from "./query.ts";
import { checkRequirements } from "./requirements.ts";
import { readSchedule, type Schedule } from "./schedule.ts";

const minuteMs = 60_000;
const dayMs = 86_400_000;
const maxRangeDays = 1100;

/** A checked query in ms. Slots start in `[earliest, latest)` and end by `end`. */
export type Plan = {
  schedule: Schedule;
  busy: readonly Interval[];
  claims: readonly ClaimedInterval[];
  requirements: readonly Requirement[];
  allocations: readonly Allocation[];
  capacity: number;
  attendees: number;
  duration: number;
  step: number;
  before: number;
  after: number;
  earliest: number;
  latest: number;
  end: number;
};

/** Checks a query. Throws DomainError `invalid` that lists every faulty field. */
export function planOf(query: SlotQuery): Plan {
  const faults: Faults = [];
  const schedule = readSchedule(query, faults);
  checkNumbers(query, faults);
  checkRange(query, faults);
  checkIntervals(faults, "/busy", query.busy);
  checkClaims(faults, "/claims", query.claims ?? []);
  checkRequirements(query.requirements ?? [], "", faults);
  refuse(faults);
  const horizon =
    query.horizonDays === undefined ? Number.POSITIVE_INFINITY : query.now + query.horizonDays * dayMs;
  return {
    schedule,
    busy: query.busy,
    claims: query.claims ?? [],
    requirements: query.requirements ?? [],
    allocations: query.allocations ?? [],
    capacity: query.capacity ?? 1,
    attendees: query.attendees ?? 1,
    duration: query.durationMinutes * minuteMs,
    step: query.stepMinutes * minuteMs,
    before: (query.bufferBeforeMinutes ?? 0) * minuteMs,
    after: (query.bufferAfterMinutes ?? 0) * minuteMs,
    earliest: Math.max(query.start, query.now + (query.minNoticeMinutes ?? 0) * minuteMs),
    latest: Math.min(horizon, query.end),
    end: query.end,
  };
}

function checkNumbers(query: SlotQuery, faults: Faults): void {
  const week = { least: 0, most: 10_080, unit: "minutes" };
  checkWhole(faults, "/durationMinutes", query.durationMinutes, { least: 1, most: 44_640, unit: "minutes" });
  checkWhole(faults, "/stepMinutes", query.stepMinutes, { ...week, least: 1 });
  checkWhole(faults, "/bufferBeforeMinutes", query.bufferBeforeMinutes ?? 0, week);
  checkWhole(faults, "/bufferAfterMinutes", query.bufferAfterMinutes ?? 0, week);
  checkWhole(faults, "/minNoticeMinutes", query.minNoticeMinutes ?? 0, { ...week, most: 1_051_200 });
  checkWhole(faults, "/horizonDays", query.horizonDays ?? 0, { least: 0, most: 3660, unit: "days" });
  checkWhole(faults, "/capacity", query.capacity ?? 1, units);
  checkWhole(faults, "/attendees", query.attendees ?? 1, units);
}

function checkRange(query: SlotQuery, faults: Faults): void {
  checkInstant(faults, "/now", query.now);
  checkInstant(faults, "/start", query.start);
  checkInstant(faults, "/end", query.end);
  const days = (query.end - query.start) / dayMs;
  if (days < 0) faults.push({ pointer: "/end", detail: "end lies before start; swap them or move the end." });
  if (days > maxRangeDays) {
    faults.push({
      pointer: "/end",
      detail: `start to end spans more than ${maxRangeDays} days; ask in parts.`,
    });
  }
}
