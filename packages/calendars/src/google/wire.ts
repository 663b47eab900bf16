// What we read of Google's answers: strict where a wrong reading would free time, tolerant everywhere else.
// Source: https://developers.google.com/workspace/calendar/api/v3/reference
import * as z from "zod";

const text = z.string().nullish().catch(null);
const flag = z.boolean().nullish().catch(null);

const WireTime = z.object({ date: text, dateTime: text, timeZone: text }).nullish().catch(null);
export type WireTime = z.infer<typeof WireTime>;

const WireAttendee = z.object({ self: flag, responseStatus: text });

/** An event without a usable id is no event: it cannot be kept, changed or removed. */
export const WireEvent = z.object({
  id: z.string().min(1),
  status: text,
  etag: text,
  updated: text,
  summary: text,
  description: text,
  location: text,
  iCalUID: text,
  recurringEventId: text,
  recurrence: z.array(z.unknown()).nullish().catch(null),
  start: WireTime,
  end: WireTime,
  transparency: text,
  eventType: text,
  attendees: z.array(WireAttendee.nullable().catch(null)).nullish().catch(null),
  extendedProperties: z
    .object({ private: z.record(z.string(), z.unknown()).nullish().catch(null) })
    .nullish()
    .catch(null),
});
export type WireEvent = z.infer<typeof WireEvent>;

/** `kind` proves that this is Google's list: an empty JSON object must not read as an empty calendar. */
export const WireEventPage = z.object({
  kind: z.literal("calendar#events"),
  items: z.array(WireEvent).default([]),
  nextPageToken: z.string().min(1).optional(),
  nextSyncToken: z.string().min(1).optional(),
  timeZone: text,
});
export type WireEventPage = z.infer<typeof WireEventPage>;

const WireCalendar = z.object({
  id: z.string().min(1),
  summary: text,
  summaryOverride: text,
  timeZone: text,
  accessRole: text,
  primary: flag,
  deleted: flag,
  backgroundColor: text,
});
export type WireCalendar = z.infer<typeof WireCalendar>;

export const WireCalendarPage = z.object({
  kind: z.literal("calendar#calendarList"),
  items: z.array(WireCalendar.nullable().catch(null)).default([]),
  nextPageToken: z.string().min(1).optional(),
});

/** https://developers.google.com/workspace/calendar/api/v3/reference/events/watch */
export const WireChannel = z.object({
  id: z.string().min(1),
  resourceId: z.string().min(1),
  expiration: z.union([z.string(), z.number()]).nullish().catch(null),
});
export type WireChannel = z.infer<typeof WireChannel>;

/** The answer of a delete: empty, whatever its type. */
export const WireNothing = z.unknown();

/** https://developers.google.com/workspace/calendar/api/guides/errors */
export const WireFailure = z.object({
  error: z.object({
    message: text,
    status: text,
    errors: z
      .array(z.object({ reason: text, message: text, location: text }))
      .nullish()
      .catch(null),
    details: z
      .array(z.object({ reason: text }))
      .nullish()
      .catch(null),
  }),
});
