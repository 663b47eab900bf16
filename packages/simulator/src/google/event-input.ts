import * as z from "zod";
import { instantOfTime } from "../state/event-time.ts";
import { EventDetails, type EventTime, type StoredEvent } from "../state/model.ts";
import { RecurrenceError, seriesStarts } from "../state/recurrence.ts";
import { dateWall, instantOf, isTimeZone, rfc3339 } from "../state/zone.ts";
import { schemaViolation } from "./conformance.ts";
import { GoogleError, invalid } from "./google-error.ts";

/** Fields kept as they are sent. All others of a body are read-only and ignored, as Google does. */
const DETAIL_FIELDS = [
  "summary",
  "description",
  "location",
  "colorId",
  "transparency",
  "visibility",
  "attendees",
  "extendedProperties",
  "reminders",
  "source",
  "guestsCanInviteOthers",
  "guestsCanModify",
  "guestsCanSeeOtherGuests",
  "anyoneCanAddSelf",
  "eventType",
  "outOfOfficeProperties",
  "focusTimeProperties",
  "workingLocationProperties",
];

export interface EventContent {
  status: StoredEvent["status"];
  start: EventTime;
  end: EventTime;
  recurrence: string[] | undefined;
  details: EventDetails;
}

type Json = Record<string, unknown>;

/** Reads the writable part of an Event body; a missing or contradicting field is a GoogleError 400 that names it. */
export function readEvent(body: Json, calendarZone: string): EventContent {
  const start = readTime(body.start, "start", calendarZone);
  const end = readTime(body.end, "end", calendarZone);
  if (start.kind !== end.kind)
    throw invalid("Start and end times must either both be date or both be dateTime.");
  const empty = instantOfTime(end, calendarZone) - instantOfTime(start, calendarZone);
  if (empty < 0 || (empty === 0 && start.kind === "day")) {
    throw new GoogleError(400, "timeRangeEmpty", "The specified time range is empty.", {
      domain: "calendar",
    });
  }
  const recurrence = z.array(z.string()).nonempty().optional().catch(undefined).parse(body.recurrence);
  if (recurrence !== undefined) checkRecurrence(start, recurrence, body.start);
  const picked = DETAIL_FIELDS.filter((name) => body[name] !== undefined && body[name] !== null);
  const details = EventDetails.parse(Object.fromEntries(picked.map((name) => [name, body[name]])));
  checkExtendedProperties(details);
  const status = z.enum(["confirmed", "tentative", "cancelled"]).default("confirmed").parse(body.status);
  return { status, start, end, recurrence, details };
}

/** The body that would write `event` as it is: what a patch is merged into. */
export function writableBody(event: StoredEvent): Json {
  return {
    ...event.details,
    status: event.status,
    start: writableTime(event.start),
    end: writableTime(event.end),
    ...(event.recurrence === undefined ? {} : { recurrence: event.recurrence }),
  };
}

/** Patch semantics of the API: objects are merged, arrays and values replaced, null removes. */
export function merged(current: Json, patch: Json): Json {
  const result = { ...current };
  for (const [name, value] of Object.entries(patch)) {
    const before = result[name];
    if (value === null) delete result[name];
    else if (isObject(value)) result[name] = merged(isObject(before) ? before : {}, value);
    else result[name] = value;
  }
  return result;
}

/** `body` without its nulls, which only patch gives a meaning. */
export function withoutNulls(body: Json): Json {
  return merged({}, body);
}

/**
 * What is wrong with an Event body by its schema, or null. Google ignores fields it does not know; here they are refused,
 * so that a mistake of the caller shows. A dateTime may lack its offset in a request; readEvent looks at those.
 */
export function eventBodyViolation(body: Json): string | null {
  const checked = withoutNulls(body);
  for (const name of ["start", "end"]) {
    const time = checked[name];
    if (isObject(time)) checked[name] = { ...time, dateTime: undefined };
  }
  return schemaViolation("Event", checked);
}

const TimeInput = z.object({
  date: z.string().nullish(),
  dateTime: z.string().nullish(),
  timeZone: z.string().nullish(),
});

function readTime(value: unknown, name: "start" | "end", calendarZone: string): EventTime {
  const input = TimeInput.safeParse(value).data;
  if (!input?.date && !input?.dateTime) throw new GoogleError(400, "required", `Missing ${name} time.`);
  const { date, dateTime, timeZone } = input;
  if (date && dateTime) throw invalid(`Invalid ${name} time: it has both date and dateTime.`, name);
  if (timeZone && !isTimeZone(timeZone))
    throw invalid(`Invalid time zone definition for ${name} time.`, name);
  if (date) {
    if (dateWall(date) === null) throw invalid(`Invalid ${name} time.`, name);
    return { kind: "day", date };
  }
  const at = readDateTime(dateTime ?? "", timeZone ?? null);
  if (at === "no zone")
    throw new GoogleError(400, "required", `Missing time zone definition for ${name} time.`);
  if (at === null) throw invalid(`Invalid ${name} time.`, name);
  return { kind: "instant", at, timeZone: timeZone ?? calendarZone };
}

function readDateTime(text: string, timeZone: string | null): number | "no zone" | null {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(Z|[+-]\d{2}:\d{2})?$/.exec(text);
  const day = dateWall(match?.[1] ?? "");
  const [hours = 0, minutes = 0, seconds = 0] = (match?.slice(2, 5) ?? []).map(Number);
  if (match === null || day === null || hours > 23 || minutes > 59 || seconds > 59) return null;
  const wall = day + ((hours * 60 + minutes) * 60 + seconds) * 1000;
  if (match[5] !== undefined) {
    const at = Date.parse(text);
    return Number.isNaN(at) ? null : Math.floor(at / 1000) * 1000;
  }
  return timeZone === null ? "no zone" : instantOf(wall, timeZone);
}

function writableTime(time: EventTime): Json {
  if (time.kind === "day") return { date: time.date };
  return { dateTime: rfc3339(time.at, time.timeZone), timeZone: time.timeZone };
}

function checkRecurrence(start: EventTime, recurrence: string[], input: unknown): void {
  if (start.kind === "instant" && !TimeInput.parse(input).timeZone) {
    throw new GoogleError(400, "required", "Missing time zone definition for start time.");
  }
  try {
    seriesStarts(start, recurrence, instantOfTime(start, "UTC"));
  } catch (error) {
    if (error instanceof RecurrenceError)
      throw invalid(`Invalid recurrence rule: ${error.message}`, "recurrence");
    throw error;
  }
}

/** Limits: developers.google.com/workspace/calendar/api/guides/extended-properties#limits */
function checkExtendedProperties({ extendedProperties = {} }: EventDetails): void {
  const all = [extendedProperties.private, extendedProperties.shared].flatMap((set) =>
    Object.entries(set ?? {}),
  );
  if (all.length > 300) throw invalid("Too many extended properties: at most 300.", "extendedProperties");
  const long = all.find(([name, value]) => name.length > 44 || value.length > 1024);
  if (long !== undefined) {
    throw invalid(
      "An extended property's key has at most 44 and its value 1024 characters.",
      "extendedProperties",
    );
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
