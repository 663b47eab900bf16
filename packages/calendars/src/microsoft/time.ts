import type { RemoteEventTime } from "@availability/domain/calendar";
import type { WireTime } from "./wire.ts";

/** Why the time of an event cannot be read: a bound is absent, malformed, or in another zone than was asked for. */
export type UnreadableTime = "no_time" | "bad_time" | "foreign_zone";

const dayMs = 86_400_000;

/**
 * When an event is; every answer was asked for in UTC. All-day events are midnights that Graph never converts, so their
 * dates are taken as written. A reversed pair means the stretch between both bounds, an empty all-day event its day.
 */
export function readTime(
  start: WireTime,
  end: WireTime,
  isAllDay: boolean,
): RemoteEventTime | UnreadableTime {
  if (!start?.dateTime || !end?.dateTime) return "no_time";
  const [a, b] = [wall(start.dateTime), wall(end.dateTime)];
  if (a === null || b === null) return "bad_time";
  const [first, last] = [Math.min(a, b), Math.max(a, b)];
  if (isAllDay)
    return { kind: "all_day", startDate: day(first), endDate: day(Math.max(last, first + dayMs)) };
  if (!isUtc(start) || !isUtc(end)) return "foreign_zone";
  return { kind: "timed", start: first, end: last };
}

function isUtc({ timeZone }: NonNullable<WireTime>): boolean {
  return /^(UTC|Etc\/UTC|Etc\/GMT)$/i.test(timeZone ?? "UTC");
}

/** `2026-03-02T09:00:00.0000000` as if it were UTC; null for a date that does not exist, such as 2026-02-30. */
function wall(text: string): number | null {
  const [, date = "", time = ""] =
    /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.\d{1,9})?Z?$/.exec(text) ?? [];
  const ms = Date.parse(`${date}T${time}Z`);
  return Number.isNaN(ms) || day(ms) !== date ? null : ms;
}

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
