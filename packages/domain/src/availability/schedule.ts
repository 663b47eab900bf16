import { must } from "../errors/index.ts";
import {
  isTimeZone,
  type LocalDate,
  parseDayNumber,
  parseTimeOfDay,
  weekdayOfDay,
  type Zone,
  zoneOf,
} from "../time/index.ts";
import { type Faults, nameOf } from "./faults.ts";
import type { Hours, OpeningHours, Season, WeeklyHours } from "./query.ts";

/** Ranges of one date in minutes since its midnight, flat, by start; an end beyond 1440 lies on the next date. */
type DayRanges = readonly number[];

/** Index 1 to 7: ISO weekday. */
type Week = readonly DayRanges[];

/** Opening hours, read and checked once, ready to be asked for any date. */
export type Schedule = {
  zone: Zone;
  week: Week;
  /** The one that begins last comes first. */
  seasons: readonly { from: number; until: number; week: Week }[];
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
    week: readWeek(opening.weeklyHours, "", faults),
    seasons: readSeasons(opening.seasons ?? [], faults),
    exceptions: readExceptions(opening, faults),
  };
}

/** The ranges of a date (day number) as its weekday has them. */
export function weeklyRanges({ week, seasons }: Schedule, day: number): DayRanges {
  const weekday = weekdayOfDay(day);
  for (const season of seasons) {
    if (season.from <= day && day <= season.until) return must(season.week[weekday], "seven weekdays");
  }
  return must(week[weekday], "seven weekdays");
}

function readSeasons(seasons: readonly Season[], faults: Faults): Schedule["seasons"] {
  const read = seasons.map(({ from, until, weeklyHours }, index) => {
    const pointer = `/seasons/${index}`;
    const first = readDate(from, `${pointer}/from`, faults);
    const last = until ? readDate(until, `${pointer}/until`, faults) : Number.POSITIVE_INFINITY;
    if (last < first) {
      faults.push({
        pointer: `${pointer}/until`,
        detail: `${nameOf(pointer)}.until lies before its from; swap them.`,
      });
    }
    return { from: first, until: last, week: readWeek(weeklyHours, pointer, faults) };
  });
  for (const [index, { from }] of read.entries()) {
    if (Number.isNaN(from) || read.findIndex((other) => other.from === from) === index) continue;
    const detail = `seasons.${index} begins on the date of another; give each a first date of its own.`;
    faults.push({ pointer: `/seasons/${index}/from`, detail });
  }
  return read.sort((a, b) => b.from - a.from);
}

function readDate(date: LocalDate, pointer: string, faults: Faults): number {
  const day = parseDayNumber(date);
  if (day !== null) return day;
  const fix = 'write a date that exists as YYYY-MM-DD, such as "2026-03-29".';
  faults.push({ pointer, detail: `${nameOf(pointer)} "${date}" is no date; ${fix}` });
  return Number.NaN;
}

function readWeek(weeklyHours: readonly WeeklyHours[], parent: string, faults: Faults): DayRanges[] {
  const week: number[][] = [[], [], [], [], [], [], [], []];
  for (const [index, rule] of weeklyHours.entries()) {
    const pointer = `${parent}/weeklyHours/${index}`;
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
    const day = readDate(exception.date, `${pointer}/date`, faults);
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
