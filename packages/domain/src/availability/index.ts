// Availability: what is open, what is free, which slots may be booked. Rules: docs/spec/availability.md.

export { exceptionDates } from "./exception-dates.ts";
export {
  type AvailabilityLevel,
  availabilityLevels,
  type ExceptionInForce,
  exceptionsInForce,
  type Holiday,
  type LevelException,
} from "./exceptions-in-force.ts";
export { type ExplainQuery, explainUnavailable } from "./explain-unavailable.ts";
export { findSlots } from "./find-slots.ts";
export { freeIntervals } from "./free-intervals.ts";
export * from "./inputs.ts";
export { mergeHours, mergeWeeklyHours } from "./merge-hours.ts";
export { openIntervals } from "./open-intervals.ts";
export type {
  Allocation,
  ClaimedInterval,
  Hours,
  HoursException,
  Interval,
  Member,
  OpeningHours,
  Requirement,
  Season,
  Slot,
  SlotQuery,
  WeeklyHours,
} from "./query.ts";
export type { ChosenMember } from "./service.ts";
export { leastLoadedFirst, membersAt, type SlotRules, slotAt } from "./slot-at.ts";
export { type Cause, type Unavailable, type UnavailableReason, unavailableReasons } from "./wall.ts";
