// What we read of Graph's answers: strict where a wrong reading would free time, tolerant everywhere else.
// Source: https://learn.microsoft.com/graph/api/resources/event
import * as z from "zod";

const text = z.string().nullish().catch(null);
const flag = z.boolean().nullish().catch(null);

const WireTime = z.object({ dateTime: text, timeZone: text }).nullish().catch(null);
export type WireTime = z.infer<typeof WireTime>;

/** An event without a usable id is no event: it cannot be kept, changed or removed. */
export const WireEvent = z.object({
  id: z.string().min(1),
  "@odata.etag": text,
  "@removed": z.object({ reason: text }).nullish(),
  type: text,
  seriesMasterId: text,
  iCalUId: text,
  transactionId: text,
  lastModifiedDateTime: text,
  subject: text,
  body: z.object({ content: text }).nullish().catch(null),
  location: z.object({ displayName: text }).nullish().catch(null),
  start: WireTime,
  end: WireTime,
  isAllDay: flag,
  isCancelled: flag,
  showAs: text,
  responseStatus: z.object({ response: text }).nullish().catch(null),
  singleValueExtendedProperties: z
    .array(z.object({ id: text, value: text }))
    .nullish()
    .catch(null),
});
export type WireEvent = z.infer<typeof WireEvent>;

const nextLink = z.string().min(1).optional();

/** `value` proves that this is a list: an empty JSON object must not read as an empty calendar. */
export const WireEventPage = z.object({ value: z.array(WireEvent), "@odata.nextLink": nextLink });
export type WireEventPage = z.infer<typeof WireEventPage>;

export const WireDeltaPage = WireEventPage.extend({ "@odata.deltaLink": z.string().min(1).optional() });
export type WireDeltaPage = z.infer<typeof WireDeltaPage>;

const WireCalendar = z.object({
  id: z.string().min(1),
  name: text,
  canEdit: flag,
  isDefaultCalendar: flag,
  hexColor: text,
  owner: z.object({ address: text }).nullish().catch(null),
});
export type WireCalendar = z.infer<typeof WireCalendar>;

export const WireCalendarPage = z.object({
  value: z.array(WireCalendar.nullable().catch(null)),
  "@odata.nextLink": nextLink,
});

export const WireMailboxSettings = z.object({ timeZone: text });

export const WirePerson = z.object({ mail: text, userPrincipalName: text });

export const WireSubscription = z.object({ id: z.string().min(1), expirationDateTime: text });
export type WireSubscription = z.infer<typeof WireSubscription>;

/** The answer of a delete: empty. */
export const WireNothing = z.unknown();

/** https://learn.microsoft.com/graph/errors */
export const WireFailure = z.object({
  error: z.object({ code: text, message: text }),
});
