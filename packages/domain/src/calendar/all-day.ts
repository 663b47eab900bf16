import { assert, DomainError } from "../errors/index.ts";
import { instantOfDay, parseDayNumber, zoneOf } from "../time/index.ts";
import type { Instants, RemoteEventTime } from "./port.ts";

const firstInstant = Date.parse("0001-01-03T00:00:00Z");
const lastInstant = Date.parse("9999-12-29T00:00:00Z");
const beyondYear9999 = /^\d{5,}-\d{2}-\d{2}$/;

/**
 * The instants, epoch ms, that an event occupies. All-day dates are read in `timeZone` (IANA), the calendar's own zone,
 * from the first instant of the first day to the first instant of the end date, whatever the clocks do in between.
 * An all-day end that is not after its start means one day; of a reversed timed pair, the stretch between counts.
 * Times beyond the years 1 to 9999 stop there. Throws DomainError `invalid` for an unreadable date or an unknown zone.
 */
export function instantsOf(time: RemoteEventTime, timeZone: string): Instants {
  if (time.kind === "timed") {
    assert(!Number.isNaN(time.start) && !Number.isNaN(time.end), "event times are numbers");
    return { start: bounded(Math.min(time.start, time.end)), end: bounded(Math.max(time.start, time.end)) };
  }
  const zone = zoneOf(timeZone);
  const firstDay = dayOf(time.startDate);
  const endDay = Math.max(dayOf(time.endDate), firstDay + 1);
  return { start: bounded(instantOfDay(zone, firstDay, 0)), end: bounded(instantOfDay(zone, endDay, 0)) };
}

/** Whether an event touches the window; one that began before it and still runs does. */
export function overlapsWindow(event: Instants, window: Instants): boolean {
  return event.start < window.end && event.end > window.start;
}

function dayOf(date: string): number {
  const day = parseDayNumber(beyondYear9999.test(date) ? "9999-12-31" : date);
  if (day !== null) return day;
  throw new DomainError("invalid", `The calendar gave "${date}" where a date YYYY-MM-DD belongs.`, { date });
}

function bounded(instant: number): number {
  return Math.min(Math.max(instant, firstInstant), lastInstant);
}
