import { instantOfTime, wallOfTime } from "../state/event-time.ts";
import type { Calendar, EventTime } from "../state/model.ts";
import type { Occurrence } from "../state/occurrences.ts";
import { wallAt, wallDate } from "../state/zone.ts";
import { bodyPreview, bodyView } from "./event-body.ts";
import { graphId, newICalUid } from "./ids.ts";
import type { Preferences } from "./prefer.ts";
import { toPattern } from "./recurrence.ts";
import { windowsName } from "./windows-zones.ts";

export type GraphEvent = Record<string, unknown> & { id: string };

export interface ViewOptions {
  calendar: Calendar;
  prefer: Preferences;
  windowsZoneNames: boolean;
  publicUrl: string;
}

/** Fields that clients read only when they name them. */
const ON_REQUEST = ["cancelledOccurrences"];

/** An event as Graph writes it, with all the fields it has by default. */
export function eventView(occurrence: Occurrence, options: ViewOptions): GraphEvent {
  const { calendar, prefer } = options;
  const { source } = occurrence;
  const fields = source.graph?.fields ?? {};
  const allDay = occurrence.start.kind === "day";
  const zoneName = originalZone(occurrence.start, options);
  return {
    ...bareView(occurrence, options),
    createdDateTime: source.created,
    lastModifiedDateTime: source.updated,
    changeKey: changeKeyOf(occurrence.version),
    transactionId: source.graph?.transactionId ?? null,
    originalStartTimeZone: zoneName,
    originalEndTimeZone: originalZone(occurrence.end, options),
    iCalUId: newICalUid(occurrence.id),
    subject: source.details.summary ?? "",
    body: bodyView(objectOf(fields.body), prefer.textBodies),
    bodyPreview: bodyPreview(objectOf(fields.body)),
    importance: "normal",
    sensitivity: "normal",
    categories: [],
    isAllDay: allDay,
    isCancelled: false,
    isDraft: false,
    hasAttachments: false,
    responseRequested: true,
    allowNewTimeProposals: true,
    hideAttendees: false,
    isReminderOn: true,
    reminderMinutesBeforeStart: 15,
    isOnlineMeeting: false,
    onlineMeetingProvider: "unknown",
    onlineMeetingUrl: null,
    onlineMeeting: null,
    showAs: "busy",
    isOrganizer: true,
    organizer: { emailAddress: { name: calendar.owner, address: calendar.owner } },
    responseStatus: { response: "organizer", time: "0001-01-01T00:00:00Z" },
    location: { displayName: "" },
    locations: [],
    attendees: [],
    webLink: `${options.publicUrl}/#event-${occurrence.id}`,
    ...fields,
    ...(fields.body === undefined ? {} : { body: bodyView(objectOf(fields.body), prefer.textBodies) }),
    recurrence:
      source.recurrence === undefined || occurrence.instance !== undefined
        ? null
        : toPattern(source.recurrence, wallDate(wallOfTime(occurrence.start)), zoneName),
    ...(occurrence.instance === undefined
      ? {}
      : {
          originalStart: new Date(
            instantOfTime(occurrence.instance.originalStart, calendar.timeZone),
          ).toISOString(),
        }),
  };
}

/** What a delta round tells of an unchanged occurrence of a series: when it is, and nothing of what it is. */
export function bareView(occurrence: Occurrence, { calendar, prefer }: ViewOptions): GraphEvent {
  const { instance } = occurrence;
  return {
    "@odata.type": "#microsoft.graph.event",
    "@odata.etag": etagOf(occurrence.version),
    id: graphId(calendar, occurrence.id, prefer.immutableIds),
    seriesMasterId: instance === undefined ? null : graphId(calendar, instance.seriesId, prefer.immutableIds),
    type: typeOf(occurrence),
    start: timeView(occurrence.start, prefer),
    end: timeView(occurrence.end, prefer),
  };
}

/** The chosen fields of a view. The id and the etag are always among them. */
export function selected(view: GraphEvent, select: string[] | null): GraphEvent {
  const wanted = (name: string) =>
    select === null ? !ON_REQUEST.includes(name) : name === "id" || select.includes(name);
  const kept = Object.entries(view).filter(
    ([name]) => name === "@odata.etag" || (name !== "@odata.type" && wanted(name)),
  );
  return { id: view.id, ...Object.fromEntries(kept) };
}

export function typeOf({ source, instance }: Occurrence) {
  if (instance !== undefined) return source.exceptionOf === undefined ? "occurrence" : "exception";
  return source.recurrence === undefined ? "singleInstance" : "seriesMaster";
}

export function etagOf(version: number): string {
  return `W/"${changeKeyOf(version)}"`;
}

function changeKeyOf(version: number): string {
  return Buffer.from(`change ${String(version).padStart(9, "0")}`).toString("base64");
}

/** Whole days are midnights under the name of the wished-for zone, and never converted into it. */
function timeView(time: EventTime, { timeZone }: Preferences) {
  const wall =
    time.kind === "day"
      ? `${time.date}T00:00:00`
      : new Date(wallAt(time.at, timeZone.zone)).toISOString().slice(0, 19);
  return { dateTime: `${wall}.0000000`, timeZone: timeZone.name };
}

function originalZone(time: EventTime, { calendar, windowsZoneNames }: ViewOptions): string {
  const zone = time.kind === "day" ? calendar.timeZone : time.timeZone;
  return windowsZoneNames ? windowsName(zone) : zone;
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
