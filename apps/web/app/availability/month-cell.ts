import { addDays, startOfDay } from "@availability/domain/time";
import type { DayCount } from "@availability/ontology/availability";
import { clockChange } from "../time/clock-change.ts";
import { formatShortDay } from "../time/format.ts";

const words = [
  { kind: "free", one: "free slot", many: "free slots" },
  { kind: "bookings", one: "booking", many: "bookings" },
  { kind: "blocks", one: "block", many: "blocks" },
  { kind: "busy", one: "busy", many: "busy" },
] as const;

export type DotKind = (typeof words)[number]["kind"];

/** What a day holds, a dot for each kind that it has any of, always in the same order. */
export function dotsOf(day: DayCount): { kind: DotKind; count: number }[] {
  return words.map(({ kind }) => ({ kind, count: day[kind] })).filter(({ count }) => count > 0);
}

/** "Mon 30 March: 12 free slots, 3 bookings, 1 block, 2 busy" */
export function nameOf(day: DayCount, timeZone: string): string {
  const held = words.flatMap(({ kind, one, many }) =>
    day[kind] > 0 ? [`${day[kind]} ${day[kind] === 1 ? one : many}`] : [],
  );
  const change = clockChange(day.date, timeZone);
  const parts = [...(held.length > 0 ? held : ["nothing free, nothing booked"]), ...(change ? [change] : [])];
  return `${formatShortDay(startOfDay(day.date, timeZone), timeZone)}: ${parts.join(", ")}`;
}

/** Where a key leads from a day of the grid, or null: arrows by days and weeks, Home and End within the week. */
export function dayAfterKey(key: string, index: number, count: number): number | null {
  const weekday = index % 7;
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -7,
    ArrowDown: 7,
    Home: -weekday,
    End: 6 - weekday,
  };
  const step = steps[key];
  if (step === undefined) return null;
  const target = index + step;
  return target >= 0 && target < count ? target : index;
}

/** The days in weeks of seven. */
export function weeksOf<T>(days: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(days.length / 7) }, (_, week) => days.slice(week * 7, week * 7 + 7));
}

/** True for a day of the month that most of the shown days belong to. */
export function isOfMonth(date: string, firstShown: string): boolean {
  // The first week has at least one day of the month, at its end.
  return date.slice(0, 7) === addDays(firstShown, 6).slice(0, 7);
}
