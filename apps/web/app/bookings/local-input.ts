import { instantOf, isLocalDate, parseTimeOfDay } from "@availability/domain/time";

/** The instant that a `datetime-local` field means on the clock of `timeZone`; null when it holds no time. */
export function instantOfField(text: string, timeZone: string): number | null {
  const [date, time = ""] = text.split("T");
  const minute = parseTimeOfDay(time.slice(0, 5));
  return isLocalDate(date) && minute !== null ? instantOf(date, minute, timeZone) : null;
}
