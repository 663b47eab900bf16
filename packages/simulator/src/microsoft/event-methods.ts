import type { Calendar } from "../state/model.ts";
import type { Occurrence } from "../state/occurrences.ts";
import { type Answer, type Call, canEdit, eventOf, horizonOf, writableCalendarOf } from "./call.ts";
import { accessDenied } from "./graph-error.ts";
import { contextOf } from "./list-calendars.ts";
import { chosenView } from "./list-events.ts";
import { createEvent, deleteEvent, patchEvent, type Writing } from "./write-event.ts";

/** GET an event. */
export function eventsGet(call: Call): Answer {
  const { calendar, occurrence } = eventOf(call);
  return eventAnswer(call, { calendar, occurrence, status: 200 });
}

/** POST an event: 201, also when its transaction id shows that it was made before. */
export function eventsCreate(call: Call): Answer {
  const calendar = writableCalendarOf(call);
  const { occurrence, created } = createEvent(writingOf(call, calendar), call.body);
  if (created) call.simulator.store.changed();
  return eventAnswer(call, { calendar, occurrence, status: 201 });
}

export function eventsUpdate(call: Call): Answer {
  const { calendar, occurrence } = editableEventOf(call);
  const written = patchEvent(writingOf(call, calendar), occurrence, call.body);
  call.simulator.store.changed();
  return eventAnswer(call, { calendar, occurrence: written, status: 200 });
}

export function eventsDelete(call: Call): Answer {
  const { calendar, occurrence } = editableEventOf(call);
  deleteEvent(writingOf(call, calendar), occurrence);
  call.simulator.store.changed();
  return { status: 204 };
}

function editableEventOf(call: Call) {
  const found = eventOf(call);
  if (!canEdit(found.calendar, call.account)) throw accessDenied();
  return found;
}

function writingOf(call: Call, calendar: Calendar): Writing {
  return {
    state: call.simulator.store.state,
    calendar,
    now: call.simulator.now(),
    horizon: horizonOf(call.simulator),
    immutableIds: call.prefer.immutableIds,
    ifMatch: call.ifMatch,
    asOwner: false,
  };
}

function eventAnswer(
  call: Call,
  { calendar, occurrence, status }: { calendar: Calendar; occurrence: Occurrence; status: 200 | 201 },
): Answer {
  const body = {
    "@odata.context": contextOf(call, "events/$entity"),
    ...chosenView(call, calendar, occurrence),
  };
  return { status, definition: "event", body };
}
