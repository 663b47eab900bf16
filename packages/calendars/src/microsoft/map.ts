import type { RemoteCalendar, RemoteEvent } from "@availability/domain/calendar";
import { cut } from "../text.ts";
import { readTime, type UnreadableTime } from "./time.ts";
import type { WireCalendar, WireEvent } from "./wire.ts";

/** The name of our mark among the extended properties, under an id of our own. */
export const tagProperty = "String {8f6a3a1e-27c0-4f0e-9d57-6b1f6f2c9a11} Name AvailabilityBooking";

/** The fields we read, where an answer lets them be chosen. */
export const chosenFields = [
  "id",
  "type",
  "seriesMasterId",
  "iCalUId",
  "transactionId",
  "lastModifiedDateTime",
  "subject",
  "body",
  "location",
  "start",
  "end",
  "isAllDay",
  "isCancelled",
  "showAs",
  "responseStatus",
].join(",");

export const tagExpansion = `singleValueExtendedProperties($filter=id eq '${tagProperty}')`;

type ReadSingle =
  | { kind: "event"; event: RemoteEvent }
  | { kind: "removed"; id: string }
  | { kind: "unreadable"; id: string; reason: UnreadableTime };

/** A change feed names a series by its master or by an occurrence that has but its time: neither can be taken as it is. */
export type ReadChange = ReadSingle | { kind: "series"; id: string };

/** What one item of a change feed means. Total: an odd item becomes `unreadable`, never an exception. */
export function readChange(wire: WireEvent): ReadChange {
  if (wire["@removed"]) return { kind: "removed", id: wire.id };
  if (wire.type === "seriesMaster") return { kind: "series", id: wire.id };
  // An exception comes with all its fields; a plain occurrence does not even say whether it is busy.
  if (wire.seriesMasterId && !wire.showAs) return { kind: "series", id: wire.seriesMasterId };
  return readSingle(wire);
}

/** The same for an event with all its fields. */
export function readSingle(wire: WireEvent): ReadSingle {
  if (wire.isCancelled) return { kind: "removed", id: wire.id };
  const time = readTime(wire.start, wire.end, wire.isAllDay === true);
  if (typeof time === "string") return { kind: "unreadable", id: wire.id, reason: time };
  return {
    kind: "event",
    event: {
      id: wire.id,
      seriesId: wire.seriesMasterId ?? null,
      iCalUid: wire.iCalUId ?? null,
      etag: wire["@odata.etag"] ?? null,
      updatedAt: wire.lastModifiedDateTime ?? null,
      time,
      status: "confirmed",
      showAs: shown.get(wire.showAs ?? "") ?? "busy",
      type: "default",
      selfResponse: responses.get(wire.responseStatus?.response ?? "") ?? null,
      title: cut(wire.subject, 1024),
      description: cut(wire.body?.content, 8192),
      location: cut(wire.location?.displayName, 1024) || null,
      key: wire.transactionId ?? null,
      tag: tagOf(wire),
    },
  };
}

/** A calendar of the mailbox, whose zone all its calendars share. */
export function readCalendar(wire: WireCalendar, timeZone: string | null): RemoteCalendar {
  const canWrite = wire.canEdit === true;
  return {
    id: wire.id,
    name: cut(wire.name, 1024) ?? wire.id,
    timeZone,
    accessRole: wire.isDefaultCalendar ? "owner" : canWrite ? "writer" : "reader",
    canWrite,
    isPrimary: wire.isDefaultCalendar === true,
    colour: wire.hexColor || null,
  };
}

/** What is not here is busy: time is freed by what we understand, never by what we do not. */
const shown: ReadonlyMap<string, RemoteEvent["showAs"]> = new Map([
  ["free", "free"],
  ["tentative", "tentative"],
  ["oof", "out_of_office"],
  ["workingElsewhere", "working_elsewhere"],
]);

const responses: ReadonlyMap<string, RemoteEvent["selfResponse"]> = new Map([
  ["organizer", "accepted"],
  ["accepted", "accepted"],
  ["tentativelyAccepted", "tentative"],
  ["declined", "declined"],
  ["notResponded", "needs_action"],
]);

function tagOf(wire: WireEvent): string | null {
  const ours = wire.singleValueExtendedProperties?.find(
    ({ id }) => id?.toLowerCase() === tagProperty.toLowerCase(),
  );
  return ours?.value ?? null;
}
