import { findSlots } from "./find-slots.ts";
import { planOf } from "./plan.ts";
import type { Member, Requirement, Slot, SlotQuery } from "./query.ts";
import { type ChosenMember, chosenAt, serviceOf } from "./service.ts";

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
 * The members that would serve the slot at `start` (epoch ms), those that members need included: of each requirement the
 * first that fit. Null when not all requirements are served; empty when there are none. Asks about requirements alone:
 * whether the slot itself is free is `slotAt`. Throws as `findSlots` does.
 */
export function membersAt(rules: SlotRules, start: number): ChosenMember[] | null {
  const end = start + rules.durationMinutes * minuteMs;
  const service = serviceOf(planOf({ ...rules, start, end }), { from: start, until: end });
  return service ? chosenAt(service, start) : [];
}

/** The same requirements with the members of each in order of their load, the least first; equals keep their order. */
export function leastLoadedFirst(
  requirements: readonly Requirement[],
  loads: ReadonlyMap<string, number>,
): Requirement[] {
  const loadOf = ({ id }: Member): number => loads.get(id) ?? 0;
  const ordered = (member: Member): Member =>
    member.requirements ? { ...member, requirements: leastLoadedFirst(member.requirements, loads) } : member;
  return requirements.map(({ members, ...requirement }) => ({
    ...requirement,
    members: [...members].sort((a, b) => loadOf(a) - loadOf(b)).map(ordered),
  }));
}
