import type { LocalDate } from "../time/index.ts";
import type { Hours, HoursException } from "./query.ts";
import type { Cause } from "./wall.ts";

/** Where hours, exceptions and holidays may be set, nearest to the product first. */
export const availabilityLevels = ["product", "location", "organization"] as const;
export type AvailabilityLevel = (typeof availabilityLevels)[number];

/** An exception as somebody set it; no hours means closed. */
export type LevelException = {
  id: string;
  level: AvailabilityLevel;
  date: LocalDate;
  hours: readonly Hours[];
  reason: string | null;
};

export type Holiday = { date: LocalDate; name: string };

/** The hours of a date and what they come from. */
export type ExceptionInForce = HoursException & { level: AvailabilityLevel | null; cause: Cause };

/**
 * One exception for each date that has any: a closing of whatever level, or else the hours of the nearest level. A holiday
 * closes its date unless that has hours set for it or is among `openDates`. Dates come ascending.
 */
export function exceptionsInForce(
  exceptions: readonly LevelException[],
  holidays: readonly Holiday[] = [],
  openDates: readonly LocalDate[] = [],
): ExceptionInForce[] {
  const inForce = new Map<LocalDate, ExceptionInForce>();
  const open = new Set(openDates);
  for (const { date, name } of holidays) {
    if (open.has(date)) continue;
    inForce.set(date, { date, hours: [], level: null, cause: { kind: "holiday", id: null, name } });
  }
  for (const exception of [...exceptions].sort(byWeight)) {
    const { id, level, date, hours, reason } = exception;
    inForce.set(date, { date, hours, level, cause: { kind: "exception", id, name: reason } });
  }
  return [...inForce.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** What counts most comes last. */
function byWeight(a: LevelException, b: LevelException): number {
  const isClosing = ({ hours }: LevelException): number => Number(hours.length === 0);
  const nearness = ({ level }: LevelException): number => -availabilityLevels.indexOf(level);
  return isClosing(a) - isClosing(b) || nearness(a) - nearness(b);
}
