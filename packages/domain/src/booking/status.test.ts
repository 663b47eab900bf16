import { describe, expect, test } from "vitest";
import { isDomainError } from "../errors/index.ts";
import {
  allowedActions,
  type BookingAction,
  type BookingStatus,
  bookingActions,
  bookingStatuses,
  claimingStatuses,
  holdsClaims,
  isFinal,
  transition,
} from "./index.ts";

/** Every legal transition, written out a second time; whatever is not here must be refused. */
const legal: [rule: string, from: BookingStatus, action: BookingAction, to: BookingStatus][] = [
  ["BK1", "hold", "request", "pending"],
  ["BK1", "hold", "confirm", "confirmed"],
  ["BK1", "hold", "expire", "expired"],
  ["BK2", "pending", "confirm", "confirmed"],
  ["BK2", "pending", "decline", "declined"],
  ["BK2", "pending", "expire", "expired"],
  ["BK3", "confirmed", "check_in", "checked_in"],
  ["BK3", "confirmed", "complete", "completed"],
  ["BK3", "confirmed", "mark_no_show", "no_show"],
  ["BK3", "checked_in", "complete", "completed"],
  ["BK4", "hold", "cancel", "cancelled"],
  ["BK4", "pending", "cancel", "cancelled"],
  ["BK4", "confirmed", "cancel", "cancelled"],
  ["BK4", "checked_in", "cancel", "cancelled"],
  ["BK5", "pending", "reschedule", "pending"],
  ["BK5", "confirmed", "reschedule", "confirmed"],
];

describe("transition", () => {
  test.each(legal)("[%s] %s, %s: %s", (_rule, from, action, to) => {
    expect(transition(from, action)).toBe(to);
  });

  const illegal = bookingStatuses.flatMap((from) =>
    bookingActions
      .filter((action) => !legal.some(([, status, legalAction]) => status === from && legalAction === action))
      .map((action): [BookingStatus, BookingAction] => [from, action]),
  );

  test.each(illegal)("[BK6] %s does not allow %s, and says what it allows", (from, action) => {
    const allowed = legal.filter(([, status]) => status === from).map(([, , one]) => one);
    const error = refusal(() => transition(from, action));
    expect(isDomainError(error) && error.code).toBe("illegal_transition");
    expect(isDomainError(error) && error.details).toEqual({
      status: from,
      action,
      allowed: bookingActions.filter((one) => allowed.includes(one)),
    });
  });
});

describe("statuses", () => {
  test("[BK7] completed, no_show, declined, expired and cancelled are final", () => {
    const final = bookingStatuses.filter(isFinal);
    expect(final).toEqual(["completed", "no_show", "declined", "expired", "cancelled"]);
    for (const status of final) expect(allowedActions(status)).toEqual([]);
  });

  test("[BK8] hold, pending, confirmed and checked_in occupy their products, the others do not", () => {
    expect(bookingStatuses.filter(holdsClaims)).toEqual(["hold", "pending", "confirmed", "checked_in"]);
    expect(claimingStatuses).toEqual(bookingStatuses.filter(holdsClaims));
  });

  test("[BK8] a booking that can still be cancelled is one that occupies its products", () => {
    for (const status of bookingStatuses) {
      expect(allowedActions(status).includes("cancel")).toBe(holdsClaims(status));
    }
  });
});

function refusal(attempt: () => unknown): unknown {
  try {
    attempt();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was refused");
}
