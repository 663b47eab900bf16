import type { ProductCalendar } from "@availability/ontology/availability";
import type { ShownKind } from "./calendar-params.ts";

type Range = { start: number; end: number };

/** Of a calendar, what lies in the range and is of the kinds that are shown. */
export function withinShown(
  calendar: ProductCalendar,
  { range, kinds }: { range: Range; kinds: readonly ShownKind[] },
): ProductCalendar {
  const inside = <T extends Range>(kind: ShownKind, items: T[]) =>
    kinds.includes(kind) ? items.filter(({ start, end }) => start < range.end && end > range.start) : [];
  return {
    ...calendar,
    free: inside("free", calendar.free),
    slots: inside("free", calendar.slots).filter(({ start }) => start >= range.start),
    bookings: inside("bookings", calendar.bookings),
    blocks: inside("blocks", calendar.blocks),
    externalBusy: inside("busy", calendar.externalBusy),
  };
}

const minuteMs = 60_000;

/** Of many starts, as many as lie at least `step` minutes apart; all when there is no step. */
export function thinned<T extends { start: number }>(slots: readonly T[], step: number | null): T[] {
  if (step === null) return [...slots];
  let next = Number.NEGATIVE_INFINITY;
  return slots.filter(({ start }) => {
    if (start < next) return false;
    next = start + step * minuteMs;
    return true;
  });
}
