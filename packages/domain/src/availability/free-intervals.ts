import { type FlatIntervals, subtract, toIntervals, unionOf } from "./intervals.ts";
import { openWithin } from "./open-intervals.ts";
import { type Plan, planOf } from "./plan.ts";
import type { Interval, SlotQuery } from "./query.ts";
import { usageOf } from "./usage.ts";

/**
 * The bands a calendar paints as free, ascending: open, not busy, with room for `attendees` units, within notice and
 * horizon. Grid, duration and buffers play no part: what may be booked is `findSlots`. Throws as `findSlots` does.
 */
export function freeIntervals(query: SlotQuery): Interval[] {
  const plan = planOf(query);
  if (plan.earliest >= plan.latest || plan.attendees > plan.capacity) return [];
  const open = openWithin(plan.schedule, plan.earliest, plan.latest);
  const busy = unionOf([plan.busy], plan.earliest, plan.latest);
  return toIntervals(subtract(subtract(open, busy), fullTimes(plan)));
}

/** When fewer than `attendees` units are left. */
function fullTimes(plan: Plan): FlatIntervals {
  const { times, levels } = usageOf(plan.claims, plan.earliest, plan.latest);
  const full: Interval[] = [];
  for (const [i, level] of levels.entries()) {
    const start = times[i] ?? 0;
    if (level > plan.capacity - plan.attendees) full.push({ start, end: times[i + 1] ?? start });
  }
  return unionOf([full], plan.earliest, plan.latest);
}
