import type { Calendar, StoredEvent } from "../state/model.ts";
import { findOccurrence, type Occurrence, seriesOccurrences } from "../state/occurrences.ts";
import { type Answer, type Call, calendarOf, horizonOf } from "./call.ts";
import { type DeltaToken, decodeDelta, encodeDelta } from "./delta-token.ts";
import { bareView, eventView, selected, typeOf } from "./event-view.ts";
import { GraphError } from "./graph-error.ts";
import { graphId } from "./ids.ts";
import { pageSize } from "./links.ts";
import { contextOf } from "./list-calendars.ts";
import { isIn, viewOptions } from "./list-events.ts";
import { readWindow } from "./odata.ts";

type Item = Record<string, unknown>;

/**
 * GET calendarView/delta: everything in the window, then what changed since. Occurrences come bare, a series always as
 * a whole, and an occurrence that was deleted is simply not there. What changed outside the window is `@removed`.
 */
export function calendarViewDelta(call: Call): Answer {
  const calendar = calendarOf(call);
  const token = readToken(call, calendar);
  const { deltaEmptyPages, deltaRepeats } = call.simulator.store.state.settings;
  if (deltaEmptyPages && token.after === null)
    return answer(call, [], { "@odata.nextLink": link(call, "$skiptoken", { ...token, after: "" }) });
  const groups = Object.values(calendar.events)
    .filter((event) => event.exceptionOf === undefined && event.id > (token.after ?? ""))
    .filter((event) => token.since === null || event.version > token.since)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const items: Item[] = [];
  const size = pageSize(call, 10);
  for (const [index, event] of groups.entries()) {
    items.push(...tell(call, calendar, event, token));
    if (items.length >= size && index < groups.length - 1) {
      return answer(call, items, {
        "@odata.nextLink": link(call, "$skiptoken", { ...token, after: event.id }),
      });
    }
  }
  const repeated = deltaRepeats ? items.slice(0, 1) : [];
  const next = { ...token, since: token.version, after: null };
  return answer(call, [...items, ...repeated], { "@odata.deltaLink": link(call, "$deltatoken", next) });
}

function answer(call: Call, value: Item[], links: Record<string, string>): Answer {
  const body = { "@odata.context": contextOf(call, "Collection(event)"), ...links, value };
  return { status: 200, definition: "eventDeltaPage", body };
}

/** What a round tells of one event, or of one series with all its occurrences and exceptions. */
function tell(call: Call, calendar: Calendar, event: StoredEvent, token: DeltaToken): Item[] {
  const horizon = Math.max(token.end, horizonOf(call.simulator));
  const master = findOccurrence(calendar, event.id, horizon);
  if (master === null) throw new Error(`The event ${event.id} is not in its calendar.`);
  const options = viewOptions(call, calendar);
  const removed = ({ id }: Occurrence) => ({
    "@odata.type": "#microsoft.graph.event",
    id: graphId(calendar, id, call.prefer.immutableIds),
    "@removed": { reason: "deleted" },
  });
  const gone = (occurrence: Occurrence) => (token.since === null ? [] : [removed(occurrence)]);
  if (event.recurrence === undefined) return isIn(master, calendar, token) ? [full(master)] : gone(master);
  const occurrences = seriesOccurrences(calendar, event, horizon);
  const inside = occurrences.filter((occurrence) => isIn(occurrence, calendar, token));
  if (event.status === "cancelled") {
    const named = call.simulator.store.state.settings.deltaRemovesOccurrences
      ? occurrences.filter((occurrence) => isIn({ ...occurrence, status: "confirmed" }, calendar, token))
      : [];
    return [...gone(master), ...named.flatMap(gone)];
  }
  const movedOut = occurrences.filter(
    (occurrence) =>
      typeOf(occurrence) === "exception" &&
      occurrence.status !== "cancelled" &&
      !inside.includes(occurrence) &&
      occurrence.source.version > (token.since ?? 0),
  );
  if (inside.length === 0) return [...gone(master), ...movedOut.flatMap(gone)];
  return [
    full(master),
    ...inside.map((occurrence) =>
      typeOf(occurrence) === "exception" ? full(occurrence) : bareOf(occurrence),
    ),
    ...movedOut.flatMap(gone),
  ];

  function bareOf(occurrence: Occurrence): Item {
    return bareView(occurrence, options);
  }

  function full(occurrence: Occurrence): Item {
    const { transactionId, ...view } = selected(eventView(occurrence, options), null);
    return {
      "@odata.type": "#microsoft.graph.event",
      ...view,
      ...(transactionId === null ? {} : { transactionId }),
    };
  }
}

function readToken(call: Call, calendar: Calendar): DeltaToken {
  const { query } = call;
  const text = query.text("$deltatoken") ?? query.text("$skiptoken");
  if (text === undefined) {
    const { id, epoch, version } = calendar;
    return { calendar: id, epoch, ...readWindow(query), since: null, version, after: null };
  }
  const token = decodeDelta(text);
  if (token === null || token.calendar !== calendar.id) throw syncStateInvalid(call);
  if (token.epoch !== calendar.epoch) throw syncStateNotFound(call);
  // A delta link begins a round: what changes during its pages comes again with the next.
  return query.text("$deltatoken") === undefined ? token : { ...token, version: calendar.version };
}

function link({ url }: Call, name: string, token: DeltaToken): string {
  return `${url.origin}${url.pathname}?${name}=${encodeDelta(token)}`;
}

function syncStateInvalid(call: Call): GraphError {
  return new GraphError(410, "SyncStateInvalid", "The sync state is invalid.", location(call));
}

function syncStateNotFound(call: Call): GraphError {
  const message = "The sync state generation is not found; generation=149;[highest=157].";
  return new GraphError(410, "SyncStateNotFound", message, location(call));
}

/** Where a new round begins; its caller adds the window. */
function location({ url }: Call) {
  return { headers: { location: `${url.origin}${url.pathname}` } };
}
