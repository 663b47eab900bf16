import { endFrom, instantOfTime } from "./event-time.ts";
import type { Calendar, EventTime, StoredEvent } from "./model.ts";
import { seriesStarts } from "./recurrence.ts";

/** One line of a listing: a single event, a whole series, or one occurrence of a series. */
export interface Occurrence {
  id: string;
  status: StoredEvent["status"];
  version: number;
  start: EventTime;
  end: EventTime;
  /** Where its details come from: the event itself, its exception, or the master. */
  source: StoredEvent;
  instance?: { seriesId: string; originalStart: EventTime };
}

/** The stored events as they are: masters are not expanded, exceptions stand beside them. */
export function storedOccurrences(calendar: Calendar): Occurrence[] {
  return Object.values(calendar.events).map((event) => storedOccurrence(calendar, event));
}

/** Single events and the occurrences of every series that start before `horizon` (epoch ms); no masters. */
export function expandedOccurrences(calendar: Calendar, horizon: number): Occurrence[] {
  return Object.values(calendar.events).flatMap((event) =>
    event.recurrence === undefined
      ? [storedOccurrence(calendar, event)]
      : virtualOccurrences(calendar, event, horizon),
  );
}

/** All occurrences of one series up to `horizon`, exceptions and cancelled ones included. */
export function seriesOccurrences(calendar: Calendar, master: StoredEvent, horizon: number): Occurrence[] {
  const exceptions = exceptionsOf(calendar, master.id).map((event) => storedOccurrence(calendar, event));
  return [...virtualOccurrences(calendar, master, horizon), ...exceptions];
}

export function exceptionsOf(calendar: Calendar, seriesId: string): StoredEvent[] {
  return Object.values(calendar.events).filter((event) => event.exceptionOf?.seriesId === seriesId);
}

/** The event, master, exception or still unchanged occurrence of that id; null when the calendar never had it. */
export function findOccurrence(calendar: Calendar, id: string, horizon: number): Occurrence | null {
  const stored = calendar.events[id];
  if (stored !== undefined) return storedOccurrence(calendar, stored);
  const master = calendar.events[id.slice(0, Math.max(0, id.lastIndexOf("_")))];
  if (master?.recurrence === undefined) return null;
  return virtualOccurrences(calendar, master, horizon).find((occurrence) => occurrence.id === id) ?? null;
}

/** `<master>_20260329T080000Z` for timed occurrences, `<master>_20260329` for whole days. */
export function instanceId(seriesId: string, originalStart: EventTime): string {
  if (originalStart.kind === "day") return `${seriesId}_${originalStart.date.replaceAll("-", "")}`;
  return `${seriesId}_${new Date(originalStart.at).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

/** Half-open bounds in epoch ms, whole days taken in the calendar's zone. */
export function bounds(occurrence: Occurrence, calendar: Calendar): { start: number; end: number } {
  return {
    start: instantOfTime(occurrence.start, calendar.timeZone),
    end: instantOfTime(occurrence.end, calendar.timeZone),
  };
}

function storedOccurrence(calendar: Calendar, event: StoredEvent): Occurrence {
  const { id, status, version, start, end, exceptionOf } = event;
  if (exceptionOf === undefined) return { id, status, version, start, end, source: event };
  const master = calendar.events[exceptionOf.seriesId];
  return {
    id,
    status: master?.status === "cancelled" ? "cancelled" : status,
    version: Math.max(version, master?.version ?? 0),
    start,
    end,
    source: event,
    instance: { seriesId: exceptionOf.seriesId, originalStart: exceptionOf.originalStart },
  };
}

function virtualOccurrences(calendar: Calendar, master: StoredEvent, horizon: number): Occurrence[] {
  return seriesStarts(master.start, master.recurrence ?? [], horizon)
    .map((start) => ({
      id: instanceId(master.id, start),
      status: master.status,
      version: master.version,
      start,
      end: endFrom(start, master.start, master.end),
      source: master,
      instance: { seriesId: master.id, originalStart: start },
    }))
    .filter((occurrence) => calendar.events[occurrence.id] === undefined);
}
