import { findSlots } from "./find-slots.ts";
import type { Slot, SlotQuery } from "./query.ts";

const minuteMs = 60_000;

/** A slot query without the range: what is asked about one start time. */
export type SlotRules = Omit<SlotQuery, "start" | "end">;

/**
 * The slot that starts exactly at `start` (epoch ms), or null when it may not be booked: off the grid, closed,
 * occupied, too soon or too far ahead. Decided by `findSlots`, so booking accepts what listing shows and nothing else.
 */
export function slotAt(rules: SlotRules, start: number): Slot | null {
  const slots = findSlots({ ...rules, start, end: start + rules.durationMinutes * minuteMs });
  return slots[0]?.start === start ? slots[0] : null;
}
