import type {
  CalendarProvider,
  ChangePage,
  Instants,
  RemoteCalendar,
  RemoteChange,
} from "@availability/domain/calendar";
import { ProviderError } from "@availability/domain/errors";
import type { CallContext, GoogleClient } from "./client.ts";
import type { GoogleSettings } from "./config.ts";
import { isAbsent } from "./errors.ts";
import { readCalendar, readEvent } from "./map.ts";
import { knownTimeZone } from "./time.ts";
import { WireCalendarPage, type WireEvent, WireEventPage } from "./wire.ts";

type Listing = Pick<CalendarProvider, "listCalendars" | "listWindow" | "listChanges">;

type Scope = {
  client: GoogleClient;
  accessToken: string;
  calendarId: string;
  window: Instants;
  pageSize: number;
};

/** Reading: calendars, the events of a window, and the changes since a cursor. */
export function createListing(client: GoogleClient, settings: GoogleSettings): Listing {
  const { pageSize } = settings;
  return {
    listCalendars: (accessToken) => listCalendars(client, accessToken),
    listWindow(accessToken, query) {
      const scope = { client, accessToken, pageSize, ...query };
      // The window goes with the first listing alone: a sync token does not carry it and refuses it.
      return eventPages(scope, bounds(query.window), "window");
    },
    listChanges(accessToken, { cursor, ...query }) {
      const scope = { client, accessToken, pageSize, ...query };
      return eventPages(scope, { syncToken: cursor }, "cursor");
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
  scope: Scope,
  restriction: Restriction,
  reads: "window" | "cursor",
): AsyncGenerator<ChangePage> {
  const { client, accessToken, calendarId, pageSize } = scope;
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
  for await (const page of pages) yield await readPage(scope, page);
}

async function readPage(scope: Scope, page: WireEventPage): Promise<ChangePage> {
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
  const unreadable: NonNullable<ChangePage["unreadable"]>[number][] = [];
  let requests = 1;
  for (const wire of page.items) {
    const read = readEvent(wire);
    if (read.kind === "unreadable") unreadable.push({ id: read.id, reason: read.reason });
    else if (read.kind !== "master") changes.push(read);
    else {
      const series = await readSeries(scope, read.id);
      changes.push(series.change);
      unreadable.push(...series.unreadable);
      requests += series.requests;
    }
  }
  const cursor = page.nextPageToken ? null : (page.nextSyncToken ?? null);
  return { changes, unreadable, cursor, timeZone: knownTimeZone(page.timeZone), requests };
}

/** A listing of single events should never hold a series; when one leaks, its occurrences in the window are read. */
async function readSeries(scope: Scope, seriesId: string) {
  const items: WireEvent[] = [];
  let requests = 0;
  try {
    for await (const page of instancePages(scope, seriesId)) {
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

function instancePages(scope: Scope, eventId: string): AsyncGenerator<WireEventPage> {
  const { client, accessToken, calendarId, pageSize, window } = scope;
  const context: CallContext = { reads: "window" };
  return follow((pageToken) =>
    client.call(
      accessToken,
      WireEventPage,
      (api, options) =>
        api.events.instances(
          { calendarId, eventId, maxAttendees: 1, maxResults: pageSize, ...bounds(window), pageToken },
          options,
        ),
      context,
    ),
  );
}

/** Google bounds the END of an event by timeMin and its START by timeMax, both exclusively: half-open overlap. */
function bounds(window: Instants): { timeMin: string; timeMax: string } {
  return { timeMin: new Date(window.start).toISOString(), timeMax: new Date(window.end).toISOString() };
}

/** All pages of a list. A page token that repeats would never end, so it counts as a broken answer. */
async function* follow<Page extends { nextPageToken?: string | undefined }>(
  fetchPage: (pageToken: string | undefined) => Promise<Page>,
): AsyncGenerator<Page> {
  let pageToken: string | undefined;
  do {
    const page: Page = await fetchPage(pageToken);
    if (page.nextPageToken && page.nextPageToken === pageToken) {
      throw new ProviderError("unavailable", "Google sent the same page of a list twice", {
        code: "paging_loop",
      });
    }
    yield page;
    pageToken = page.nextPageToken;
  } while (pageToken);
}
