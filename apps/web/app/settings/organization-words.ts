import type { ExternalChangePolicy } from "@availability/domain/calendar";
import type { calendarFailurePolicies, freshnessPolicies } from "@availability/domain/organization";

type Choice<Value extends string> = { value: Value; label: string; meaning: string };

/** While a calendar has not been read for too long. */
export const failureChoices: Choice<(typeof calendarFailurePolicies)[number]>[] = [
  {
    value: "last_known",
    label: "Its last known busy time counts",
    meaning: "Free time stays on offer. What was entered in the calendar since then may be booked over.",
  },
  {
    value: "closed",
    label: "Nothing is offered",
    meaning: "Products that the calendar makes busy show no free time until it is read again.",
  },
];

/** When a booking is to be confirmed while a calendar cannot be read first. */
export const freshnessChoices: Choice<(typeof freshnessPolicies)[number]>[] = [
  {
    value: "allow",
    label: "Take the booking and mark it as unverified",
    meaning: "Nobody is turned away. Somebody should look at the calendar afterwards.",
  },
  {
    value: "refuse",
    label: "Refuse the booking",
    meaning: "The customer is asked to try again shortly. No slot is given twice.",
  },
];

/** When somebody moves or deletes the event of a booking in its calendar. */
export const changeChoices: Choice<ExternalChangePolicy>[] = [
  {
    value: "ask",
    label: "Ask a person",
    meaning: "The booking stands as it is until somebody decides.",
  },
  {
    value: "apply",
    label: "The booking follows",
    meaning: "It is moved or cancelled with its event, where the product's rules let it be.",
  },
  {
    value: "revert",
    label: "The event is put back",
    meaning: "The booking stands, and its event is written anew.",
  },
];

type NumberField = { name: string; label: string; meaning: string };

export const syncFields: NumberField[] = [
  {
    name: "syncPastDays",
    label: "Days back",
    meaning: "0 to 90. How far back connected calendars are read.",
  },
  {
    name: "syncFutureDays",
    label: "Days ahead",
    meaning:
      "1 to 400. Beyond these, what is in a calendar takes no time here. More days take longer to read.",
  },
  {
    name: "calendarStaleMinutes",
    label: "A calendar counts as stale after (minutes)",
    meaning: "5 to 10080, which is a week. Counted from when it was last read.",
  },
];

export const bookingFields: NumberField[] = [
  {
    name: "holdMinutes",
    label: "A hold lasts (minutes)",
    meaning: "1 to 60. So long a slot is kept for whoever is filling in the booking.",
  },
  {
    name: "completeAfterMinutes",
    label: "Completed after its end by (minutes)",
    meaning: "0 to 10080. Then a booking counts as completed by itself. Empty: only when somebody says so.",
  },
];

export const organizationLabels: Record<string, string> = {
  name: "Name",
  timeZone: "Time zone",
  firstWeekday: "Weeks begin on",
  calendarFailurePolicy: "While a calendar is stale",
  freshnessPolicy: "When a calendar cannot be read before confirming",
  externalChangePolicy: "When an event is changed in its calendar",
  ...Object.fromEntries([...syncFields, ...bookingFields].map(({ name, label }) => [name, label])),
};
