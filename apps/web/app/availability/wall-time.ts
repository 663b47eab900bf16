import { formatTimeOfDay, localDateOf, minuteOfDay } from "@availability/domain/time";

/** `YYYY-MM-DDTHH:MM` on the clock of the zone, as a field for date and time wants it. */
export function wallTime(instant: number, timeZone: string): string {
  return `${localDateOf(instant, timeZone)}T${formatTimeOfDay(minuteOfDay(instant, timeZone))}`;
}

const minuteMs = 60_000;

/** The times in the address, epoch ms; without an end, `minutes` after the start. Null unless there is a start. */
export function readTimes(search: URLSearchParams, minutes: number): { start: number; end: number } | null {
  const start = Date.parse(search.get("start") ?? "");
  const end = Date.parse(search.get("end") ?? "");
  if (Number.isNaN(start)) return null;
  return { start, end: end > start ? end : start + minutes * minuteMs };
}
