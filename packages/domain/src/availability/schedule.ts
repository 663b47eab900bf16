import { isTimeZone, parseDayNumber, parseTimeOfDay, type Zone, zoneOf } from "../time/index.ts";
import { type Faults, nameOf } from "./faults.ts";
import type { Hours, OpeningHours } from "./query.ts";

/** Ranges of one date in minutes since its midnight, flat, by start; an end beyond 1440 lies on the next date. */
type DayRanges = readonly number[];

/** Opening hours, read and checked once, ready to be asked for any date. */
export type Schedule = {
  zone: Zone;
  /** Index 1 to 7: ISO weekday. */
  week: readonly DayRanges[];
  /** By day number; empty = closed. */
  exceptions: ReadonlyMap<number, DayRanges>;
};

/** Reads opening hours; what is wrong with them goes into `faults`, and then the result is not to be used. */
export function readSchedule(opening: OpeningHours, faults: Faults): Schedule {
  const known = isTimeZone(opening.timeZone);
  if (!known) {
    const detail = `timeZone "${opening.timeZone}" is unknown; use an IANA name such as "Europe/Berlin".`;
    faults.push({ pointer: "/timeZone", detail });
  }
  return {
    zone: zoneOf(known ? opening.timeZone : "UTC"),
    week: readWeek(opening, faults),
    exceptions: readExceptions(opening, faults),
  };
}

function readWeek(opening: OpeningHours, faults: Faults): DayRanges[] {
  const week: number[][] = [[], [], [], [], [], [], [], []];
  for (const [index, rule] of opening.weeklyHours.entries()) {
    const pointer = `/weeklyHours/${index}`;
    const range = readHours(rule, pointer, faults);
    for (const day of rule.days) {
      const ranges = day >= 1 ? week[day] : undefined;
      if (ranges) ranges.push(...range);
      else faults.push({ pointer: `${pointer}/days`, detail: weekdayFault(pointer, day) });
    }
  }
  return week.map(sortRanges);
}

/** Several exceptions for one date add up, but one that closes it wins. */
function readExceptions(opening: OpeningHours, faults: Faults): Map<number, DayRanges> {
  const byDay = new Map<number, DayRanges>();
  for (const [index, exception] of opening.exceptions.entries()) {
    const pointer = `/exceptions/${index}`;
    const day = parseDayNumber(exception.date);
    if (day === null) {
      const fix = 'write a date that exists as YYYY-MM-DD, such as "2026-03-29".';
      faults.push({
        pointer: `${pointer}/date`,
        detail: `${nameOf(pointer)}.date "${exception.date}" is no date; ${fix}`,
      });
      continue;
    }
    const ranges = exception.hours.flatMap((hours, at) => readHours(hours, `${pointer}/hours/${at}`, faults));
    const earlier = byDay.get(day);
    const closed = ranges.length === 0 || earlier?.length === 0;
    byDay.set(day, closed ? [] : sortRanges([...(earlier ?? []), ...ranges]));
  }
  return byDay;
}

/** `[start, end]` in minutes since midnight, end beyond 1440 when the range runs past midnight; `[]` when faulty. */
function readHours(hours: Hours, pointer: string, faults: Faults): number[] {
  const start = parseTimeOfDay(hours.start);
  const end = parseTimeOfDay(hours.end);
  if (start === null || start === 1440) {
    const fix = 'write it as HH:MM from "00:00" to "23:59".';
    faults.push({
      pointer: `${pointer}/start`,
      detail: `${nameOf(pointer)}.start "${hours.start}" is no time of day; ${fix}`,
    });
  }
  if (end === null) {
    const fix = 'write it as HH:MM from "00:00" to "24:00".';
    faults.push({
      pointer: `${pointer}/end`,
      detail: `${nameOf(pointer)}.end "${hours.end}" is no time of day; ${fix}`,
    });
  }
  if (start === null || end === null) return [];
  return [start, end <= start ? end + 1440 : end];
}

function sortRanges(ranges: readonly number[]): DayRanges {
  if (isSorted(ranges)) return ranges;
  const pairs: [number, number][] = [];
  for (let i = 0; i < ranges.length; i += 2) pairs.push([ranges[i] ?? 0, ranges[i + 1] ?? 0]);
  return pairs.sort((a, b) => a[0] - b[0]).flat();
}

function isSorted(ranges: readonly number[]): boolean {
  for (let i = 2; i < ranges.length; i += 2) if ((ranges[i] ?? 0) < (ranges[i - 2] ?? 0)) return false;
  return true;
}

function weekdayFault(pointer: string, day: number): string {
  return `${nameOf(pointer)}.days holds ${day}; name ISO weekdays, 1 for Monday to 7 for Sunday.`;
}
