import {
  explainUnavailable,
  type Interval,
  slotAt,
  type UnavailableReason,
  unavailableReasons,
} from "@availability/domain/availability";
import type { ProductAvailability } from "../../availability/read-availability.ts";
import { explainQuery, slotQuery } from "../../availability/slot-query.ts";

/** Why an occurrence cannot be booked: what is known of its time, or that it is no slot, or taken, when that is all. */
export type ConflictReason = UnavailableReason | "outside_rules" | "slot_taken";

/** One time of a series; `reason` is null when it is free. */
export type Occurrence = Interval & { isFree: boolean; reason: ConflictReason | null };

/** What a product is open for, whatever occupies it. */
const ruleReasons: readonly UnavailableReason[] = [
  "past",
  "min_notice",
  "horizon",
  "exception",
  "closed",
  "calendar_stale",
];

/**
 * Says of each time whether it may be booked, by the function that lists slots, and why not. The availability is to be read
 * with causes, and over all of these times.
 */
export function checkOccurrences(
  availability: ProductAvailability,
  intervals: readonly Interval[],
  wish: { durationMinutes: number; attendees: number; now: number },
): Occurrence[] {
  const query = slotQuery(availability, { ...wish, start: 0, end: 0 });
  return intervals.map((interval) => {
    if (slotAt(query, interval.start)) return { ...interval, isFree: true, reason: null };
    const isOffered = slotAt({ ...query, busy: [], claims: [], requirements: [] }, interval.start) !== null;
    const found = explainUnavailable(explainQuery(availability, { ...wish, ...interval }));
    const named = unavailableReasons.find(
      (reason) => ruleReasons.includes(reason) !== isOffered && found.some((one) => one.reason === reason),
    );
    const reason =
      named && named !== "too_short"
        ? named
        : isOffered
          ? ("slot_taken" as const)
          : ("outside_rules" as const);
    return { ...interval, isFree: false, reason };
  });
}

/** True for the reasons that lie in the rules of the product, and not in what else takes its time. */
export function isOfRules(reason: ConflictReason | null): boolean {
  return reason === "outside_rules" || ruleReasons.some((one) => one === reason);
}
