const dayMs = 86_400_000;
const pattern = /^\d{4}-\d{2}-\d{2}$/;

/** A calendar date without a zone, `YYYY-MM-DD`, years 0001 to 9999; sorts as text. */
export type LocalDate = string;

/** True for a date that exists: `2026-02-30` is refused. */
export function isLocalDate(text: unknown): text is LocalDate {
  return typeof text === "string" && parseDayNumber(text) !== null;
}

/** Days since 1970-01-01 of an existing date, or null when `text` is not one. */
export function parseDayNumber(text: string): number | null {
  if (!pattern.test(text)) return null;
  const ms = Date.parse(`${text}T00:00:00Z`);
  // Date.parse rolls 02-30 over into March in some engines and refuses it in others.
  if (!Number.isFinite(ms) || text < "0001" || localDateOfDay(ms / dayMs) !== text) return null;
  return ms / dayMs;
}

/** Days since 1970-01-01. Throws on a date that does not exist. */
export function dayNumberOf(date: LocalDate): number {
  const day = parseDayNumber(date);
  if (day === null) throw new RangeError(`"${date}" is not a date of the form YYYY-MM-DD`);
  return day;
}

/** The date that lies `day` days after 1970-01-01. */
export function localDateOfDay(day: number): LocalDate {
  const date = new Date(day * dayMs);
  const year = date.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) throw new RangeError(`Day ${day} lies outside the years 0001 to 9999`);
  return date.toISOString().slice(0, 10);
}

/** The date `days` later (earlier when negative). */
export function addDays(date: LocalDate, days: number): LocalDate {
  return localDateOfDay(dayNumberOf(date) + days);
}

/** ISO weekday: Monday 1 to Sunday 7. */
export function weekday(date: LocalDate): number {
  return weekdayOfDay(dayNumberOf(date));
}

/** ISO weekday of a day number; 1970-01-01 was a Thursday. */
export function weekdayOfDay(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}
