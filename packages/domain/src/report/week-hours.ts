import { spanAt, weekdayOfDay, type Zone } from "../time/index.ts";

const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;

export const hoursPerWeek = 168;

/** Minutes by the hour of the week that the clock shows, Monday 00:00 first: index (weekday - 1) x 24 + hour. */
export type WeekHours = number[];

export function noWeekHours(): WeekHours {
  return new Array<number>(hoursPerWeek).fill(0);
}

/**
 * Adds the minutes of `[start, end)` (epoch ms), `units` times, to the hours that the clock of `zone` shows in them. They are
 * real minutes: an hour that a clock change repeats gets both, one that it skips gets none.
 */
export function addInterval(
  hours: WeekHours,
  zone: Zone,
  { start, end, units = 1 }: { start: number; end: number; units?: number },
): void {
  for (let at = start; at < end; ) {
    const { offset, until } = spanAt(zone, at);
    const wall = at + offset;
    const nextHour = Math.floor(wall / hourMs + 1) * hourMs - offset;
    const next = Math.min(end, nextHour, until);
    const day = Math.floor(wall / dayMs);
    const index = (weekdayOfDay(day) - 1) * 24 + Math.floor((wall - day * dayMs) / hourMs);
    hours[index] = (hours[index] ?? 0) + ((next - at) / minuteMs) * units;
    at = next;
  }
}
