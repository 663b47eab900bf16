import type { RemoteCalendar, RemoteEvent } from "@availability/domain/calendar";
import { cut } from "../text.ts";
import { knownTimeZone } from "../time-zone.ts";
import { readTime, type UnreadableTime } from "./time.ts";
import type { WireCalendar, WireEvent } from "./wire.ts";

/** The key of our mark in `extendedProperties.private`. */
export const tagKey = "availabilityBooking";

type ReadSingle =
  | { kind: "event"; event: RemoteEvent }
  | { kind: "removed"; id: string }
  | { kind: "unreadable"; id: string; reason: UnreadableTime };

/** A master is a series itself, not its occurrences: its own start says nothing about when it is busy. */
export type ReadEvent = ReadSingle | { kind: "master"; id: string };

/** What one item of a listing means. Total: an odd item becomes `unreadable`, never an exception. */
export function readEvent(wire: WireEvent): ReadEvent {
  const isMaster = wire.status !== "cancelled" && (wire.recurrence ?? []).length > 0;
  return isMaster ? { kind: "master", id: wire.id } : readSingle(wire);
}

/** The same for one event that was asked for by its id, where a master stands for its first occurrence. */
export function readSingle(wire: WireEvent): ReadSingle {
  if (wire.status === "cancelled") return { kind: "removed", id: wire.id };
  const time = readTime(wire.start, wire.end);
  if (typeof time === "string") return { kind: "unreadable", id: wire.id, reason: time };
  return {
    kind: "event",
    event: {
      id: wire.id,
      seriesId: wire.recurringEventId ?? null,
      iCalUid: wire.iCalUID ?? null,
      etag: wire.etag ?? null,
      updatedAt: wire.updated ?? null,
      time,
      status: wire.status === "tentative" ? "tentative" : "confirmed",
      showAs: showAs(wire),
      type: types.get(wire.eventType ?? "") ?? "default",
      selfResponse: responses.get(wire.attendees?.find((a) => a?.self)?.responseStatus ?? "") ?? null,
      title: cut(wire.summary, 1024),
      description: cut(wire.description, 8192),
      location: cut(wire.location, 1024),
      key: wire.id,
      tag: tagOf(wire),
    },
  };
}

/** Null for an entry that the person removed from the list. An unknown role is read as the least one. */
export function readCalendar(wire: WireCalendar): RemoteCalendar | null {
  if (wire.deleted) return null;
  const accessRole = roles.get(wire.accessRole ?? "") ?? "freebusy";
  return {
    id: wire.id,
    name: cut(wire.summaryOverride || wire.summary, 1024) ?? wire.id,
    timeZone: knownTimeZone(wire.timeZone),
    accessRole,
    canWrite: accessRole === "owner" || accessRole === "writer",
    isPrimary: wire.primary === true,
    colour: wire.backgroundColor ?? null,
  };
}

/** An unknown transparency is read as busy: time is freed by what we understand, never by what we do not. */
function showAs(wire: WireEvent): RemoteEvent["showAs"] {
  if (wire.transparency === "transparent") return "free";
  if (wire.eventType === "outOfOffice") return "out_of_office";
  return wire.eventType === "workingLocation" ? "working_elsewhere" : "busy";
}

const types: ReadonlyMap<string, RemoteEvent["type"]> = new Map([
  ["outOfOffice", "out_of_office"],
  ["focusTime", "focus_time"],
  ["workingLocation", "working_location"],
  ["birthday", "birthday"],
  ["fromGmail", "from_gmail"],
]);

const responses: ReadonlyMap<string, RemoteEvent["selfResponse"]> = new Map([
  ["accepted", "accepted"],
  ["declined", "declined"],
  ["tentative", "tentative"],
  ["needsAction", "needs_action"],
]);

const roles: ReadonlyMap<string, RemoteCalendar["accessRole"]> = new Map([
  ["owner", "owner"],
  ["writer", "writer"],
  ["reader", "reader"],
  ["freeBusyReader", "freebusy"],
]);

function tagOf(wire: WireEvent): string | null {
  const tag = wire.extendedProperties?.private?.[tagKey];
  return typeof tag === "string" ? tag : null;
}
