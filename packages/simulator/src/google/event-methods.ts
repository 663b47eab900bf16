import { findOccurrence, type Occurrence } from "../state/occurrences.ts";
import { type Answer, type Call, calendarOf, horizonOf, writableCalendarOf } from "./call.ts";
import { eventView } from "./event-view.ts";
import { notFound } from "./google-error.ts";
import { deleteEvent, insertEvent, patchEvent, updateEvent } from "./write-event.ts";
import { SEND_UPDATES, type Writing } from "./writing.ts";

/** events.get: cancelled events are returned as such. */
export function eventsGet(call: Call): Answer {
  const { calendar } = calendarOf(call);
  const occurrence = findOccurrence(calendar, call.path("eventId"), horizonOf(call.simulator));
  if (occurrence === null) throw notFound();
  return eventAnswer(call, occurrence);
}

export function eventsInsert(call: Call): Answer {
  return writtenAnswer(call, insertEvent(writingOf(call), call.body));
}

export function eventsPatch(call: Call): Answer {
  return writtenAnswer(call, patchEvent(writingOf(call), call.path("eventId"), call.body));
}

export function eventsUpdate(call: Call): Answer {
  return writtenAnswer(call, updateEvent(writingOf(call), call.path("eventId"), call.body));
}

export function eventsDelete(call: Call): Answer {
  deleteEvent(writingOf(call), call.path("eventId"));
  call.simulator.store.changed();
  return { status: 204 };
}

function writingOf(call: Call): Writing {
  const { calendar } = writableCalendarOf(call);
  const notify = call.query.flag("sendNotifications") ? "all" : undefined;
  return {
    state: call.simulator.store.state,
    calendar,
    actor: call.account,
    now: call.simulator.now(),
    horizon: horizonOf(call.simulator),
    ifMatch: call.ifMatch,
    sendUpdates: call.query.oneOf("sendUpdates", SEND_UPDATES) ?? notify,
  };
}

function writtenAnswer(call: Call, occurrence: Occurrence): Answer {
  call.simulator.store.changed();
  return eventAnswer(call, occurrence);
}

function eventAnswer(call: Call, occurrence: Occurrence): Answer {
  const { calendar, role } = calendarOf(call);
  const timeZone = call.query.timeZone("timeZone") ?? calendar.timeZone;
  const body = eventView(occurrence, { calendar, role, timeZone, publicUrl: call.simulator.publicUrl() });
  return { status: 200, definition: "Event", body };
}
