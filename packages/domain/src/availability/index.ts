// Availability: what is open, what is free, which slots may be booked. Rules: docs/spec/availability.md.

export { exceptionDates } from "./exception-dates.ts";
export { findSlots } from "./find-slots.ts";
export { freeIntervals } from "./free-intervals.ts";
export * from "./inputs.ts";
export { openIntervals } from "./open-intervals.ts";
export type {
  ClaimedInterval,
  Hours,
  HoursException,
  Interval,
  OpeningHours,
  Slot,
  SlotQuery,
  WeeklyHours,
} from "./query.ts";
export { type SlotRules, slotAt } from "./slot-at.ts";
