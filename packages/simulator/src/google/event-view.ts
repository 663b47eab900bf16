import type { AccessRole, Calendar, EventTime } from "../state/model.ts";
import type { Occurrence } from "../state/occurrences.ts";
import { rfc3339 } from "../state/zone.ts";

export type GoogleEvent = Record<string, unknown> & { id: string; status: string };

export interface ViewOptions {
  calendar: Calendar;
  /** Zone in which times are written. */
  timeZone: string;
  role: AccessRole;
  publicUrl: string;
}

/** An occurrence as the Calendar API writes it; a reader of free/busy only sees when, not what. */
export function eventView(occurrence: Occurrence, options: ViewOptions): GoogleEvent {
  const { calendar, timeZone } = options;
  const { source } = occurrence;
  const master = source.exceptionOf === undefined ? source : calendar.events[source.exceptionOf.seriesId];
  return {
    ...identity(occurrence, timeZone),
    htmlLink: `${options.publicUrl}/#event-${occurrence.id}`,
    created: source.created,
    updated: source.updated,
    iCalUID: master?.iCalUID ?? source.iCalUID,
    sequence: source.sequence,
    start: timeView(occurrence.start, timeZone),
    end: timeView(occurrence.end, timeZone),
    ...(source.recurrence === undefined || occurrence.instance !== undefined
      ? {}
      : { recurrence: source.recurrence }),
    ...(options.role === "freeBusyReader" ? freeBusyDetails(occurrence) : fullDetails(occurrence, calendar)),
  };
}

/** A cancelled event of an incremental listing: Google promises no more than these fields. */
export function cancelledView(occurrence: Occurrence, timeZone: string): GoogleEvent {
  return { ...identity(occurrence, timeZone), status: "cancelled" };
}

export function etagOf(version: number): string {
  return `"${version}"`;
}

function identity(occurrence: Occurrence, timeZone: string): GoogleEvent {
  const { id, status, version, instance } = occurrence;
  return {
    kind: "calendar#event",
    etag: etagOf(version),
    id,
    status,
    ...(instance === undefined
      ? {}
      : {
          recurringEventId: instance.seriesId,
          originalStartTime: timeView(instance.originalStart, timeZone),
        }),
  };
}

function timeView(time: EventTime, timeZone: string) {
  if (time.kind === "day") return { date: time.date };
  return { dateTime: rfc3339(time.at, timeZone), timeZone: time.timeZone };
}

function fullDetails(occurrence: Occurrence, calendar: Calendar) {
  const { attendees, eventType = "default", ...details } = occurrence.source.details;
  const self = (email: string | undefined) => (email === calendar.id ? { self: true } : {});
  const organizer = attendees?.find((attendee) => attendee.organizer === true)?.email ?? calendar.id;
  return {
    ...details,
    eventType,
    creator: { email: occurrence.source.createdBy, ...self(occurrence.source.createdBy) },
    organizer: {
      email: organizer,
      ...(organizer === calendar.id ? { displayName: calendar.summary, self: true } : {}),
    },
    ...(attendees === undefined
      ? {}
      : { attendees: attendees.map((attendee) => ({ ...attendee, ...self(attendee.email) })) }),
    reminders: details.reminders ?? { useDefault: true },
  };
}

function freeBusyDetails(occurrence: Occurrence) {
  const { transparency, eventType = "default" } = occurrence.source.details;
  return { visibility: "private", eventType, ...(transparency === undefined ? {} : { transparency }) };
}
