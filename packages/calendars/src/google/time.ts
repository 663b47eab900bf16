import type { RemoteEventTime } from "@availability/domain/calendar";
import type { WireTime } from "./wire.ts";

/** Why the time of an event cannot be read: a bound is absent, malformed, or a date beside an instant. */
export type UnreadableTime = "no_time" | "bad_time" | "mixed_time";

const dayMs = 86_400_000;

/**
 * When an event is. A reversed pair means the stretch between both bounds and an empty all-day event means its day,
 * because reading too much busy time only costs a slot; an instant without offset is not guessed at.
 */
export function readTime(start: WireTime, end: WireTime): RemoteEventTime | UnreadableTime {
  if (!start || !end) return "no_time";
  if (start.date && end.date) return readDates(start.date, end.date);
  if (start.dateTime && end.dateTime) return readInstants(start.dateTime, end.dateTime);
  const some = (start.date || start.dateTime) && (end.date || end.dateTime);
  return some ? "mixed_time" : "no_time";
}

function readInstants(startText: string, endText: string): RemoteEventTime | UnreadableTime {
  const [a, b] = [instant(startText), instant(endText)];
  if (a === null || b === null) return "bad_time";
  return { kind: "timed", start: Math.min(a, b), end: Math.max(a, b) };
}

function readDates(startText: string, endText: string): RemoteEventTime | UnreadableTime {
  const [a, b] = [midnight(startText), midnight(endText)];
  if (a === null || b === null) return "bad_time";
  const [first, last] = [Math.min(a, b), Math.max(a, b)];
  return { kind: "all_day", startDate: day(first), endDate: day(Math.max(last, first + dayMs)) };
}

/** RFC 3339 with its offset, as epoch ms. */
function instant(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/i.test(text)) return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}

/** A date of the calendar as its UTC midnight; null for one that does not exist, such as 2026-02-30. */
function midnight(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(ms) || day(ms) !== text ? null : ms;
}

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
