import {
  addDays,
  isLocalDate,
  isTimeZone,
  type LocalDate,
  localDateOf,
  startOfDay,
  weekday,
} from "@availability/domain/time";
import { isId } from "../bookings/id.ts";

export const calendarViews = ["month", "week", "day", "agenda"] as const;
export type CalendarView = (typeof calendarViews)[number];

export const shownKinds = ["free", "bookings", "blocks", "busy"] as const;
export type ShownKind = (typeof shownKinds)[number];

export const steps = [15, 30, 60] as const;

/** What the address says the calendar shows. */
export type CalendarParams = {
  /** The product, or the first of several; null: the oldest. */
  productId: string | null;
  /** As many products as the view holds. */
  isAll: boolean;
  /** Ids of products beside the first. */
  beside: string[];
  view: CalendarView;
  /** Null: today. */
  date: LocalDate | null;
  /** The zone people want to see times in; null: the product's own. */
  timeZone: string | null;
  /** A second one, in the margin of the grid. */
  secondZone: string | null;
  /** Minutes between two lines of the grid; null: as usual. */
  step: number | null;
  /** From 00:00 to 24:00 instead of 06:00 to 22:00. */
  isWholeDay: boolean;
  kinds: ShownKind[];
  locationId: string | null;
  /** Part of the name of the products that are listed. */
  find: string | null;
};

/** Reads the address; what it does not understand counts as absent. */
export function readParams(search: URLSearchParams): CalendarParams {
  const date = search.get("date");
  const zoneNamed = (name: string) => {
    const zone = search.get(name);
    return isTimeZone(zone) ? zone : null;
  };
  const product = search.get("product");
  const location = search.get("location");
  const kinds = shownKinds.filter((kind) => search.getAll("show").includes(kind));
  return {
    productId: product && product !== "all" ? product : null,
    isAll: product === "all",
    beside: [...new Set(search.getAll("beside"))].filter((id) => isId(id)),
    view: calendarViews.find((view) => view === search.get("view")) ?? "week",
    date: isLocalDate(date) ? date : null,
    timeZone: zoneNamed("tz"),
    secondZone: zoneNamed("tz2"),
    step: steps.find((minutes) => String(minutes) === search.get("step")) ?? null,
    isWholeDay: search.get("hours") === "24",
    kinds: kinds.length > 0 ? kinds : [...shownKinds],
    locationId: isId(location) ? location : null,
    find: search.get("find")?.trim() || null,
  };
}

/** The same address with some of it changed; null removes. */
export function withParams(search: URLSearchParams, changes: Record<string, string | null>): string {
  const next = new URLSearchParams(search);
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) next.delete(key);
    else next.set(key, value);
  }
  const text = next.toString();
  return text ? `?${text}` : "";
}

/** The days a view shows, the end exclusive: whole weeks from the given weekday (Monday 1), one day, or seven days in words. */
export function shownDays({
  view,
  date,
  firstWeekday,
}: {
  view: CalendarView;
  date: LocalDate;
  firstWeekday: number;
}): {
  first: LocalDate;
  end: LocalDate;
} {
  if (view === "day") return { first: date, end: addDays(date, 1) };
  if (view === "agenda") return { first: date, end: addDays(date, 7) };
  const weekOf = (day: LocalDate) => addDays(day, -((weekday(day) - firstWeekday + 7) % 7));
  if (view === "week") return { first: weekOf(date), end: addDays(weekOf(date), 7) };
  const last = addDays(nextMonth(date, 1), -1);
  return { first: weekOf(nextMonth(date, 0)), end: addDays(weekOf(last), 7) };
}

/** The first day of the month that many months after the one of `date`. */
function nextMonth(date: LocalDate, months: number): LocalDate {
  const [year = 0, month = 1] = date.split("-").map(Number);
  const count = year * 12 + month - 1 + months;
  const text = String((count % 12) + 1).padStart(2, "0");
  return `${String(Math.floor(count / 12)).padStart(4, "0")}-${text}-01`;
}

/** The instants of these days in a zone, epoch ms. */
export function shownInstants(
  days: { first: LocalDate; end: LocalDate },
  timeZone: string,
): { start: number; end: number } {
  return { start: startOfDay(days.first, timeZone), end: startOfDay(days.end, timeZone) };
}

/** The dates that previous and next lead to. */
export function neighbours({ view, date }: { view: CalendarView; date: LocalDate }): {
  previous: LocalDate;
  next: LocalDate;
} {
  if (view === "month") return { previous: nextMonth(date, -1), next: nextMonth(date, 1) };
  const step = view === "day" ? 1 : 7;
  return { previous: addDays(date, -step), next: addDays(date, step) };
}

export function today(now: number, timeZone: string): LocalDate {
  return localDateOf(now, timeZone);
}

/** True for two different addresses that become the same when these parameters are left out. */
export function isSameBut(names: readonly string[], one: URL, other: URL): boolean {
  const without = (url: URL) => {
    const search = new URLSearchParams(url.search);
    for (const name of names) search.delete(name);
    return `${url.pathname}?${search}`;
  };
  return one.href !== other.href && without(one) === without(other);
}
