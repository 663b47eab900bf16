import type { CalendarProvider, EventDraft, RemoteEvent } from "@availability/domain/calendar";
import { ProviderError } from "@availability/domain/errors";
import { unless } from "../transport.ts";
import type { GraphClient } from "./client.ts";
import { brokenAnswer } from "./errors.ts";
import { chosenFields, readSingle, tagExpansion, tagProperty } from "./map.ts";
import { follow, pathOf } from "./paging.ts";
import { WireEvent, WireEventPage, WireNothing } from "./wire.ts";

type Events = Pick<
  CalendarProvider,
  "findEvent" | "findCreated" | "insertEvent" | "updateEvent" | "deleteEvent"
>;

type Found = Awaited<ReturnType<CalendarProvider["findEvent"]>>;

const view = { $select: chosenFields, $expand: tagExpansion };

/** One event at a time. None has attendees: Exchange would mail them about every change and cannot be told not to. */
export function createEvents(client: GraphClient): Events {
  return {
    async findEvent(accessToken, { calendarId, eventId }) {
      const path = pathOf(["me", "calendars", calendarId, "events", eventId], view);
      const call = client.call(accessToken, WireEvent, { path });
      return call.then(foundOf).catch(unless<Found>("not_found", null));
    },

    async findCreated(accessToken, { calendarId, key, tag }) {
      const path = pathOf(["me", "calendars", calendarId, "events"], { $filter: tagFilter(tag), ...view });
      const pages = follow(client, path, (at) => client.call(accessToken, WireEventPage, { path: at }));
      for await (const { value } of pages) {
        const ours = value.find(({ transactionId }) => transactionId === key);
        if (ours) return foundOf(ours);
      }
      return null;
    },

    async insertEvent(accessToken, { calendarId, key }, draft) {
      assertTransactionId(key);
      const wire = await client.call(accessToken, WireEvent, {
        method: "POST",
        path: pathOf(["me", "calendars", calendarId, "events"]),
        body: { ...timeOf(draft), ...wordsOf(draft), transactionId: key },
        writes: true,
      });
      return written(wire, draft);
    },

    async updateEvent(accessToken, { calendarId, eventId, etag, keepWords = false }, draft) {
      const wire = await client.call(accessToken, WireEvent, {
        method: "PATCH",
        path: pathOf(["me", "calendars", calendarId, "events", eventId]),
        body: { ...timeOf(draft), ...(keepWords ? {} : wordsOf(draft)) },
        etag,
        writes: true,
      });
      return written(wire, draft);
    },

    async deleteEvent(accessToken, { calendarId, eventId }) {
      const path = pathOf(["me", "calendars", calendarId, "events", eventId]);
      const call = client.call(accessToken, WireNothing, { method: "DELETE", path, writes: true });
      await call.catch(unless("not_found", null)).catch(unless("gone", null));
    },
  };
}

/** In UTC, which no clock change makes ambiguous; Outlook shows it in the zone of whoever looks. */
function timeOf(draft: EventDraft) {
  const at = (ms: number) => ({ dateTime: new Date(ms).toISOString().replace("Z", ""), timeZone: "UTC" });
  return {
    start: at(draft.start),
    end: at(draft.end),
    isAllDay: false,
    showAs: "busy",
    singleValueExtendedProperties: [{ id: tagProperty, value: draft.tag }],
  };
}

function wordsOf(draft: EventDraft) {
  return {
    subject: draft.title,
    body: { contentType: "text", content: draft.description },
    location: { displayName: draft.location ?? "" },
  };
}

/** https://learn.microsoft.com/graph/filter-query-parameter: a quote inside is doubled. */
function tagFilter(tag: string): string {
  const quoted = (value: string) => `'${value.replaceAll("'", "''")}'`;
  return `singleValueExtendedProperties/Any(ep: ep/id eq ${quoted(tagProperty)} and ep/value eq ${quoted(tag)})`;
}

function assertTransactionId(key: string): void {
  if (/^[\w-]{1,64}$/.test(key)) return;
  throw new ProviderError(
    "rejected",
    "A transaction id must be 1 to 64 letters, digits, dashes and underscores",
    {
      code: "invalid_transaction_id",
    },
  );
}

function foundOf(wire: WireEvent): Found {
  if (wire.isCancelled) return { deleted: true, etag: wire["@odata.etag"] ?? null };
  return { deleted: false, event: eventOf(wire) };
}

/** The answer to a write leaves extended properties out; the tag is the one just written. */
function written(wire: WireEvent, draft: EventDraft): RemoteEvent {
  const event = eventOf(wire);
  return { ...event, tag: event.tag ?? draft.tag };
}

function eventOf(wire: WireEvent): RemoteEvent {
  const read = readSingle(wire);
  if (read.kind === "event") return read.event;
  throw brokenAnswer("the time of an event", read.kind === "unreadable" ? read.reason : read.kind);
}
