import type { Simulator } from "../simulator.ts";
import type { Calendar } from "../state/model.ts";
import { findOccurrence, type Occurrence } from "../state/occurrences.ts";
import { accessDenied, itemNotFound } from "./graph-error.ts";
import { readGraphId } from "./ids.ts";
import type { ODataQuery } from "./odata.ts";
import type { Preferences } from "./prefer.ts";

/** One authenticated call of Graph whose scopes are already checked. */
export interface Call {
  simulator: Simulator;
  account: string;
  /** A path parameter, decoded; empty where the path has none. */
  path(name: string): string;
  /** Absolute, as the caller reaches it; links of the answer are made of it. */
  url: URL;
  query: ODataQuery;
  prefer: Preferences;
  body: Record<string, unknown>;
  ifMatch: string | undefined;
}

export interface Answer {
  status: 200 | 201 | 202 | 204;
  /** Name of the schema definition the body must satisfy. */
  definition?: string;
  body?: Record<string, unknown>;
}

/** The calendars the caller can see, the own default first. */
export function calendarsOf({ simulator, account }: Pick<Call, "simulator" | "account">): Calendar[] {
  const seen = Object.values(simulator.store.state.calendars).filter(
    (calendar) =>
      calendar.provider === "microsoft" && !calendar.deleted && calendar.access[account] !== undefined,
  );
  const rank = (calendar: Calendar) => (isDefault(calendar, account) ? 0 : 1);
  return seen.sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
}

export function isDefault(calendar: Calendar, account: string): boolean {
  return calendar.primary && calendar.owner === account;
}

/** The calendar that the path names, or the default one where it names none. */
export function calendarOf(call: Call): Calendar {
  const id = call.path("calendarId");
  const seen = calendarsOf(call);
  const found = seen.find((calendar) => (id === "" ? isDefault(calendar, call.account) : calendar.id === id));
  if (found === undefined) throw itemNotFound();
  return found;
}

export function canEdit(calendar: Calendar, account: string): boolean {
  const role = calendar.access[account];
  return role === "owner" || role === "writer";
}

/** As calendarOf, for a call that writes. */
export function writableCalendarOf(call: Call): Calendar {
  const calendar = calendarOf(call);
  if (!canEdit(calendar, call.account)) throw accessDenied();
  return calendar;
}

/** The living event that the path names and the calendar it is in; 404 when there is none. */
export function eventOf(call: Call): { calendar: Calendar; occurrence: Occurrence } {
  const named = readGraphId(call.path("eventId"));
  const calendars = call.path("calendarId") === "" ? calendarsOf(call) : [calendarOf(call)];
  for (const calendar of calendars.filter(named.isIn)) {
    const occurrence = findOccurrence(calendar, named.id, horizonOf(call.simulator));
    if (occurrence !== null && occurrence.status !== "cancelled") return { calendar, occurrence };
  }
  throw itemNotFound();
}

/** How far a series without an end is expanded, in epoch ms. */
export function horizonOf(simulator: Simulator): number {
  return simulator.now() + simulator.store.state.settings.seriesYears * 366 * 86_400_000;
}
