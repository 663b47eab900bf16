import * as z from "zod";
import type { Calendar } from "../state/model.ts";
import { dateWall, wallDate } from "../state/zone.ts";

const DAY_MS = 86_400_000;
const Required = z.string().trim().min(1, "is missing");

export const AccountForm = z.object({ account: Required });

/** Which event of which calendar a form is about. */
export const PlaceForm = AccountForm.extend({ calendarId: Required, eventId: Required });

/** An event as it is typed in: times on the calendar's clock; for whole days `end` is the last day. */
export const EventForm = AccountForm.extend({
  calendarId: Required,
  title: Required,
  start: z.string().regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?$/, "is not a date and time"),
  end: z.string().regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?$/, "is not a date and time"),
  allDay: z.literal("on").optional(),
});
export type EventForm = z.infer<typeof EventForm>;

/** The event's body in the words of the calendar's provider. */
export function eventBody(form: EventForm, calendar: Pick<Calendar, "provider" | "timeZone">) {
  const { start, end } = eventTimes(form, calendar.timeZone);
  if (calendar.provider === "google") return { summary: form.title, start, end };
  const at = (time: { date: string | null; dateTime: string | null }) => ({
    dateTime: time.dateTime ?? `${time.date}T00:00:00`,
    timeZone: calendar.timeZone,
  });
  return { subject: form.title, isAllDay: form.allDay === "on", start: at(start), end: at(end) };
}

/** `start` and `end` of an Event body; the other kind of time is nulled, so that a patch replaces it. */
function eventTimes({ start, end, allDay }: EventForm, timeZone: string) {
  if (allDay === undefined) return { start: timed(start, timeZone), end: timed(end, timeZone) };
  const lastDay = dateWall(end.slice(0, 10));
  const dayAfter = lastDay === null ? end.slice(0, 10) : wallDate(lastDay + DAY_MS);
  return { start: whole(start.slice(0, 10)), end: whole(dayAfter) };
}

function timed(text: string, timeZone: string) {
  const [day, time = "00:00"] = text.split("T");
  return { dateTime: `${day}T${time.slice(0, 5)}:00`, timeZone, date: null };
}

function whole(date: string) {
  return { date, dateTime: null, timeZone: null };
}
