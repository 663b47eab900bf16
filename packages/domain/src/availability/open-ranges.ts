import { must } from "../errors/index.ts";
import { instantOfDay } from "../time/index.ts";
import type { FlatIntervals } from "./intervals.ts";
import { type Schedule, weeklyRanges } from "./schedule.ts";

const minutesPerDay = 1440;

/** The open time that the hours of the local dates `firstDay` to `lastDay` (day numbers) give, merged. */
export function openRanges(schedule: Schedule, firstDay: number, lastDay: number): FlatIntervals {
  const { zone, exceptions } = schedule;
  const open: number[] = [];
  let until = Number.NEGATIVE_INFINITY;
  for (let day = firstDay; day <= lastDay; day += 1) {
    const ranges = exceptions.get(day) ?? weeklyRanges(schedule, day);
    if (ranges.length === 0) continue;
    // An exception has its whole date to itself: nothing spills into it.
    const spills = !exceptions.has(day + 1);
    for (let i = 0; i < ranges.length; i += 2) {
      const endMinute = must(ranges[i + 1], "ranges come in pairs");
      const start = instantOfDay(zone, day, must(ranges[i], "ranges come in pairs"));
      const end = instantOfDay(zone, day, spills ? endMinute : Math.min(endMinute, minutesPerDay));
      if (end <= start || end <= until) continue;
      if (start <= until) open[open.length - 1] = end;
      else open.push(start, end);
      until = end;
    }
  }
  return open;
}
