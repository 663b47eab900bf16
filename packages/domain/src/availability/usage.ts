import type { ClaimedInterval } from "./query.ts";

/** How many units are occupied over time, asked with windows that only ever move forward. */
export type Usage = {
  /** `levels[i]` units are occupied in `[times[i], times[i + 1])`. */
  times: readonly number[];
  levels: readonly number[];
  /** Indexes into `levels`: the maxima of the window, levels descending (a monotonic queue). */
  queue: Int32Array;
  front: number;
  back: number;
  next: number;
};

/** Adds up the claims that overlap `[from, until)`. */
export function usageOf(claims: readonly ClaimedInterval[], from: number, until: number): Usage {
  const near = claims.filter((one) => one.start < until && one.end > from && one.start < one.end);
  const begins = near.slice().sort((a, b) => a.start - b.start);
  const ends = near.sort((a, b) => a.end - b.end);
  const times = [Number.NEGATIVE_INFINITY];
  const levels = [0];
  let level = 0;
  let begun = 0;
  let ended = 0;
  while (ended < ends.length) {
    const nextBegin = begins[begun]?.start ?? Number.POSITIVE_INFINITY;
    const time = Math.min(nextBegin, ends[ended]?.end ?? nextBegin);
    for (; ends[ended]?.end === time; ended += 1) level -= ends[ended]?.lanes ?? 1;
    for (; begins[begun]?.start === time; begun += 1) level += begins[begun]?.lanes ?? 1;
    times.push(time);
    levels.push(level);
  }
  return { times, levels, queue: new Int32Array(levels.length), front: 0, back: 0, next: 0 };
}

/** The most units occupied at once in `[from, until)`; neither bound may be less than at the call before. */
export function peakUsage(usage: Usage, from: number, until: number): number {
  const { times, levels, queue } = usage;
  for (; usage.next < times.length && (times[usage.next] ?? 0) < until; usage.next += 1) {
    const level = levels[usage.next] ?? 0;
    while (usage.back > usage.front && (levels[queue[usage.back - 1] ?? 0] ?? 0) <= level) usage.back -= 1;
    queue[usage.back] = usage.next;
    usage.back += 1;
  }
  while (peakEnd(usage) <= from) usage.front += 1;
  return levels[queue[usage.front] ?? 0] ?? 0;
}

/** Where the stretch of the peak found last ends. */
export function peakEnd(usage: Usage): number {
  const stretch = usage.queue[usage.front] ?? 0;
  return usage.times[stretch + 1] ?? Number.POSITIVE_INFINITY;
}
