import { dayNumberOf, type LocalDate, localDateOfDay } from "./local-date.ts";
import { type OffsetSpan, spanAt, type Zone, zoneOf } from "./zone.ts";

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** ms that the clock of `timeZone` (IANA) runs ahead of UTC at `instant`, epoch ms. */
export function offsetAt(instant: number, timeZone: string): number {
  return spanAt(zoneOf(timeZone), instant).offset;
}

/** The date that the clock of `timeZone` shows at `instant`, epoch ms. */
export function localDateOf(instant: number, timeZone: string): LocalDate {
  return localDateOfDay(dayOfInstant(zoneOf(timeZone), instant));
}

/** The minute of the day, 0 to 1439, that the clock of `timeZone` shows at `instant`, epoch ms. */
export function minuteOfDay(instant: number, timeZone: string): number {
  const wall = instant + offsetAt(instant, timeZone);
  return Math.floor((wall - Math.floor(wall / dayMs) * dayMs) / minuteMs);
}

/**
 * The instant, epoch ms, at which the clock of `timeZone` reaches `minute` (0 to 1440) of `date`.
 * A time that a forward change skips gives the instant of the change; a repeated time its first occurrence.
 */
export function instantOf(date: LocalDate, minute: number, timeZone: string): number {
  return instantOfDay(zoneOf(timeZone), dayNumberOf(date), minute);
}

/** The instant at which `date` begins in `timeZone`: midnight, or what replaces it where midnight is skipped. */
export function startOfDay(date: LocalDate, timeZone: string): number {
  return instantOf(date, 0, timeZone);
}

/** `localDateOf` for an opened zone, as a day number. */
export function dayOfInstant(zone: Zone, instant: number): number {
  return Math.floor((instant + spanAt(zone, instant).offset) / dayMs);
}

/** `instantOf` for an opened zone and a day number: the first instant whose clock shows that time or a later one. */
export function instantOfDay(zone: Zone, day: number, minute: number): number {
  const wall = day * dayMs + minute * minuteMs;
  // No clock is a day ahead of UTC or behind it, so the search starts before the instant sought.
  let span: OffsetSpan = spanAt(zone, wall - dayMs);
  while (wall - span.offset >= span.until) span = spanAt(zone, span.until);
  return Math.max(span.from, wall - span.offset);
}
