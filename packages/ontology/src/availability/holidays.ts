import { addDays, type LocalDate } from "@availability/domain/time";
import type Holidays from "date-holidays";

export type Holiday = { date: LocalDate; name: string };

/** ISO 3166-1 alpha-2 code and, of the regions that have holidays of their own, the ISO 3166-2 codes after the hyphen. */
export type HolidayCountry = { code: string; name: string; regions: { code: string; name: string }[] };

type Place = { country: string; region: string | null };

// A year of one place weighs about a kilobyte.
const mostYearsKept = 5000;
const years = new Map<string, Holiday[]>();
let countries: HolidayCountry[] | undefined;

/**
 * The public holidays of a country, or of a region of it, on the dates `first` to `last` (both included), ascending; empty
 * for a country that is not known. Names are English where the library has them. The rules come from date-holidays
 * (https://github.com/commenthol/date-holidays, data CC BY 3.0); a year is worked out once and kept.
 */
export async function publicHolidays(
  wanted: Place & { first: LocalDate; last: LocalDate },
): Promise<Holiday[]> {
  const { country, region, first, last } = wanted;
  const found: Holiday[] = [];
  for (let year = yearOf(first); year <= yearOf(last); year += 1) {
    const key = `${country}-${region ?? ""}-${year}`;
    const ofYear = years.get(key) ?? (await keepYear(key, { country, region }, year));
    for (const holiday of ofYear) if (holiday.date >= first && holiday.date <= last) found.push(holiday);
  }
  return found;
}

/** Every country whose public holidays are known, by name. */
export async function holidayCountries(): Promise<HolidayCountry[]> {
  countries ??= await readCountries();
  return countries;
}

// The library brings the rules of the whole world, so it is loaded when somebody first has a holiday calendar.
async function library(): Promise<typeof Holidays> {
  return (await import("date-holidays")).default;
}

async function keepYear(key: string, place: Place, year: number): Promise<Holiday[]> {
  const holidays = await readYear(place, year);
  if (years.size >= mostYearsKept) years.clear();
  years.set(key, holidays);
  return holidays;
}

/** A holiday of several days may begin in the year before. */
async function readYear({ country, region }: Place, year: number): Promise<Holiday[]> {
  const Library = await library();
  const options = { types: ["public" as const] };
  const rules = region ? new Library(country, region, options) : new Library(country, options);
  const names = new Map<LocalDate, string>();
  for (const { date, start, end, name } of [year - 1, year].flatMap((each) =>
    rules.getHolidays(each, "en"),
  )) {
    for (const day of wholeDays(date, end.getTime() - start.getTime())) {
      if (yearOf(day) === year && !names.has(day)) names.set(day, name);
    }
  }
  return [...names].map(([date, name]) => ({ date, name })).sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** The local dates that a holiday covers from midnight to midnight; one that begins at noon covers none. */
function wholeDays(text: string, lengthMs: number): LocalDate[] {
  const [date = "", time = ""] = text.split(" ");
  if (!time.startsWith("00:00")) return [];
  // Days of 23 and 25 hours count as days.
  const days = Math.round(lengthMs / 86_400_000);
  return Array.from({ length: days }, (_, index) => addDays(date, index));
}

async function readCountries(): Promise<HolidayCountry[]> {
  const Library = await library();
  const rules = new Library();
  return named(rules.getCountries("en"))
    .map(({ code, name }) => ({ code, name, regions: named(rules.getStates(code, "en")) }))
    .sort(byName);
}

function named(names: Record<string, string> | undefined): { code: string; name: string }[] {
  return Object.entries(names ?? {})
    .map(([code, name]) => ({ code, name }))
    .sort(byName);
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name.localeCompare(b.name, "en");
}

function yearOf(date: LocalDate): number {
  return Number(date.slice(0, 4));
}
