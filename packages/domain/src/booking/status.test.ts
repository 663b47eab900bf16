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

type Step = [from: BookingStatus, action: BookingAction, to: BookingStatus];

// Every legal transition, written out a second time; whatever is not here must be refused.
const fromHold: Step[] = [
  ["hold", "request", "pending"],
  ["hold", "confirm", "confirmed"],
  ["hold", "expire", "expired"],
];
const fromPending: Step[] = [
  ["pending", "confirm", "confirmed"],
  ["pending", "decline", "declined"],
  ["pending", "expire", "expired"],
];
const attendance: Step[] = [
  ["confirmed", "check_in", "checked_in"],
  ["confirmed", "complete", "completed"],
  ["confirmed", "mark_no_show", "no_show"],
  ["checked_in", "complete", "completed"],
];
const cancelling: Step[] = [
  ["hold", "cancel", "cancelled"],
  ["pending", "cancel", "cancelled"],
  ["confirmed", "cancel", "cancelled"],
  ["checked_in", "cancel", "cancelled"],
];
const rescheduling: Step[] = [
  ["pending", "reschedule", "pending"],
  ["confirmed", "reschedule", "confirmed"],
];
const legal = [...fromHold, ...fromPending, ...attendance, ...cancelling, ...rescheduling];

describe("transition", () => {
  test.each(fromHold)("[BK1] %s, %s: %s", leads);
  test.each(fromPending)("[BK2] %s, %s: %s", leads);
  test.each(attendance)("[BK3] %s, %s: %s", leads);
  test.each(cancelling)("[BK4] %s, %s: %s", leads);
  test.each(rescheduling)("[BK5] %s, %s: %s", leads);

  function leads(from: BookingStatus, action: BookingAction, to: BookingStatus): void {
    expect(transition(from, action)).toBe(to);
  }

  const illegal = bookingStatuses.flatMap((from) =>
    bookingActions
      .filter((action) => !legal.some(([status, legalAction]) => status === from && legalAction === action))
      .map((action): [BookingStatus, BookingAction] => [from, action]),
  );

  test.each(illegal)("[BK6] %s does not allow %s, and says what it allows", (from, action) => {
    const allowed = legal.filter(([status]) => status === from).map(([, one]) => one);
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
