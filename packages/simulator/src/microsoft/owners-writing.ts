import type { Simulator } from "../simulator.ts";
import type { Calendar } from "../state/model.ts";
import { findOccurrence, type Occurrence } from "../state/occurrences.ts";
import { horizonOf } from "./call.ts";
import { eventView, type GraphEvent, selected } from "./event-view.ts";
import { itemNotFound } from "./graph-error.ts";
import { readGraphId } from "./ids.ts";
import { readPreferences } from "./prefer.ts";
import { createEvent, deleteEvent, moveEvent, patchEvent, type Writing } from "./write-event.ts";

type Json = Record<string, unknown>;

/** Adds an event as the person whose calendar it is, who needs no token. */
export function ownerAdds(simulator: Simulator, calendar: Calendar, event: Json): GraphEvent {
  return ownersView(simulator, calendar, createEvent(writing(simulator, calendar), event).occurrence);
}

/** Changes an event, a series or one occurrence; declining is `responseStatus`, which no program can write. */
export function ownerChanges(
  simulator: Simulator,
  calendar: Calendar,
  { id, event }: { id: string; event: Json },
): GraphEvent {
  const right = writing(simulator, calendar);
  return ownersView(simulator, calendar, patchEvent(right, livingEvent(right, id), event));
}

export function ownerDeletes(simulator: Simulator, calendar: Calendar, id: string): void {
  const right = writing(simulator, calendar);
  deleteEvent(right, livingEvent(right, id));
}

/** Takes an event into another calendar. */
export function ownerMoves(
  simulator: Simulator,
  calendar: Calendar,
  { id, target }: { id: string; target: Calendar },
): GraphEvent {
  const right = writing(simulator, calendar);
  return ownersView(simulator, target, moveEvent(right, livingEvent(right, id), target));
}

function writing(simulator: Simulator, calendar: Calendar): Writing {
  return {
    state: simulator.store.state,
    calendar,
    now: simulator.now(),
    horizon: horizonOf(simulator),
    immutableIds: true,
    asOwner: true,
  };
}

/** By the id that Graph gives, or by the one in the simulator's own pages. */
function livingEvent({ calendar, horizon }: Writing, id: string): Occurrence {
  const plain = findOccurrence(calendar, id, horizon);
  const found = plain ?? findOccurrence(calendar, readGraphId(id).id, horizon);
  if (found === null || found.status === "cancelled") throw itemNotFound();
  return found;
}

/** An event under its immutable id, as the control door shows it. */
export function ownersView(simulator: Simulator, calendar: Calendar, occurrence: Occurrence): GraphEvent {
  const view = eventView(occurrence, {
    calendar,
    prefer: readPreferences('IdType="ImmutableId", outlook.body-content-type="text"'),
    windowsZoneNames: simulator.store.state.settings.windowsZoneNames,
    publicUrl: simulator.publicUrl(),
  });
  const properties = Object.entries(occurrence.source.graph?.properties ?? {});
  return {
    ...selected(view, null),
    ...(properties.length === 0
      ? {}
      : { singleValueExtendedProperties: properties.map(([id, value]) => ({ id, value })) }),
  };
}
