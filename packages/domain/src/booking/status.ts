import { DomainError } from "../errors/index.ts";

export const bookingStatuses = [
  "hold",
  "pending",
  "confirmed",
  "checked_in",
  "completed",
  "no_show",
  "declined",
  "expired",
  "cancelled",
] as const;
export type BookingStatus = (typeof bookingStatuses)[number];

export const bookingActions = [
  "request",
  "confirm",
  "decline",
  "expire",
  "cancel",
  "reschedule",
  "check_in",
  "complete",
  "mark_no_show",
] as const;
export type BookingAction = (typeof bookingActions)[number];

/** What each action makes of each status; an action not listed is illegal there. */
export const bookingTransitions: Record<BookingStatus, Partial<Record<BookingAction, BookingStatus>>> = {
  hold: { request: "pending", confirm: "confirmed", expire: "expired", cancel: "cancelled" },
  pending: {
    confirm: "confirmed",
    decline: "declined",
    expire: "expired",
    cancel: "cancelled",
    reschedule: "pending",
  },
  confirmed: {
    reschedule: "confirmed",
    check_in: "checked_in",
    complete: "completed",
    mark_no_show: "no_show",
    cancel: "cancelled",
  },
  checked_in: { complete: "completed", cancel: "cancelled" },
  completed: {},
  no_show: {},
  declined: {},
  expired: {},
  cancelled: {},
};

/** The status after `action`. Throws DomainError `illegal_transition` with `details.allowed`, the actions possible now. */
export function transition(status: BookingStatus, action: BookingAction): BookingStatus {
  const next = bookingTransitions[status][action];
  if (next) return next;
  const allowed = allowedActions(status);
  const fix =
    allowed.length > 0 ? `possible now: ${allowed.join(", ")}` : "nothing can be done with it any more";
  throw new DomainError(
    "illegal_transition",
    `A booking that is ${status} does not allow "${action}"; ${fix}.`,
    {
      status,
      action,
      allowed,
    },
  );
}

/** The actions that `status` allows, in the order of `bookingActions`. */
export function allowedActions(status: BookingStatus): BookingAction[] {
  return bookingActions.filter((action) => bookingTransitions[status][action] !== undefined);
}

/** True while a booking of that status occupies its products, that is: owns claims. */
export function holdsClaims(status: BookingStatus): boolean {
  return claimingStatuses.includes(status);
}

/** True when nothing can happen to a booking of that status any more. */
export function isFinal(status: BookingStatus): boolean {
  return allowedActions(status).length === 0;
}

/** The statuses whose bookings own claims. */
export const claimingStatuses: readonly BookingStatus[] = ["hold", "pending", "confirmed", "checked_in"];
