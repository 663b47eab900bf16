import * as z from "zod";
import { isLocalDate } from "./local-date.ts";
import { parseTimeOfDay } from "./time-of-day.ts";
import { isTimeZone } from "./zone.ts";

/** An IANA zone name. */
export const TimeZone = z
  .string()
  .refine(isTimeZone, { error: 'Not a known time zone; use an IANA name such as "Europe/Berlin"' });

/** A date that exists, `YYYY-MM-DD`. */
export const LocalDateInput = z
  .string()
  .refine(isLocalDate, { error: 'Not a date that exists; write it as YYYY-MM-DD, such as "2026-03-29"' });

const TimeOfDay = z.string().refine((text) => parseTimeOfDay(text) !== null, {
  error: 'Not a time of day; write it as HH:MM from "00:00" to "24:00"',
});

/** A range of a day; an end at or before the start lies on the next day. */
export const Hours = z.object({
  start: TimeOfDay.refine((text) => text !== "24:00", { error: 'A range starts before "24:00"' }),
  end: TimeOfDay,
});

// Room on both sides for the days around a range: https://www.rfc-editor.org/rfc/rfc3339 ends at the year 9999.
const firstInstant = Date.parse("1900-01-01T00:00:00Z");
const lastInstant = Date.parse("9000-01-01T00:00:00Z");

/** An instant, epoch ms: given as such, or as RFC 3339 text with its offset. */
export const Instant = z
  .union([z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)), z.int()], {
    error: 'Not an instant; write it with its offset, such as "2026-03-29T09:00:00Z"',
  })
  .refine((ms) => ms >= firstInstant && ms <= lastInstant, { error: "Outside the years 1900 to 8999" });
