import type { Simulator } from "../simulator.ts";
import type { AccessRole, Calendar } from "../state/model.ts";
import { GoogleError, notFound } from "./google-error.ts";
import type { Query } from "./query.ts";

/** One authenticated call of the Calendar API whose scopes and parameters are already checked. */
export interface Call {
  simulator: Simulator;
  account: string;
  scopes: string[];
  /** A path parameter, decoded. */
  path(name: string): string;
  query: Query;
  /** The JSON body, checked against the schema of its type; an empty object for methods without one. */
  body: Record<string, unknown>;
  ifMatch: string | undefined;
}

export interface Answer {
  status: 200 | 204;
  /** Name of the schema definition the body must satisfy. */
  definition?: string;
  body?: Record<string, unknown>;
}

const RANK: AccessRole[] = ["freeBusyReader", "reader", "writer", "owner"];

/** The calendar a call names ("primary" included) and the caller's role in it; 404 when the caller cannot see it. */
export function calendarOf(call: Call): { calendar: Calendar; role: AccessRole } {
  const id = call.path("calendarId");
  const calendars = call.simulator.store.state.calendars;
  const calendar = id === "primary" ? calendars[call.account] : calendars[id];
  if (calendar?.provider !== "google") throw notFound();
  const role = calendar.access[call.account];
  if (calendar.deleted || role === undefined) throw notFound();
  return { calendar, role: call.scopes.some(tellsDetails) ? role : "freeBusyReader" };
}

/** As calendarOf, for a call that writes; 403 requiredAccessLevel for a reader. */
export function writableCalendarOf(call: Call): { calendar: Calendar; role: AccessRole } {
  const found = calendarOf(call);
  if (!hasRole(found.role, "writer")) {
    throw new GoogleError(403, "requiredAccessLevel", "You need to have writer access to this calendar.", {
      domain: "calendar",
    });
  }
  return found;
}

export function hasRole(role: AccessRole, atLeast: AccessRole): boolean {
  return RANK.indexOf(role) >= RANK.indexOf(atLeast);
}

/** How far a series without an end is expanded, in epoch ms. */
export function horizonOf(simulator: Simulator): number {
  return simulator.now() + simulator.store.state.settings.seriesYears * 366 * 86_400_000;
}

function tellsDetails(scope: string): boolean {
  return /\/auth\/calendar(\.readonly|\.events(\.readonly|\.owned|\.owned\.readonly)?)?$/.test(scope);
}
