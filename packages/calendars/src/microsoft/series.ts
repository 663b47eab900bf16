import type { Instants, RemoteChange } from "@availability/domain/calendar";
import { isAbsent } from "../transport.ts";
import type { GraphClient } from "./client.ts";
import { chosenFields, readSingle, tagExpansion } from "./map.ts";
import { follow, pathOf } from "./paging.ts";
import { type WireEvent, WireEventPage } from "./wire.ts";

/** One calendar as read with one token. */
export type Reader = {
  client: GraphClient;
  accessToken: string;
  calendarId: string;
  window: Instants;
  pageSize: number;
};

type Unreadable = { id: string; reason: string };

export type Items = { changes: RemoteChange[]; unreadable: Unreadable[] };

/**
 * All occurrences of a series inside the window, with all their fields. A change feed tells neither what they are like
 * nor which of them were deleted, so every series it names is read again as a whole.
 */
export async function readSeries(reader: Reader, seriesId: string): Promise<Items & { requests: number }> {
  const { client, accessToken, calendarId } = reader;
  const first = pathOf(["me", "calendars", calendarId, "events", seriesId, "instances"], viewQuery(reader));
  const items: WireEvent[] = [];
  let requests = 0;
  try {
    const pages = follow(client, first, (path) =>
      client.call(accessToken, WireEventPage, { path, reads: "window" }),
    );
    for await (const page of pages) {
      requests += 1;
      items.push(...page.value);
    }
  } catch (error) {
    if (!isAbsent(error)) throw error;
    return { changes: [{ kind: "removed", id: seriesId }], unreadable: [], requests: requests + 1 };
  }
  const { events, unreadable } = readWhole(items);
  return { changes: [{ kind: "series", seriesId, events }], unreadable, requests };
}

/** Events with all their fields, apart from those that cannot be read. */
export function readWhole(items: readonly WireEvent[]) {
  const reads = items.map(readSingle);
  const events = reads.flatMap((read) => (read.kind === "event" ? read.event : []));
  const unreadable = reads.flatMap((r) => (r.kind === "unreadable" ? { id: r.id, reason: r.reason } : []));
  return { events, unreadable };
}

/** Of a view that gives full fields and our tag. */
export function viewQuery({ window, pageSize }: Reader): Record<string, string> {
  return { ...bounds(window), $select: chosenFields, $expand: tagExpansion, $top: `${pageSize}` };
}

export function bounds(window: Instants): Record<string, string> {
  return {
    startDateTime: new Date(window.start).toISOString(),
    endDateTime: new Date(window.end).toISOString(),
  };
}
