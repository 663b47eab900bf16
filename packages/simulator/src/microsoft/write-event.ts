import { createHash, randomUUID } from "node:crypto";
import type { Calendar, GraphDetails, SimulatorState, StoredEvent } from "../state/model.ts";
import { exceptionsOf, findOccurrence, type Occurrence } from "../state/occurrences.ts";
import { checkTimes, type EventContent, readEvent, withContent } from "./event-input.ts";
import { etagOf } from "./event-view.ts";
import { badRequest, GraphError, itemNotFound } from "./graph-error.ts";
import { newICalUid } from "./ids.ts";
import { recordMails } from "./mails.ts";
import { transactionOutcome } from "./transactions.ts";

type Json = Record<string, unknown>;

/** Who writes into which calendar, and when. */
export interface Writing {
  state: SimulatorState;
  calendar: Calendar;
  now: number;
  /** How far series are expanded, epoch ms. */
  horizon: number;
  immutableIds: boolean;
  ifMatch?: string | undefined;
  /** True for what the mailbox's owner does by hand, who may do more than a program. */
  asOwner: boolean;
}

/** Adds an event. A transaction id that was used before yields the event it made, or a refusal when the body differs. */
export function createEvent(writing: Writing, body: Json): { occurrence: Occurrence; created: boolean } {
  const { calendar, now } = writing;
  const content = read(writing, body, false);
  const { start, end, recurrence, transactionId } = content;
  if (start === undefined || end === undefined)
    throw badRequest("Start and End are required.", "ErrorPropertyValidationFailure");
  const bodyHash = createHash("sha256").update(JSON.stringify(body)).digest("base64url");
  const earlier = transactionOutcome(writing, { transactionId, bodyHash });
  if (earlier !== null) return { occurrence: found(writing, earlier.id), created: false };
  const graph: GraphDetails = { fields: {}, properties: {}, transactionId, bodyHash };
  const id = randomUUID().replaceAll("-", "");
  const rules = recurrence ?? undefined;
  checkTimes({ start, end, recurrence: rules }, calendar.timeZone);
  const event: StoredEvent = {
    id,
    iCalUID: newICalUid(id),
    status: "confirmed",
    version: 0,
    created: new Date(now).toISOString(),
    updated: "",
    sequence: 0,
    createdBy: calendar.owner,
    start,
    end,
    ...(rules === undefined ? {} : { recurrence: rules }),
    details: detailsOf(content, {}),
    graph: withContent(graph, content),
  };
  save(writing, event);
  recordMails(writing, null, event);
  return { occurrence: found(writing, id), created: true };
}

/** Merges `patch` into an event, a series or one occurrence; collections are replaced whole. */
export function patchEvent(writing: Writing, occurrence: Occurrence, patch: Json): Occurrence {
  checkEtag(writing, occurrence);
  const before = editable(occurrence, writing);
  const content = read(writing, patch, before.start.kind === "day");
  if (content.transactionId !== null && content.transactionId !== before.graph?.transactionId)
    throw badRequest("The property 'transactionId' cannot be changed.", "ErrorInvalidPropertySet");
  if (before.exceptionOf !== undefined && content.recurrence)
    throw badRequest("An occurrence of a series cannot recur itself.", "ErrorOccurrenceCannotRecur");
  const after = merged(before, content);
  checkTimes(after, writing.calendar.timeZone);
  const shape = ({ start, end, recurrence }: StoredEvent) => JSON.stringify([start, end, recurrence]);
  const moved = shape(before) !== shape(after);
  // Outlook gives up the exceptions of a series that is moved or whose pattern changes.
  if (moved && before.recurrence !== undefined)
    for (const { id } of exceptionsOf(writing.calendar, before.id)) delete writing.calendar.events[id];
  const event = { ...after, sequence: before.sequence + (moved ? 1 : 0) };
  save(writing, event);
  recordMails(writing, before, event);
  return found(writing, event.id);
}

/** Removes an event, a series or one occurrence. */
export function deleteEvent(writing: Writing, occurrence: Occurrence): void {
  checkEtag(writing, occurrence);
  const before = editable(occurrence, writing);
  const event: StoredEvent = { ...before, status: "cancelled" };
  save(writing, event);
  recordMails(writing, before, event);
}

/** Takes an event or a series into another calendar, which changes its mutable id. */
export function moveEvent(writing: Writing, occurrence: Occurrence, target: Calendar): Occurrence {
  const { calendar } = writing;
  const { source } = occurrence;
  if (occurrence.instance !== undefined)
    throw badRequest("One occurrence of a series cannot be moved to another calendar.");
  const there = { ...writing, calendar: target };
  for (const exception of exceptionsOf(calendar, source.id)) {
    delete calendar.events[exception.id];
    target.events[exception.id] = exception;
  }
  save(there, source);
  save(writing, { ...source, status: "cancelled" });
  return found(there, source.id);
}

function read(writing: Writing, body: Json, allDay: boolean): EventContent {
  const { calendar, asOwner } = writing;
  return readEvent(body, { allDay, calendarZone: calendar.timeZone, asOwner });
}

function merged(before: StoredEvent, content: EventContent): StoredEvent {
  const { recurrence, ...rest } = before;
  const rules = content.recurrence === undefined ? recurrence : (content.recurrence ?? undefined);
  const empty: GraphDetails = { fields: {}, properties: {}, transactionId: null, bodyHash: null };
  return {
    ...rest,
    start: content.start ?? before.start,
    end: content.end ?? before.end,
    ...(rules === undefined ? {} : { recurrence: rules }),
    details: detailsOf(content, before.details),
    graph: withContent(before.graph ?? empty, content),
  };
}

function detailsOf({ summary }: EventContent, before: StoredEvent["details"]): StoredEvent["details"] {
  return summary === undefined ? before : { ...before, summary };
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

/** Whatever changes in a series touches its master, too: a delta round then tells the series as a whole. */
function save({ calendar, now }: Writing, event: StoredEvent): void {
  calendar.version += 1;
  const written = { version: calendar.version, updated: new Date(now).toISOString() };
  const { bornVersion = calendar.version } = calendar.events[event.id] ?? event;
  calendar.events[event.id] = { ...event, ...written, bornVersion };
  const master = calendar.events[event.exceptionOf?.seriesId ?? ""];
  if (master !== undefined) calendar.events[master.id] = { ...master, ...written };
}

function found({ calendar, horizon }: Writing, id: string): Occurrence {
  const occurrence = findOccurrence(calendar, id, horizon);
  if (occurrence === null) throw itemNotFound();
  return occurrence;
}

function checkEtag({ ifMatch }: Writing, { version }: Occurrence): void {
  if (ifMatch === undefined || ifMatch === "*" || ifMatch === etagOf(version)) return;
  throw new GraphError(
    412,
    "ErrorIrresolvableConflict",
    "The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.",
  );
}
