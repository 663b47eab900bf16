import type { Instants, RemoteChange } from "@availability/domain/calendar";
import { isAbsent } from "../transport.ts";
import type { GoogleClient } from "./client.ts";
import { readEvent } from "./map.ts";
import { follow } from "./paging.ts";
import { type WireEvent, WireEventPage } from "./wire.ts";

/** One calendar as read with one token. */
export type Reader = {
  client: GoogleClient;
  accessToken: string;
  calendarId: string;
  window: Instants;
  pageSize: number;
};

export type Unreadable = { id: string; reason: string };

/** A listing of single events should never hold a series; when one leaks, its occurrences in the window are read. */
export async function readSeries(
  reader: Reader,
  seriesId: string,
): Promise<{ change: RemoteChange; unreadable: Unreadable[]; requests: number }> {
  const items: WireEvent[] = [];
  let requests = 0;
  try {
    for await (const page of instancePages(reader, seriesId)) {
      requests += 1;
      items.push(...page.items);
    }
  } catch (error) {
    if (!isAbsent(error)) throw error;
    return { change: { kind: "removed", id: seriesId } as const, unreadable: [], requests: requests + 1 };
  }
  const reads = items.map(readEvent);
  const events = reads.flatMap((read) => (read.kind === "event" ? read.event : []));
  const unreadable = reads.flatMap((r) => (r.kind === "unreadable" ? { id: r.id, reason: r.reason } : []));
  return { change: { kind: "series", seriesId, events } as const, unreadable, requests };
}

function instancePages(reader: Reader, eventId: string): AsyncGenerator<WireEventPage> {
  const { client, accessToken, calendarId, pageSize, window } = reader;
  return follow((pageToken) =>
    client.call(
      accessToken,
      WireEventPage,
      (api, options) =>
        api.events.instances(
          { calendarId, eventId, maxAttendees: 1, maxResults: pageSize, ...bounds(window), pageToken },
          options,
        ),
      { reads: "window" },
    ),
  );
}

/** Google bounds the END of an event by timeMin and its START by timeMax, both exclusively: half-open overlap. */
export function bounds(window: Instants): { timeMin: string; timeMax: string } {
  return { timeMin: new Date(window.start).toISOString(), timeMax: new Date(window.end).toISOString() };
}
