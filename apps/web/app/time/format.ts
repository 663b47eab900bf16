import dayjs from "dayjs";
import relativeTime from "dayjs/plugin/relativeTime.js";
import type { HourCycle } from "./hour-cycle.ts";

// Every time on a screen is written here, always in a zone that is named.

dayjs.extend(relativeTime);

const formats = new Map<string, Intl.DateTimeFormat>();

function format(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${timeZone} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat("en-GB", { ...options, timeZone });
  formats.set(key, known);
  return known;
}

/** How one person reads the time of day. */
export type Times = {
  /** "24 Nov 2026, 09:05 (Europe/Berlin)" */
  formatInstant(instant: number, timeZone: string): string;
  /** "09:05", or "9:05 am" */
  formatTime(instant: number, timeZone: string): string;
};

const times: Record<HourCycle, Times> = {
  h23: { formatInstant, formatTime },
  h12: {
    formatInstant: (instant, timeZone) =>
      `${dateOf(instant, timeZone)}, ${twelve(instant, timeZone)} (${timeZone})`,
    formatTime: twelve,
  },
};

export function timesIn(hourCycle: HourCycle): Times {
  return times[hourCycle];
}

/** In 24 hours, for what is written for nobody in particular. */
export function formatInstant(instant: number, timeZone: string): string {
  return `${dateOf(instant, timeZone)}, ${formatTime(instant, timeZone)} (${timeZone})`;
}

/** In 24 hours, as times of day are typed. */
export function formatTime(instant: number, timeZone: string): string {
  return format(timeZone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(instant);
}

/** "2:30 pm". Composed by hand: the space and the "pm" differ between the ICU of servers and browsers. */
function twelve(instant: number, timeZone: string): string {
  const [hour = "", minute = ""] = formatTime(instant, timeZone).split(":");
  return `${((Number(hour) + 11) % 12) + 1}:${minute} ${Number(hour) < 12 ? "am" : "pm"}`;
}

function dateOf(instant: number, timeZone: string): string {
  return format(timeZone, { day: "numeric", month: "short", year: "numeric" }).format(instant);
}

/** "Tuesday 24 November 2026" */
export function formatDay(instant: number, timeZone: string): string {
  const options = { weekday: "long", day: "numeric", month: "long", year: "numeric" } as const;
  return format(timeZone, options).format(instant).replace(",", "");
}

/** "March 2026" */
export function formatMonth(instant: number, timeZone: string): string {
  return format(timeZone, { month: "long", year: "numeric" }).format(instant);
}

/** "Mon 30 March" */
export function formatShortDay(instant: number, timeZone: string): string {
  return format(timeZone, { weekday: "short", day: "numeric", month: "long" })
    .format(instant)
    .replace(",", "");
}

/** "9 Nov"; of a local date, `YYYY-MM-DD`. */
export function formatDate(date: string): string {
  return format("UTC", { day: "numeric", month: "short" }).format(Date.parse(`${date}T00:00:00Z`));
}

/** "23 Nov – 29 Nov 2026", "28 Dec 2026 – 3 Jan 2027". Composed by hand: `formatRange` differs between the ICU of servers and browsers. */
export function formatDays(first: number, last: number, timeZone: string): string {
  const day = { day: "numeric", month: "short" } as const;
  const year = (instant: number) => format(timeZone, { year: "numeric" }).format(instant);
  const begin = year(first) === year(last) ? day : { ...day, year: "numeric" as const };
  return `${format(timeZone, begin).format(first)} – ${format(timeZone, { ...day, year: "numeric" }).format(last)}`;
}

/** "2 minutes ago", "in 3 hours"; `now` and `instant` are epoch ms. */
export function formatRelative(instant: number, now: number): string {
  return dayjs(instant).from(dayjs(now));
}
