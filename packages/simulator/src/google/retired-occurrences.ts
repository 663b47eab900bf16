import { endFrom } from "../state/event-time.ts";
import type { StoredEvent } from "../state/model.ts";
import { exceptionsOf, instanceId } from "../state/occurrences.ts";
import { seriesStarts } from "../state/recurrence.ts";
import type { Writing } from "./writing.ts";

/**
 * After a series was moved or its rule changed, the occurrences it no longer has must reach incremental readers as
 * cancelled: each leaves a cancelled record, which goes when the rule yields it again. Exceptions die with their occurrence.
 */
export function retireLostOccurrences(writing: Writing, before: StoredEvent, after: StoredEvent): void {
  const { calendar, horizon } = writing;
  if (before.recurrence === undefined) return;
  const { version = 0, updated = "" } = calendar.events[after.id] ?? {};
  const kept = new Set(startsOf(after, horizon).map((start) => instanceId(after.id, start)));
  for (const exception of exceptionsOf(calendar, after.id)) {
    const { exceptionOf, id } = exception;
    if (kept.has(id) && exceptionOf?.retired) delete calendar.events[id];
    else if (!kept.has(id) && exceptionOf !== undefined && !exceptionOf.retired) {
      const retired = { ...exceptionOf, retired: true };
      calendar.events[id] = { ...exception, status: "cancelled", version, updated, exceptionOf: retired };
    }
  }
  const { recurrence: _, ...shared } = before;
  for (const start of startsOf(before, horizon)) {
    const id = instanceId(before.id, start);
    if (kept.has(id) || calendar.events[id] !== undefined) continue;
    calendar.events[id] = {
      ...shared,
      id,
      status: "cancelled",
      version,
      updated,
      start,
      end: endFrom(start, before.start, before.end),
      exceptionOf: { seriesId: before.id, originalStart: start, retired: true },
    };
  }
}

function startsOf(event: StoredEvent, horizon: number) {
  return event.recurrence === undefined ? [] : seriesStarts(event.start, event.recurrence, horizon);
}
