import { must } from "../errors/index.ts";
import { dayOfInstant, instantOfDay } from "../time/index.ts";
import { unionOf } from "./intervals.ts";
import type { Window } from "./member-starts.ts";
import { openRanges } from "./open-ranges.ts";
import { type Plan, planOf } from "./plan.ts";
import type { Slot, SlotQuery } from "./query.ts";
import { isServed, type Service, serviceOf } from "./service.ts";
import { peakEnd, peakUsage, type Usage, usageOf } from "./usage.ts";

/** A range that has been open for longer than this many dates begins its grid anew at every midnight. */
const gridDays = 8;
/** ms; what is shorter never gets there, whatever the clocks do. */
const surelyOneGrid = 6 * 86_400_000;

/**
 * Every slot that may be booked, ascending: the one function behind listing and booking.
 * Throws DomainError `invalid` that names each faulty field. Rules: docs/spec/availability.md.
 */
export function findSlots(query: SlotQuery): Slot[] {
  return slotsOf(planOf(query));
}

/** The slots of a plan, ascending. */
export function slotsOf(plan: Plan): Slot[] {
  const lastStart = Math.min(plan.latest, plan.end - plan.duration);
  if (plan.earliest > lastStart || plan.attendees > plan.capacity) return [];
  const { zone } = plan.schedule;
  // A night may spill into the first date, and a clock set back over midnight shows the date before: one more each way.
  const firstDay = dayOfInstant(zone, plan.earliest) - gridDays - 1;
  const lastDay = dayOfInstant(zone, lastStart + plan.duration) + 1;
  const open = openRanges(plan.schedule, firstDay, lastDay);
  const sweep = sweepOf(plan, { from: plan.earliest, until: lastStart + plan.duration });
  for (let i = 0; i < open.length; i += 2) {
    const from = must(open[i], "flat intervals come in pairs");
    const until = Math.min(must(open[i + 1], "flat intervals come in pairs"), plan.end);
    if (until > plan.earliest && from < plan.latest) sweepOpenRange(plan, sweep, from, until);
  }
  return sweep.slots;
}

/** Moves forward over everything that occupies the product, collecting slots. */
type Sweep = {
  slots: Slot[];
  /** Flat, and closed by an interval that lies at infinity. */
  blocked: Float64Array;
  /** Index into `blocked`: the first interval that the sweep has not left behind. */
  at: number;
  /** Null when any claim at all is in the way, and claims are among `blocked`. */
  usage: Usage | null;
  /** Null when it needs nothing but itself. */
  service: Service | null;
};

function sweepOf(plan: Plan, window: Window): Sweep {
  const from = window.from - plan.before;
  const until = window.until + plan.after;
  const anyClaimBlocks = plan.attendees === plan.capacity;
  const blocked = unionOf(anyClaimBlocks ? [plan.busy, plan.claims] : [plan.busy], from, until);
  return {
    slots: [],
    blocked: Float64Array.of(...blocked, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY),
    at: 0,
    usage: anyClaimBlocks ? null : usageOf(plan.claims, from, until),
    service: serviceOf(plan, window),
  };
}

/** Cuts an open range into the stretches of its grid: one from its opening, then one per date. */
function sweepOpenRange(plan: Plan, sweep: Sweep, from: number, until: number): void {
  if (until - from < surelyOneGrid) {
    sweepGrid(plan, sweep, { anchor: from, gridEnd: until, until });
    return;
  }
  const { zone } = plan.schedule;
  const dailyFrom = dayOfInstant(zone, from) + gridDays;
  let day = dailyFrom;
  let gridEnd = instantOfDay(zone, day, 0);
  if (gridEnd > plan.earliest) sweepGrid(plan, sweep, { anchor: from, gridEnd, until });
  day = Math.max(day, dayOfInstant(zone, plan.earliest) - 1);
  for (gridEnd = instantOfDay(zone, day, 0); gridEnd < until; day += 1) {
    const anchor = gridEnd;
    gridEnd = instantOfDay(zone, day + 1, 0);
    if (gridEnd > plan.earliest) sweepGrid(plan, sweep, { anchor, gridEnd, until });
  }
}

/** Tries every grid point before `gridEnd` whose slot ends by `until`. */
function sweepGrid(
  plan: Plan,
  sweep: Sweep,
  { anchor, gridEnd, until }: { anchor: number; gridEnd: number; until: number },
): void {
  const { duration, step, before, after, capacity } = plan;
  const { slots, blocked, usage, service } = sweep;
  const lastStart = until - duration;
  const startsBefore = Math.min(gridEnd, plan.latest);
  const mostUsed = capacity - plan.attendees;
  let remaining = capacity;
  let { at } = sweep;
  let start = nextOnGrid(anchor, step, plan.earliest);
  while (start <= lastStart && start < startsBefore) {
    const from = start - before;
    const end = start + duration;
    while ((blocked[at + 1] ?? 0) <= from) at += 2;
    if ((blocked[at] ?? 0) < end + after) {
      start = nextOnGrid(anchor, step, (blocked[at + 1] ?? 0) + before);
      continue;
    }
    if (usage !== null) {
      const used = peakUsage(usage, from, end + after);
      if (used > mostUsed) {
        start = nextOnGrid(anchor, step, peakEnd(usage) + before);
        continue;
      }
      remaining = capacity - used;
    }
    if (service === null || isServed(service, start, end)) slots.push({ start, end, remaining });
    start += step;
  }
  sweep.at = at;
}

/** The first `anchor + k * step`, k >= 0, that is not before `instant`. */
function nextOnGrid(anchor: number, step: number, instant: number): number {
  return instant <= anchor ? anchor : anchor + Math.ceil((instant - anchor) / step) * step;
}
