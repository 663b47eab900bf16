import { instantOfTime } from "../state/event-time.ts";
import type { AccessRole, Calendar } from "../state/model.ts";
import {
  expandedOccurrences,
  type Occurrence,
  seriesOccurrences,
  storedOccurrences,
} from "../state/occurrences.ts";
import { pageOf } from "../state/page-of.ts";
import { type Answer, type Call, calendarOf, horizonOf } from "./call.ts";
import { cancelledView, etagOf, eventView, type ViewOptions } from "./event-view.ts";
import { badRequest, notFound } from "./google-error.ts";
import { isListed, type ListFilters, readFilters } from "./list-filters.ts";
import { readListing } from "./listing.ts";

/** events.list: a window in full, or with `syncToken` every change of the whole calendar since that token. */
export function listEvents(call: Call): Answer {
  const { calendar, role } = calendarOf(call);
  const filters = readFilters(call.query, call.simulator.now());
  const listing = readListing(call.query, calendar);
  const horizon = horizonOf(call.simulator);
  const { since } = listing;
  const masters = since !== null && call.simulator.store.state.settings.incrementalReturnsMasters;
  const all =
    filters.singleEvents && !masters ? expandedOccurrences(calendar, horizon) : storedOccurrences(calendar);
  const chosen =
    since === null
      ? all.filter((occurrence) => isListed(occurrence, filters, { calendar, horizon }))
      : all.filter((occurrence) => occurrence.version > since);
  const { items, after } = pageOf(chosen, {
    key: sortKey(filters.orderBy, calendar),
    after: listing.after,
    size: pageSize(call),
  });
  const options = viewOptions(call, calendar, role);
  const last = listing.nextSyncToken === null ? {} : { nextSyncToken: listing.nextSyncToken };
  return answer(call, options, {
    ...(after === null ? last : { nextPageToken: listing.nextPageToken(after) }),
    items: items.map((occurrence) =>
      since !== null && occurrence.status === "cancelled"
        ? cancelledView(occurrence, options.timeZone)
        : eventView(occurrence, options),
    ),
  });
}

/** events.instances: the occurrences of one series, windowed and paged. */
export function listInstances(call: Call): Answer {
  const { calendar, role } = calendarOf(call);
  const filters = { ...readFilters(call.query, call.simulator.now()), singleEvents: true };
  const listing = readListing(call.query, calendar);
  const master = calendar.events[call.path("eventId")];
  if (master === undefined) throw notFound();
  if (master.recurrence === undefined) throw badRequest("Bad Request: the event is not recurring.");
  const horizon = horizonOf(call.simulator);
  const original = call.query.text("originalStart");
  const chosen = seriesOccurrences(calendar, master, horizon)
    .filter((occurrence) => isListed(occurrence, filters, { calendar, horizon }))
    .filter((occurrence) => original === undefined || startsOriginally(occurrence, original));
  const { items, after } = pageOf(chosen, {
    key: sortKey("startTime", calendar),
    after: listing.after,
    size: pageSize(call),
  });
  const options = viewOptions(call, calendar, role);
  return answer(call, options, {
    ...(after === null ? {} : { nextPageToken: listing.nextPageToken(after) }),
    items: items.map((occurrence) => eventView(occurrence, options)),
  });
}

function answer(call: Call, { calendar, role }: ViewOptions, rest: Record<string, unknown>): Answer {
  const updated = Object.values(calendar.events).map((event) => event.updated);
  return {
    status: 200,
    definition: "Events",
    body: {
      kind: "calendar#events",
      etag: etagOf(calendar.version),
      summary: calendar.summary,
      description: calendar.description ?? "",
      updated: updated.sort().at(-1) ?? new Date(call.simulator.now()).toISOString(),
      timeZone: calendar.timeZone,
      accessRole: role,
      defaultReminders: [],
      ...rest,
    },
  };
}

function viewOptions(call: Call, calendar: Calendar, role: AccessRole): ViewOptions {
  const timeZone = call.query.timeZone("timeZone") ?? calendar.timeZone;
  return { calendar, role, timeZone, publicUrl: call.simulator.publicUrl() };
}

function sortKey(orderBy: ListFilters["orderBy"], calendar: Calendar) {
  return (occurrence: Occurrence): string => {
    if (orderBy === undefined) return occurrence.id;
    if (orderBy === "updated") return `${occurrence.source.updated} ${occurrence.id}`;
    const start = new Date(instantOfTime(occurrence.start, calendar.timeZone)).toISOString();
    return `${start} ${occurrence.id}`;
  };
}

function startsOriginally(occurrence: Occurrence, wanted: string): boolean {
  const original = occurrence.instance?.originalStart;
  if (original === undefined) return false;
  return original.kind === "day" ? original.date === wanted : original.at === Date.parse(wanted);
}

function pageSize(call: Call): number {
  const asked = call.query.count("maxResults", 250, 2_500);
  return Math.min(asked, call.simulator.store.state.settings.pageSize ?? asked);
}
