import type { CalendarProvider, EventDraft, RemoteEvent } from "@availability/domain/calendar";
import { ProviderError } from "@availability/domain/errors";
import type { calendar_v3 } from "googleapis/build/src/apis/calendar/index.js";
import { unless } from "../transport.ts";
import type { GoogleClient } from "./client.ts";
import { readSingle, tagKey } from "./map.ts";
import { WireEvent, WireNothing } from "./wire.ts";

type Events = Pick<
  CalendarProvider,
  "findEvent" | "findCreated" | "insertEvent" | "updateEvent" | "deleteEvent"
>;

type Found = Awaited<ReturnType<CalendarProvider["findEvent"]>>;

/** One event at a time, under an id chosen by us. Nobody is mailed: `sendUpdates` is always none. */
export function createEvents(client: GoogleClient): Events {
  const findEvent: Events["findEvent"] = async (accessToken, { calendarId, eventId }) => {
    const call = client.call(accessToken, WireEvent, (api, options) =>
      api.events.get({ calendarId, eventId }, options),
    );
    return call
      .then(foundOf)
      .catch(unless<Found>("not_found", null))
      .catch(unless<Found>("gone", { deleted: true, etag: null }));
  };
  return {
    findEvent,

    findCreated: (accessToken, { calendarId, key }) => findEvent(accessToken, { calendarId, eventId: key }),

    async insertEvent(accessToken, { calendarId, key }, draft) {
      assertEventId(key);
      const requestBody = { id: key, ...bodyOf(draft, undefined) };
      const wire = await client.call(accessToken, WireEvent, (api, options) =>
        api.events.insert({ calendarId, sendUpdates: "none", requestBody }, options),
      );
      return eventOf(wire);
    },

    async updateEvent(accessToken, { calendarId, eventId, etag, keepWords = false }, draft) {
      const { summary, description, location, ...rest } = bodyOf(draft, null);
      const requestBody = keepWords ? rest : { ...rest, summary, description, location };
      const wire = await client.call(
        accessToken,
        WireEvent,
        (api, options) =>
          api.events.patch({ calendarId, eventId, sendUpdates: "none", requestBody }, options),
        { etag },
      );
      return eventOf(wire);
    },

    async deleteEvent(accessToken, { calendarId, eventId }) {
      const call = client.call(accessToken, WireNothing, (api, options) =>
        api.events.delete({ calendarId, eventId, sendUpdates: "none" }, options),
      );
      await call.catch(unless("not_found", null)).catch(unless("gone", null));
    },
  };
}

/** Every field of the draft by name. `absent` is null for a PATCH, which clears by it, and undefined for an insert. */
function bodyOf(draft: EventDraft, absent: null | undefined): calendar_v3.Schema$Event {
  // A person may have turned the event into an all-day one: the date must go when the instant comes back.
  const at = (ms: number) => ({
    dateTime: new Date(ms).toISOString(),
    timeZone: draft.timeZone,
    date: absent,
  });
  return {
    // Confirmed also brings a deleted event back.
    status: "confirmed",
    transparency: "opaque",
    summary: draft.title,
    description: draft.description,
    location: draft.location ?? absent,
    start: at(draft.start),
    end: at(draft.end),
    extendedProperties: { private: { [tagKey]: draft.tag } },
  };
}

/** Base32hex in lower case, 5 to 1024 characters: https://developers.google.com/workspace/calendar/api/v3/reference/events/insert */
function assertEventId(eventId: string): void {
  if (/^[a-v0-9]{5,1024}$/.test(eventId)) return;
  throw new ProviderError("rejected", "An event id must be 5 to 1024 characters of a-v and 0-9", {
    code: "invalid_event_id",
  });
}

function foundOf(wire: WireEvent): Found {
  if (wire.status === "cancelled") return { deleted: true, etag: wire.etag ?? null };
  return { deleted: false, event: eventOf(wire) };
}

function eventOf(wire: WireEvent): RemoteEvent {
  const read = readSingle(wire);
  if (read.kind === "event") return read.event;
  throw new ProviderError("unavailable", "Google sent an event whose time cannot be read", {
    code: read.kind === "unreadable" ? read.reason : read.kind,
  });
}
