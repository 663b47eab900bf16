import { findSlots } from "./find-slots.ts";
import { planOf } from "./plan.ts";
import type { Slot, SlotQuery } from "./query.ts";
import { chosenAt, serviceOf } from "./service.ts";

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

/**
 * The ids of the members that would serve the slot at `start` (epoch ms), those that members need included: of each group
 * the first that fit. Null when not all requirements are served; empty when there are none. Asks about requirements alone:
 * whether the slot itself is free is `slotAt`. Throws as `findSlots` does.
 */
export function membersAt(rules: SlotRules, start: number): string[] | null {
  const end = start + rules.durationMinutes * minuteMs;
  const service = serviceOf(planOf({ ...rules, start, end }), { from: start, until: end });
  return service ? chosenAt(service, start) : [];
}
