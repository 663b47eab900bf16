import type { LocalDate } from "../time/index.ts";

/** Half-open `[start, end)`, epoch ms. */
export type Interval = { start: number; end: number };

/** Half-open, "HH:MM"; `end` up to "24:00", and an end at or before the start lies on the next day. */
export type Hours = { start: string; end: string };

/** Hours that repeat on ISO weekdays, Monday 1 to Sunday 7. */
export type WeeklyHours = Hours & { days: readonly number[] };

/** The hours of one local date instead of its weekly ones; none = closed. */
export type HoursException = { date: LocalDate; hours: readonly Hours[] };

/** Weekly hours that stand in for the usual ones from one local date to another, both included; without `until`, for good. */
export type Season = { from: LocalDate; until?: LocalDate | null; weeklyHours: readonly WeeklyHours[] };

/** When something is open, as people write it down. */
export type OpeningHours = {
  /** IANA */
  timeZone: string;
  weeklyHours: readonly WeeklyHours[];
  /** Of several in force on a date, the one that begins last counts. */
  seasons?: readonly Season[];
  exceptions: readonly HoursException[];
};

/** `lanes` units (1 when absent) occupied, buffers included. */
export type ClaimedInterval = Interval & { lanes?: number };

/** What a service needs besides itself: `count` of the members, each with `units` free (1 when absent, null = all it has). */
export type Requirement = {
  name?: string;
  count: number;
  units?: number | null;
  /** In order of preference. */
  members: readonly Member[];
};

/** A product that can serve. */
export type Member = {
  id: string;
  /** Null when nobody set hours for it: it is there whenever the service is. */
  hours: OpeningHours | null;
  busy: readonly Interval[];
  claims?: readonly ClaimedInterval[];
  /** Units that can be occupied at once; 1 when absent. */
  capacity?: number;
  /** It must be unoccupied for the longer of these and the service's. */
  bufferBeforeMinutes?: number;
  bufferAfterMinutes?: number;
  /** What it needs itself to serve. */
  requirements?: readonly Requirement[];
};

/** Members that serve already at exactly this time, for whoever books the same service then. */
export type Allocation = Interval & { memberIds: readonly string[] };

/** What is open, what occupies it, and what may be booked. Instants are epoch ms. */
export type SlotQuery = OpeningHours & {
  /** Blocks and external busy time, in any order; they occupy every unit. */
  busy: readonly Interval[];
  claims?: readonly ClaimedInterval[];
  /** Units that can be occupied at once; 1 when absent. */
  capacity?: number;
  /** Units one booking occupies; 1 when absent. */
  attendees?: number;
  durationMinutes: number;
  stepMinutes: number;
  bufferBeforeMinutes?: number;
  bufferAfterMinutes?: number;
  minNoticeMinutes?: number;
  /** Days of 24 hours; no horizon when absent. */
  horizonDays?: number;
  /** All of them must be served; none when absent. */
  requirements?: readonly Requirement[];
  allocations?: readonly Allocation[];
  now: number;
  /** Slots lie wholly inside `[start, end)`. */
  start: number;
  end: number;
};

/** A bookable time; `remaining` units are free during all of it. */
export type Slot = { start: number; end: number; remaining: number };
