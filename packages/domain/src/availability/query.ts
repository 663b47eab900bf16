import type { LocalDate } from "../time/index.ts";

/** Half-open `[start, end)`, epoch ms. */
export type Interval = { start: number; end: number };

/** Half-open, "HH:MM"; `end` up to "24:00", and an end at or before the start lies on the next day. */
export type Hours = { start: string; end: string };

/** Hours that repeat on ISO weekdays, Monday 1 to Sunday 7. */
export type WeeklyHours = Hours & { days: readonly number[] };

/** The hours of one local date instead of its weekly ones; none = closed. */
export type HoursException = { date: LocalDate; hours: readonly Hours[] };

/** When something is open, as people write it down. */
export type OpeningHours = {
  /** IANA */
  timeZone: string;
  weeklyHours: readonly WeeklyHours[];
  exceptions: readonly HoursException[];
};

/** `lanes` units (1 when absent) occupied, buffers included. */
export type ClaimedInterval = Interval & { lanes?: number };

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
  now: number;
  /** Slots lie wholly inside `[start, end)`. */
  start: number;
  end: number;
};

/** A bookable time; `remaining` units are free during all of it. */
export type Slot = { start: number; end: number; remaining: number };
