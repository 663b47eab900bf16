import { addDays, type LocalDate, offsetAt, startOfDay } from "@availability/domain/time";

const minuteMs = 60_000;
const dayMinutes = 24 * 60;

/** "clocks go forward 02:00" on a day on which they do, in the wall time that they show just before; else null. */
export function clockChange(date: LocalDate, timeZone: string): string | null {
  let before = startOfDay(date, timeZone) - 1;
  let after = startOfDay(addDays(date, 1), timeZone) - 1;
  const offset = offsetAt(before, timeZone);
  const shift = offsetAt(after, timeZone) - offset;
  if (shift === 0) return null;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle, timeZone) === offset) before = middle;
    else after = middle;
  }
  const minute = Math.round((after + offset - Date.parse(`${date}T00:00:00Z`)) / minuteMs);
  return `clocks go ${shift > 0 ? "forward" : "back"} ${wallTime(Math.min(minute, dayMinutes))}`;
}

function wallTime(minute: number): string {
  const text = (part: number) => String(part).padStart(2, "0");
  return `${text(Math.floor(minute / 60))}:${text(minute % 60)}`;
}
