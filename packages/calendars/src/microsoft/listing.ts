import type { CalendarProvider, ChangePage } from "@availability/domain/calendar";
import { ProviderError } from "@availability/domain/errors";
import type { GraphClient } from "./client.ts";
import type { MicrosoftSettings } from "./config.ts";
import { brokenAnswer } from "./errors.ts";
import { readChange } from "./map.ts";
import { follow, pathOf } from "./paging.ts";
import { bounds, type Items, type Reader, readSeries, readWhole, viewQuery } from "./series.ts";
import { WireDeltaPage, type WireEvent, WireEventPage } from "./wire.ts";

type Listing = Pick<CalendarProvider, "listWindow" | "listChanges">;

/** Reading: the events of a window, and the changes since a cursor, which is a delta link and has its window in it. */
export function createListing(client: GraphClient, { pageSize }: MicrosoftSettings): Listing {
  return {
    listWindow: (accessToken, query) => windowPages({ client, accessToken, pageSize, ...query }),
    listChanges: (accessToken, { cursor, ...query }) =>
      changePages({ client, accessToken, pageSize, ...query }, cursor),
  };
}

/**
 * First the change feed for its link alone, then the window as a view: the feed gives occurrences without what they
 * are like. What changes in between comes again with the first changes.
 */
async function* windowPages(reader: Reader): AsyncGenerator<ChangePage> {
  const { client, accessToken, calendarId } = reader;
  const place = ["me", "calendars", calendarId, "calendarView"];
  const round = await cursorOf(reader, pathOf([...place, "delta"], bounds(reader.window)));
  let { requests } = round;
  const pages = follow(client, pathOf(place, viewQuery(reader)), (path) =>
    client.call(accessToken, WireEventPage, { path, reads: "window" }),
  );
  for await (const page of pages) {
    const { events, unreadable } = readWhole(page.value);
    yield {
      changes: events.map((event) => ({ kind: "event", event })),
      unreadable,
      cursor: page["@odata.nextLink"] === undefined ? round.cursor : null,
      timeZone: null,
      requests: requests + 1,
    };
    requests = 0;
  }
}

async function cursorOf(reader: Reader, first: string): Promise<{ cursor: string; requests: number }> {
  let requests = 0;
  for await (const page of deltaPages(reader, first, "window")) {
    requests += 1;
    const cursor = page["@odata.deltaLink"];
    if (cursor !== undefined) return { cursor, requests };
  }
  throw incomplete();
}

async function* changePages(reader: Reader, cursor: string): AsyncGenerator<ChangePage> {
  const first = reader.client.pathOf(cursor);
  if (first === null || !/[?&][$]deltatoken=/i.test(first)) throw expired();
  /** Each series is read once in a round. */
  const known = new Set<string>();
  for await (const page of deltaPages(reader, first, "cursor")) {
    const { requests, ...items } = await readItems(reader, page.value, known);
    const link = page["@odata.deltaLink"] ?? null;
    yield { ...items, cursor: link, timeZone: null, requests: requests + 1 };
  }
}

async function* deltaPages(
  { client, accessToken }: Reader,
  first: string,
  reads: "window" | "cursor",
): AsyncGenerator<WireDeltaPage> {
  const pages = follow(client, first, (path) => client.call(accessToken, WireDeltaPage, { path, reads }));
  for await (const page of pages) {
    if (!page["@odata.nextLink"] && !page["@odata.deltaLink"]) throw incomplete();
    yield page;
  }
}

async function readItems(
  reader: Reader,
  wires: readonly WireEvent[],
  known: Set<string>,
): Promise<Items & { requests: number }> {
  const items: Items & { requests: number } = { changes: [], unreadable: [], requests: 0 };
  // The same entity may come more than once: the last one counts.
  const reads = [...new Map(wires.map((wire) => [wire.id, wire])).values()].map(readChange);
  for (const read of reads) {
    if (read.kind === "unreadable") items.unreadable.push({ id: read.id, reason: read.reason });
    else if (read.kind !== "series") items.changes.push(read);
    else if (!known.has(read.id)) {
      known.add(read.id);
      const series = await readSeries(reader, read.id);
      items.changes.push(...series.changes);
      items.unreadable.push(...series.unreadable);
      items.requests += series.requests;
    }
  }
  return items;
}

function incomplete(): ProviderError {
  return brokenAnswer("a list of changes without the link that completes it", "incomplete_listing");
}

function expired(): ProviderError {
  return new ProviderError("cursor_expired", "This is no point up to which an Outlook calendar was read", {
    code: "foreign_cursor",
  });
}
