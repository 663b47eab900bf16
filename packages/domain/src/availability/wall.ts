import { type FlatIntervals, subtract } from "./intervals.ts";
import type { Interval } from "./query.ts";

/** Why no slot lies somewhere. Of several reasons, the one that stands first here is named. */
export const unavailableReasons = [
  "past",
  "min_notice",
  "horizon",
  "exception",
  "closed",
  "calendar_stale",
  "blocked",
  "external_busy",
  "booked",
  "held",
  "buffer",
  "capacity",
  "requirement",
  "too_short",
] as const;
export type UnavailableReason = (typeof unavailableReasons)[number];

/** What stands behind a reason, for those who may know. */
export type Cause = { kind: string; id: string | null; name: string | null };
export type Caused = { cause?: Cause | undefined };

/** A stretch in which no slot lies, and why. */
export type Unavailable = Interval & { reason: UnavailableReason } & Caused;

/** The part of a range that has no reason yet, and what has one. */
export type Wall = { bare: FlatIntervals; painted: Unavailable[] };

/** Gives a reason to what is bare of the stretches; where several overlap, the one that begins first is the cause. */
export function paint(
  wall: Wall,
  reason: UnavailableReason,
  stretches: readonly (Interval & Caused)[],
): void {
  const { bare, painted } = wall;
  const covered: number[] = [];
  let until = Number.NEGATIVE_INFINITY;
  let at = 0;
  for (const { start, end, cause } of [...stretches].sort((a, b) => a.start - b.start)) {
    const from = Math.max(start, until);
    if (end <= from) continue;
    until = end;
    while ((bare[at + 1] ?? end) <= from) at += 2;
    for (let i = at; (bare[i] ?? end) < end; i += 2) {
      const one = { start: Math.max(bare[i] ?? from, from), end: Math.min(bare[i + 1] ?? end, end), reason };
      painted.push(cause ? { ...one, cause } : one);
    }
    covered.push(from, end);
  }
  wall.bare = subtract(bare, covered);
}
