// Time: IANA zones, local dates and times of day. Instants are epoch ms; nothing here knows what time it is.
export { Hours, Instant, LocalDateInput, TimeZone } from "./inputs.ts";
export {
  addDays,
  dayNumberOf,
  isLocalDate,
  type LocalDate,
  localDateOfDay,
  parseDayNumber,
  weekday,
  weekdayOfDay,
} from "./local-date.ts";
export {
  dayOfInstant,
  instantOf,
  instantOfDay,
  localDateOf,
  minuteOfDay,
  offsetAt,
  startOfDay,
} from "./local-time.ts";
export { formatTimeOfDay, parseTimeOfDay } from "./time-of-day.ts";
export { isTimeZone, spanAt, type Zone, zoneOf } from "./zone.ts";
