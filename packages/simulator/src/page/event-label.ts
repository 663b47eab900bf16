import { html } from "hono/html";
import type { Calendar, EventTime } from "../state/model.ts";
import type { Occurrence } from "../state/occurrences.ts";
import { dateWall, wallAt, wallDate } from "../state/zone.ts";

const DAY_MS = 86_400_000;
// Wall readings are kept as if in UTC, so that is the zone to write them in.
const DAY = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  weekday: "short",
  day: "numeric",
  month: "short",
});

/** "Tue 24 Nov 10:00 to 11:30 Europe/Berlin", or the days of an event that has no hours. */
export function whenLabel({ start, end }: Occurrence, timeZone: string): string {
  if (start.kind === "day" || end.kind === "day") {
    const first = dayLabel(start, timeZone);
    const last = DAY.format(dateWall(lastDay(end)) ?? 0);
    return first === last ? `${first}, all day` : `${first} to ${last}, all day`;
  }
  const from = wallAt(start.at, timeZone);
  const to = wallAt(end.at, timeZone);
  const until = wallDate(from) === wallDate(to) ? clock(to) : `${DAY.format(to)} ${clock(to)}`;
  return `${DAY.format(from)} ${clock(from)} to ${until} ${timeZone}`;
}

const SHOW_AS: Record<string, string> = { oof: "out of office", workingElsewhere: "working elsewhere" };

/** An instant with its zone. */
export function moment(at: number, timeZone: string): string {
  const wall = wallAt(at, timeZone);
  return `${DAY.format(wall)} ${new Date(wall).getUTCFullYear()}, ${clock(wall)} ${timeZone}`;
}

/** What sets an event apart from a plain busy one. */
export function eventBadges(event: Occurrence, calendar: Calendar) {
  const { details } = event.source;
  const showAs = event.source.graph?.fields.showAs;
  const self = details.attendees?.find((attendee) => attendee.email === calendar.id);
  const marks = [
    event.status === "tentative" ? "tentative" : null,
    details.transparency === "transparent" ? "shows as free" : null,
    typeof showAs === "string" && showAs !== "busy" ? `shows as ${SHOW_AS[showAs] ?? showAs}` : null,
    self?.responseStatus === "declined" ? "declined" : null,
    event.instance === undefined ? null : "one of a series",
  ];
  return html`${isMadeByApp(event) ? html`<span class="badge app">made by the app</span> ` : ""}${marks
    .filter((mark) => mark !== null)
    .map((mark) => html`<span class="badge">${mark}</span> `)}`;
}

/** The value of a date or datetime-local field. */
export function inputTime(time: EventTime, timeZone: string): string {
  return time.kind === "day" ? time.date : new Date(wallAt(time.at, timeZone)).toISOString().slice(0, 16);
}

/** The last day of an event whose end is the day after. */
export function lastDay(end: EventTime): string {
  if (end.kind !== "day") throw new Error("An event with hours has no last day.");
  return wallDate((dateWall(end.date) ?? 0) - DAY_MS);
}

/** People do not set private extended properties; programs do. */
function isMadeByApp({ source }: Occurrence): boolean {
  const properties = source.graph?.properties ?? source.details.extendedProperties?.private ?? {};
  return Object.keys(properties).length > 0;
}

function dayLabel(time: EventTime, timeZone: string): string {
  return DAY.format(time.kind === "day" ? (dateWall(time.date) ?? 0) : wallAt(time.at, timeZone));
}

function clock(wall: number): string {
  return new Date(wall).toISOString().slice(11, 16);
}
