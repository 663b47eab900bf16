import { DomainError } from "@availability/domain/errors";
import { type ConflictReason, isOfRules } from "./check-occurrences.ts";

/** An occurrence that cannot take place then; epoch ms. */
export type Conflict = { start: number; end: number; reason: ConflictReason; bookingId?: string };

/**
 * The refusal of a series: `slot_taken`, or `outside_rules` when the product is never offered at these times, whoever has
 * booked it. `details.conflicts` names the occurrences in the way and why.
 */
export function conflictsRefusal(conflicts: readonly Conflict[], total: number): DomainError {
  const isNeverOffered = conflicts.length === total && conflicts.every(({ reason }) => isOfRules(reason));
  if (isNeverOffered) {
    const detail = `The product offers none of these ${total} times; take a start from its slots, and a rule that stays within its hours`;
    return new DomainError("outside_rules", detail, { conflicts, errors: [{ pointer: "/start", detail }] });
  }
  const detail = `${conflicts.length} of ${total} occurrences cannot be had; choose another time, or let them be skipped`;
  return new DomainError("slot_taken", detail, { conflicts });
}
