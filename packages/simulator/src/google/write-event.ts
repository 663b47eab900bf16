import { randomUUID } from "node:crypto";
import type { StoredEvent } from "../state/model.ts";
import { findOccurrence, type Occurrence } from "../state/occurrences.ts";
import { type EventContent, merged, readEvent, withoutNulls, writableBody } from "./event-input.ts";
import { etagOf } from "./event-view.ts";
import { GoogleError, invalid, notFound } from "./google-error.ts";
import { recordMails } from "./mails.ts";
import { retireLostOccurrences } from "./retired-occurrences.ts";
import type { Writing } from "./writing.ts";

type Json = Record<string, unknown>;

/** Adds an event under the id in the body, or under a new one; an id ever used in this calendar is a 409. */
export function insertEvent(writing: Writing, body: Json): Occurrence {
  const { calendar, actor, now } = writing;
  const id = body.id ?? randomUUID().replaceAll("-", "");
  if (typeof id !== "string" || !/^[a-v0-9]{5,1024}$/.test(id))
    throw invalid("Invalid resource id value.", "id");
  const content = readEvent(withoutNulls(body), calendar.timeZone);
  if (content.status === "cancelled")
    throw invalid("Invalid value for: status. A new event is not cancelled.");
  if (calendar.events[id] !== undefined) {
    throw new GoogleError(409, "duplicate", "The requested identifier already exists.");
  }
  const event: StoredEvent = {
    id,
    iCalUID: typeof body.iCalUID === "string" ? body.iCalUID : `${id}@google.com`,
    version: 0,
    created: new Date(now).toISOString(),
    updated: "",
    sequence: 0,
    createdBy: actor,
    ...written(content),
  };
  save(writing, event);
  recordMails(writing, null, event);
  return found(writing, id);
}

/** Merges `patch` into an event, a series or one occurrence; arrays are replaced whole, null removes a field. */
export function patchEvent(writing: Writing, id: string, patch: Json): Occurrence {
  return rewrite(writing, id, (current) => merged(current, patch));
}

/** Replaces everything writable. */
export function updateEvent(writing: Writing, id: string, body: Json): Occurrence {
  return rewrite(writing, id, () => withoutNulls(body));
}

/** Cancels an event, a series or one occurrence; one that is cancelled already is a 410. */
export function deleteEvent(writing: Writing, id: string): void {
  const occurrence = found(writing, id);
  if (occurrence.status === "cancelled") throw new GoogleError(410, "deleted", "Resource has been deleted");
  checkEtag(writing, occurrence);
  const before = editable(occurrence, writing);
  const event: StoredEvent = { ...before, status: "cancelled" };
  save(writing, event);
  recordMails(writing, before, event);
}

function rewrite(writing: Writing, id: string, change: (current: Json) => Json): Occurrence {
  const { calendar, state } = writing;
  const occurrence = found(writing, id);
  checkEtag(writing, occurrence);
  const before = editable(occurrence, writing);
  const content = readEvent(change(writableBody(before)), calendar.timeZone);
  if (before.exceptionOf !== undefined && content.recurrence !== undefined) {
    throw invalid("An occurrence of a series cannot recur itself.", "recurrence");
  }
  if (before.status === "cancelled" && content.status !== "cancelled" && state.settings.undeleteRefused) {
    throw new GoogleError(403, "forbidden", "Forbidden");
  }
  const { recurrence: _, ...rest } = before;
  const next: StoredEvent = { ...rest, ...written(content) };
  const moved = JSON.stringify([before.start, before.end]) !== JSON.stringify([next.start, next.end]);
  const event: StoredEvent = { ...next, sequence: before.sequence + (moved ? 1 : 0) };
  save(writing, event);
  retireLostOccurrences(writing, before, event);
  recordMails(writing, before, event);
  return found(writing, id);
}

/** The stored event behind an occurrence; for one that is still as its rule made it, the exception to be. */
function editable(occurrence: Occurrence, { now }: Writing): StoredEvent {
  const { source, instance } = occurrence;
  if (instance === undefined || source.exceptionOf !== undefined) return structuredClone(source);
  const { recurrence: _, ...shared } = structuredClone(source);
  return {
    ...shared,
    id: occurrence.id,
    created: new Date(now).toISOString(),
    start: occurrence.start,
    end: occurrence.end,
    exceptionOf: { ...instance, retired: false },
  };
}

function written({ recurrence, ...content }: EventContent) {
  return { ...content, ...(recurrence === undefined ? {} : { recurrence }) };
}

function save({ calendar, now }: Writing, event: StoredEvent): void {
  calendar.version += 1;
  calendar.events[event.id] = { ...event, version: calendar.version, updated: new Date(now).toISOString() };
}

function found({ calendar, horizon }: Writing, id: string): Occurrence {
  const occurrence = findOccurrence(calendar, id, horizon);
  if (occurrence === null) throw notFound();
  return occurrence;
}

function checkEtag({ ifMatch }: Writing, { version }: Occurrence): void {
  if (ifMatch === undefined || ifMatch === "*" || ifMatch === etagOf(version)) return;
  throw new GoogleError(412, "conditionNotMet", "Precondition Failed", {
    locationType: "header",
    location: "If-Match",
  });
}
