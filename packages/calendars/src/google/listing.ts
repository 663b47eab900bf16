import type {
  CalendarProvider,
  ChangePage,
  RemoteCalendar,
  RemoteChange,
} from "@availability/domain/calendar";
import { ProviderError } from "@availability/domain/errors";
import { knownTimeZone } from "../time-zone.ts";
import type { GoogleClient } from "./client.ts";
import type { GoogleSettings } from "./config.ts";
import { readCalendar, readEvent } from "./map.ts";
import { follow } from "./paging.ts";
import { bounds, type Reader, readSeries, type Unreadable } from "./series.ts";
import { WireCalendarPage, WireEventPage } from "./wire.ts";

type Listing = Pick<CalendarProvider, "listCalendars" | "listWindow" | "listChanges">;

/** Reading: calendars, the events of a window, and the changes since a cursor. */
export function createListing(client: GoogleClient, settings: GoogleSettings): Listing {
  const { pageSize } = settings;
  return {
    listCalendars: (accessToken) => listCalendars(client, accessToken),
    listWindow(accessToken, query) {
      const reader = { client, accessToken, pageSize, ...query };
      // The window goes with the first listing alone: a sync token does not carry it and refuses it.
      return eventPages(reader, bounds(query.window), "window");
    },
    listChanges(accessToken, { cursor, ...query }) {
      const reader = { client, accessToken, pageSize, ...query };
      return eventPages(reader, { syncToken: cursor }, "cursor");
    },
  };
}

async function listCalendars(client: GoogleClient, accessToken: string): Promise<RemoteCalendar[]> {
  const pages = follow((pageToken) =>
    client.call(accessToken, WireCalendarPage, (api, options) =>
      api.calendarList.list({ maxResults: 250, pageToken }, options),
    ),
  );
  const calendars: RemoteCalendar[] = [];
  for await (const page of pages) {
    calendars.push(...page.items.flatMap((wire) => (wire && readCalendar(wire)) ?? []));
  }
  return calendars;
}

type Restriction = { timeMin: string; timeMax: string } | { syncToken: string };

async function* eventPages(
  reader: Reader,
  restriction: Restriction,
  reads: "window" | "cursor",
): AsyncGenerator<ChangePage> {
  const { client, accessToken, calendarId, pageSize } = reader;
  const pages = follow((pageToken) =>
    client.call(
      accessToken,
      WireEventPage,
      // Apart from `restriction`, a sync token wants the very parameters of the listing it came from.
      // No orderBy and no showDeleted: the first forfeits the token, the second is implied by it.
      (api, options) =>
        api.events.list(
          {
            calendarId,
            singleEvents: true,
            maxAttendees: 1,
            maxResults: pageSize,
            ...restriction,
            pageToken,
          },
          options,
        ),
      { reads },
    ),
  );
  for await (const page of pages) yield await readPage(reader, page);
}

async function readPage(reader: Reader, page: WireEventPage): Promise<ChangePage> {
  if (!page.nextPageToken && !page.nextSyncToken) {
    throw new ProviderError(
      "unavailable",
      "Google ended a list of events without the sync token that completes it",
      {
        code: "incomplete_listing",
      },
    );
  }
  const changes: RemoteChange[] = [];
  const unreadable: Unreadable[] = [];
  let requests = 1;
  for (const wire of page.items) {
    const read = readEvent(wire);
    if (read.kind === "unreadable") unreadable.push({ id: read.id, reason: read.reason });
    else if (read.kind !== "master") changes.push(read);
    else {
      const series = await readSeries(reader, read.id);
      changes.push(series.change);
      unreadable.push(...series.unreadable);
      requests += series.requests;
    }
  }
  const cursor = page.nextPageToken ? null : (page.nextSyncToken ?? null);
  return { changes, unreadable, cursor, timeZone: knownTimeZone(page.timeZone), requests };
}
