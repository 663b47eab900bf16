import type { WeeklyHours } from "@availability/domain/availability";

export const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

export type DayRange = { start: string; end: string };
/** The ranges of Monday to Sunday. */
export type Week = DayRange[][];

export function weekOf(weeklyHours: readonly WeeklyHours[]): Week {
  return weekdays.map((_, index) =>
    weeklyHours
      .filter(({ days }) => days.includes(index + 1))
      .map(({ start, end }) => ({ start, end }))
      .sort((a, b) => (a.start < b.start ? -1 : 1)),
  );
}

/** The week that fields `d1.0.start`, `d1.0.end` … say; ranges of which both are empty are left out. */
export function weekOfFields(values: Readonly<Record<string, string>>): Week {
  return weekdays.map((_, index) => {
    const ranges: DayRange[] = [];
    for (let at = 0; at <= 20; at += 1) {
      const start = values[`d${index + 1}.${at}.start`]?.trim() ?? "";
      const end = values[`d${index + 1}.${at}.end`]?.trim() ?? "";
      if (start !== "" || end !== "") ranges.push({ start, end });
    }
    return ranges;
  });
}

export function toWeeklyHours(week: Week): WeeklyHours[] {
  return week.flatMap((ranges, index) =>
    ranges.map(({ start, end }) => ({ days: [index + 1], start: padded(start), end: padded(end) })),
  );
}

/** What a range means where that is easily misread; null for one within a day. */
export function rangeWords({ start, end }: DayRange, weekday: number): string | null {
  const [from, to] = [padded(start), padded(end)];
  if (!isTime(from) || !isTime(to)) return null;
  if (from === "00:00" && to === "24:00") return "The whole day";
  if (to === "24:00" || to === "00:00") return "Until midnight at the end of the day";
  if (to < from) return `Past midnight: until ${to} on ${weekdays[(weekday + 1) % 7]}`;
  return null;
}

/** "9:00" as "09:00" and "9" as "09:00"; anything else as it is. */
export function padded(text: string): string {
  const [, hour, minute = "00"] = /^\s*(\d{1,2})(?::(\d{2}))?\s*$/.exec(text) ?? [];
  return hour === undefined ? text.trim() : `${hour.padStart(2, "0")}:${minute}`;
}

function isTime(text: string): boolean {
  return /^([01]\d|2[0-4]):[0-5]\d$/.test(text);
}
