import type { Calendar } from "../state/model.ts";
import {
  bounds,
  exceptionsOf,
  expandedOccurrences,
  type Occurrence,
  seriesOccurrences,
  storedOccurrences,
} from "../state/occurrences.ts";
import { pageOf } from "../state/page-of.ts";
import { type Answer, type Call, calendarOf, eventOf, horizonOf } from "./call.ts";
import { propertyKey } from "./event-input.ts";
import { eventView, type GraphEvent, selected, type ViewOptions } from "./event-view.ts";
import { badRequest } from "./graph-error.ts";
import { graphId } from "./ids.ts";
import { nextLink, pageSize } from "./links.ts";
import { contextOf } from "./list-calendars.ts";
import { readWindow } from "./odata.ts";

/** GET calendarView: what overlaps the window, series as their occurrences, with full properties. */
export function listCalendarView(call: Call): Answer {
  const calendar = calendarOf(call);
  const window = readWindow(call.query);
  const horizon = Math.max(window.end, horizonOf(call.simulator));
  const chosen = expandedOccurrences(calendar, horizon).filter((event) => isIn(event, calendar, window));
  return eventPage(call, calendar, chosen);
}

/** GET events: single events and masters of series, all or those with a certain extended property. */
export function listEvents(call: Call): Answer {
  const calendar = calendarOf(call);
  const { filter } = call.query;
  const { now, store } = call.simulator;
  const found = now() - store.state.settings.filterLagSeconds * 1000;
  const chosen = storedOccurrences(calendar).filter(({ status, instance, source }) => {
    if (status === "cancelled" || instance !== undefined) return false;
    if (filter === null) return true;
    if (Date.parse(source.created) > found) return false;
    const value = source.graph?.properties[propertyKey(filter.id)];
    return value !== undefined && (filter.value === null || value === filter.value);
  });
  return eventPage(call, calendar, chosen);
}

/** GET instances of a series inside a window. */
export function listInstances(call: Call): Answer {
  const { calendar, occurrence } = eventOf(call);
  const window = readWindow(call.query);
  if (occurrence.source.recurrence === undefined || occurrence.instance !== undefined)
    throw badRequest("The event is not the master of a series.", "ErrorInvalidRequest");
  const horizon = Math.max(window.end, horizonOf(call.simulator));
  const chosen = seriesOccurrences(calendar, occurrence.source, horizon).filter((event) =>
    isIn(event, calendar, window),
  );
  return eventPage(call, calendar, chosen);
}

/** One event with the fields and extended properties that the query chooses. */
export function chosenView(call: Call, calendar: Calendar, occurrence: Occurrence): GraphEvent {
  const options = viewOptions(call, calendar);
  const { select, expandProperties, expandExceptions } = call.query;
  const properties = expandedProperties(occurrence, expandProperties);
  const exceptions = exceptionsOf(calendar, occurrence.source.id);
  return {
    ...selected({ ...eventView(occurrence, options), ...cancelledOccurrences() }, select),
    ...(properties.length === 0 ? {} : { singleValueExtendedProperties: properties }),
    ...(expandExceptions ? { exceptionOccurrences: exceptionViews() } : {}),
  };

  function cancelledOccurrences() {
    if (occurrence.source.recurrence === undefined || occurrence.instance !== undefined) return {};
    const gone = exceptions.filter(({ status }) => status === "cancelled");
    const master = graphId(calendar, occurrence.id, call.prefer.immutableIds);
    const day = (id: string) => id.slice(-16).replace(/^.*_?(\d{4})(\d{2})(\d{2})T?.*$/, "$1-$2-$3");
    return { cancelledOccurrences: gone.map(({ id }) => `OID.${master}.${day(id)}`) };
  }

  function exceptionViews() {
    const living = storedOccurrences(calendar).filter(
      ({ status, instance }) => status !== "cancelled" && instance?.seriesId === occurrence.id,
    );
    return living.map((exception) => selected(eventView(exception, options), null));
  }
}

export function viewOptions({ simulator, prefer }: Call, calendar: Calendar): ViewOptions {
  const { windowsZoneNames } = simulator.store.state.settings;
  return { calendar, prefer, windowsZoneNames, publicUrl: simulator.publicUrl() };
}

/** True for a living event that overlaps the half-open window. */
export function isIn(event: Occurrence, calendar: Calendar, window: { start: number; end: number }): boolean {
  if (event.status === "cancelled") return false;
  const { start, end } = bounds(event, calendar);
  return start < window.end && (end > window.start || (start === end && start >= window.start));
}

function eventPage(call: Call, calendar: Calendar, events: Occurrence[]): Answer {
  const key = (event: Occurrence) => `${new Date(bounds(event, calendar).start).toISOString()} ${event.id}`;
  const after = call.query.text("$skiptoken") ?? null;
  const page = pageOf(events, { key, after, size: pageSize(call, 10) });
  return {
    status: 200,
    definition: "eventCollectionPage",
    body: {
      "@odata.context": contextOf(call, "events"),
      value: page.items.map((event) => chosenView(call, calendar, event)),
      ...nextLink(call, page.after),
    },
  };
}

function expandedProperties({ source }: Occurrence, wanted: string[] | null) {
  return (wanted ?? []).flatMap((id) => {
    const value = source.graph?.properties[propertyKey(id)];
    return value === undefined ? [] : [{ id, value }];
  });
}
