import type { EventMark } from "./event-mark.ts";

/** What a person did to an event of ours since we last knew it. */
export type OwnChange = "same" | "edited" | "moved";

/** Compares what we last knew of an event, null when nothing, with what stands there now. */
export function ownChange(known: EventMark | null, seen: EventMark): OwnChange {
  if (known === null) return "same";
  if (known.time !== seen.time) return "moved";
  return known.words === seen.words ? "same" : "edited";
}

/**
 * Whether so many of the events that we have in one calendar are gone at once that nobody deleted them one by one: a
 * calendar was wiped, restored, or is not what it was. `present` counts them before this reading.
 */
export function isMassDeletion(gone: number, present: number): boolean {
  return gone > Math.max(5, present * 0.2);
}

/** How long an event must be unknown to its provider, looked for twice, before it counts as deleted: answers lag. */
export const missingMs = 60_000;

/** How often, and in which time, a rule puts an event back before a person is asked: two programs must not fight over it. */
export const mostReverts = 2;
export const revertsWithinMs = 24 * 3_600_000;
