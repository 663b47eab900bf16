import { ControlError } from "../control/control-error.ts";
import type { Simulator } from "../simulator.ts";
import type { Calendar } from "../state/model.ts";
import type { Occurrence } from "../state/occurrences.ts";
import { horizonOf } from "./call.ts";
import { eventBodyViolation } from "./event-input.ts";
import { eventView, type GoogleEvent } from "./event-view.ts";
import { deleteEvent, insertEvent, patchEvent } from "./write-event.ts";
import type { Writing } from "./writing.ts";

type Json = Record<string, unknown>;

/** Adds an event as the calendar's owner, who needs no token. */
export function ownerAdds(simulator: Simulator, calendar: Calendar, event: Json): GoogleEvent {
  return shown(simulator, calendar, insertEvent(writing(simulator, calendar), checked(event)));
}

export function ownerChanges(
  simulator: Simulator,
  calendar: Calendar,
  { id, event }: { id: string; event: Json },
): GoogleEvent {
  return shown(simulator, calendar, patchEvent(writing(simulator, calendar), id, checked(event)));
}

export function ownerDeletes(simulator: Simulator, calendar: Calendar, id: string): void {
  deleteEvent(writing(simulator, calendar), id);
}

function writing(simulator: Simulator, calendar: Calendar): Writing {
  const { state } = simulator.store;
  return { state, calendar, actor: calendar.owner, now: simulator.now(), horizon: horizonOf(simulator) };
}

function checked(event: Json): Json {
  const violation = eventBodyViolation(event);
  if (violation === null) return event;
  throw new ControlError(400, [{ field: "event", message: violation }]);
}

function shown(simulator: Simulator, calendar: Calendar, occurrence: Occurrence): GoogleEvent {
  const { timeZone } = calendar;
  return eventView(occurrence, { calendar, timeZone, role: "owner", publicUrl: simulator.publicUrl() });
}
