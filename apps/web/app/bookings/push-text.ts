import type { BookingPush } from "@availability/ontology/calendar";

export type PushText = { word: string; colour: "green" | "blue" | "yellow" | "red" | "gray"; detail: string };

/** How far a booking has come into a calendar, in words. */
export function pushText({ desired, isApplied, errorCode, needsReconnect, email }: BookingPush): PushText {
  if (isApplied) {
    return desired === "present"
      ? { word: "In the calendar", colour: "green", detail: "The event stands there as it is here." }
      : { word: "Removed", colour: "gray", detail: "The event is gone from this calendar." };
  }
  const aim = desired === "present" ? "written" : "removed";
  if (needsReconnect) {
    return {
      word: "Action needed",
      colour: "red",
      detail: `It is ${aim} as soon as ${email} is connected again.`,
    };
  }
  if (errorCode === null) {
    return desired === "present"
      ? { word: "On its way", colour: "blue", detail: "The event is being written." }
      : { word: "Being removed", colour: "blue", detail: "The event is being removed." };
  }
  return {
    word: "Not yet",
    colour: "yellow",
    detail: `${reason(errorCode)} It is ${aim} as soon as that works.`,
  };
}

function reason(code: string): string {
  switch (code) {
    case "rate_limited":
      return "The provider asked us to slow down; we try again by ourselves.";
    case "unavailable":
      return "The provider does not answer; we try again by ourselves.";
    case "read_only":
    case "rejected":
    case "insufficient_scope":
      return "The provider does not let us write to this calendar; share it with write access or reconnect with it.";
    case "not_found":
      return "The calendar was deleted or is no longer shared with the account.";
    default:
      return `The last try failed (${code}).`;
  }
}

/** The one state that stands for all calendars of a booking in a list: the worst. Null where it goes to none. */
export function worstPush(pushes: readonly BookingPush[]): PushText | null {
  const order = ["red", "yellow", "blue", "green", "gray"];
  const texts = pushes.map(pushText).sort((a, b) => order.indexOf(a.colour) - order.indexOf(b.colour));
  return texts[0] ?? null;
}
