import { type FlatIntervals, subtract, unionOf } from "./intervals.ts";
import { openWithin } from "./open-intervals.ts";
import type { Plan } from "./plan.ts";
import type { Interval, Member } from "./query.ts";
import { readSchedule } from "./schedule.ts";
import { usageOf } from "./usage.ts";

const minuteMs = 60_000;

/** Where the slots of a service can start and must have ended, epoch ms. */
export type Window = { from: number; until: number };

type Question = {
  plan: Plan;
  window: Window;
  areClaimsInTheWay: boolean;
  /** How many units it must have free; null: all it has. */
  units: number | null | undefined;
};

/**
 * The starts (ms) at which a member can serve a whole slot: open all the time, unoccupied before and after it for the
 * longer of its own and the service's buffers. Flat and half-open.
 */
export function freeStarts(
  member: Member,
  { plan, window, areClaimsInTheWay, units }: Question,
): FlatIntervals {
  const { duration } = plan;
  const capacity = member.capacity ?? 1;
  const wanted = units === null ? capacity : (units ?? 1);
  if (wanted > capacity) return [];
  const before = Math.max(plan.before, (member.bufferBeforeMinutes ?? 0) * minuteMs);
  const after = Math.max(plan.after, (member.bufferAfterMinutes ?? 0) * minuteMs);
  const claims = areClaimsInTheWay ? (member.claims ?? []) : [];
  const reach = { start: window.from - before, end: window.until + after };
  const missed: Interval[] = [];
  // Occupied [start, end) is touched by the slots that start after start - duration - after, and before end + before.
  for (const { start, end } of [...member.busy, ...timesAbove(claims, capacity - wanted, reach)]) {
    if (start < end) missed.push({ start: start - duration - after + 1, end: end + before });
  }
  return subtract(openStarts(member, window, duration), unionOf([missed], window.from, window.until));
}

function openStarts({ hours }: Member, { from, until }: Window, duration: number): FlatIntervals {
  // The hours were checked when the plan was read.
  const open = hours === null ? [from, until] : openWithin(readSchedule(hours, []), from, until);
  const starts: number[] = [];
  for (let i = 0; i < open.length; i += 2) {
    const first = open[i] ?? 0;
    const last = (open[i + 1] ?? 0) - duration;
    if (first <= last) starts.push(first, last + 1);
  }
  return starts;
}

/** When more than `most` units are claimed. */
function timesAbove(claims: NonNullable<Member["claims"]>, most: number, reach: Interval): Interval[] {
  if (claims.length === 0) return [];
  const { times, levels } = usageOf(claims, reach.start, reach.end);
  const above: Interval[] = [];
  for (const [i, level] of levels.entries()) {
    const start = times[i] ?? 0;
    if (level > most) above.push({ start, end: times[i + 1] ?? start });
  }
  return above;
}
