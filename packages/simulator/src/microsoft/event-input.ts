import * as z from "zod";
import { instantOfTime } from "../state/event-time.ts";
import type { EventTime, GraphDetails } from "../state/model.ts";
import { RecurrenceError, seriesStarts } from "../state/recurrence.ts";
import { dateWall, instantOf } from "../state/zone.ts";
import { graphViolation } from "./conformance.ts";
import { badRequest } from "./graph-error.ts";
import { timeZoneNotSupported } from "./prefer.ts";
import { toRules } from "./recurrence.ts";
import { zoneOf } from "./windows-zones.ts";

type Json = Record<string, unknown>;

/** Kept as they are sent. */
const FIELDS = [
  "body",
  "location",
  "locations",
  "attendees",
  "showAs",
  "sensitivity",
  "importance",
  "categories",
  "isReminderOn",
  "reminderMinutesBeforeStart",
  "responseRequested",
  "allowNewTimeProposals",
  "hideAttendees",
];
/** What the mailbox's owner or a meeting's organiser brings about by other means than writing the field. */
const OWNERS_FIELDS = [...FIELDS, "responseStatus", "isCancelled", "isOrganizer", "organizer"];

/** What a body says of an event; absent parts stay as they are. */
export interface EventContent {
  summary?: string;
  start?: EventTime;
  end?: EventTime;
  /** Null takes the series away. */
  recurrence?: string[] | null;
  fields: Json;
  properties: Record<string, string>;
  transactionId: string | null;
}

/** Reads an event's body; `asOwner` also takes what no client may write. A body that does not fit is a 400. */
export function readEvent(
  body: Json,
  { allDay, calendarZone, asOwner }: { allDay: boolean; calendarZone: string; asOwner: boolean },
): EventContent {
  const violation = graphViolation("event", body);
  if (violation !== null)
    throw badRequest(`The request body is not an event: ${violation}`, "RequestBodyRead");
  const whole = typeof body.isAllDay === "boolean" ? body.isAllDay : allDay;
  const kept = (asOwner ? OWNERS_FIELDS : FIELDS).filter((name) => body[name] !== undefined);
  return {
    ...(body.subject === undefined ? {} : { summary: z.string().nullable().parse(body.subject) ?? "" }),
    ...(body.start == null ? {} : { start: readTime(body.start, "Start", whole) }),
    ...(body.end == null ? {} : { end: readTime(body.end, "End", whole) }),
    ...(body.recurrence === undefined
      ? {}
      : { recurrence: body.recurrence === null ? null : toRules(body.recurrence) }),
    fields: Object.fromEntries(kept.map((name) => [name, body[name]])),
    properties: readProperties(body.singleValueExtendedProperties),
    transactionId: z.string().nullish().parse(body.transactionId) ?? null,
  };

  function readTime(value: unknown, name: string, isAllDay: boolean): EventTime {
    return timeOf(value, { name, isAllDay, calendarZone });
  }
}

/** Start and end of one kind, in order, and a rule that yields something; anything else is a 400. */
export function checkTimes(
  { start, end, recurrence }: { start: EventTime; end: EventTime; recurrence?: string[] | undefined },
  calendarZone: string,
): void {
  if (start.kind !== end.kind)
    throw badRequest(
      "Start and End must both be whole days or both be times.",
      "ErrorPropertyValidationFailure",
    );
  const length = instantOfTime(end, calendarZone) - instantOfTime(start, calendarZone);
  if (length < 0 || (length === 0 && start.kind === "day")) {
    throw badRequest(
      "The end date must be later than the start date.",
      "ErrorCalendarEndDateIsEarlierThanStartDate",
    );
  }
  if (recurrence === undefined) return;
  try {
    seriesStarts(start, recurrence, instantOfTime(start, calendarZone));
  } catch (error) {
    if (error instanceof RecurrenceError)
      throw badRequest(`recurrence: ${error.message}`, "ErrorPropertyValidationFailure");
    throw error;
  }
}

/** `graph` with what a body adds to it; a property without a value goes. */
export function withContent(graph: GraphDetails, { fields, properties }: EventContent): GraphDetails {
  return {
    ...graph,
    fields: { ...graph.fields, ...fields },
    properties: { ...graph.properties, ...properties },
  };
}

const DateTimeTimeZone = z.object({ dateTime: z.string(), timeZone: z.string().nullish() });

function timeOf(
  value: unknown,
  { name, isAllDay, calendarZone }: { name: string; isAllDay: boolean; calendarZone: string },
): EventTime {
  const { dateTime, timeZone } = DateTimeTimeZone.parse(value);
  const zone = zoneOf(timeZone ?? "UTC");
  if (zone === null) throw timeZoneNotSupported(timeZone ?? "");
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?(Z|[+-]\d{2}:\d{2})?$/i.exec(
    dateTime,
  );
  const day = dateWall(match?.[1] ?? "");
  const [hours = 0, minutes = 0, seconds = 0] = (match?.slice(2, 5) ?? []).map((part) => Number(part ?? 0));
  if (match === null || day === null || hours > 23 || minutes > 59 || seconds > 59)
    throw badRequest(`The value '${dateTime}' of Event.${name} is not a date and time.`, "RequestBodyRead");
  if (isAllDay) {
    if (hours + minutes + seconds > 0) {
      throw badRequest(
        `The Event.${name} property for an all-day event needs to be set to midnight.`,
        "ErrorPropertyValidationFailure",
      );
    }
    return { kind: "day", date: match[1] ?? "" };
  }
  const wall = day + ((hours * 60 + minutes) * 60 + seconds) * 1000;
  const at = match[5] === undefined ? instantOf(wall, zone) : Math.floor(Date.parse(dateTime) / 1000) * 1000;
  return { kind: "instant", at, timeZone: match[5] === undefined ? zone : calendarZone };
}

/** Of `singleValueExtendedProperties`; ids are compared in lower case. */
function readProperties(value: unknown): Record<string, string> {
  const list =
    z
      .array(z.object({ id: z.string(), value: z.string().nullish() }))
      .nullish()
      .parse(value) ?? [];
  for (const { id } of list) {
    if (!/^\w+ (\{[0-9a-f-]{36}\} (Name .+|Id 0x[0-9a-f]+)|0x[0-9a-f]+)$/i.test(id))
      throw badRequest(
        `PropertyId values may only be in one of the known formats: '${id}'.`,
        "ErrorInvalidProperty",
      );
  }
  return Object.fromEntries(list.map(({ id, value: text }) => [propertyKey(id), text ?? ""]));
}

/** Guids and names of extended properties do not tell case apart. */
export function propertyKey(id: string): string {
  return id.toLowerCase();
}
