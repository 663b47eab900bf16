import { allowedActions } from "@availability/domain/booking";
import { minuteOfDay } from "@availability/domain/time";
import type { ProductCalendar } from "@availability/ontology/availability";
import { statusText } from "./agenda-days.ts";

/** An event as the calendar draws it. Instants are epoch ms. */
export type DrawnEvent = {
  id: string;
  kind: "available" | "booking" | "pending" | "blocked" | "busy";
  title: string;
  start: number;
  end: number;
  isMovable: boolean;
};

/** All that one product's calendar shows; free bands lie behind the rest. */
export function drawnEvents(calendar: ProductCalendar, mayMove: boolean): DrawnEvent[] {
  return [
    ...calendar.free.map(({ start, end }) => ({
      id: `free-${start}`,
      kind: "available" as const,
      title: "Free",
      start,
      end,
      isMovable: false,
    })),
    ...calendar.bookings.map(({ id, start, end, status, customer }) => ({
      id,
      kind: status === "pending" ? ("pending" as const) : ("booking" as const),
      title: status === "confirmed" ? customer.name : `${customer.name} (${statusText(status)})`,
      start,
      end,
      isMovable: mayMove && allowedActions(status).includes("reschedule"),
    })),
    ...calendar.blocks.map(({ id, start, end, reason }) => ({
      id,
      kind: "blocked" as const,
      title: reason ? `Blocked: ${reason}` : "Blocked",
      start,
      end,
      isMovable: false,
    })),
    ...calendar.externalBusy.map(({ calendarId, start, end }) => ({
      id: `${calendarId}-${start}-${end}`,
      kind: "busy" as const,
      title: "Busy",
      start,
      end,
      isMovable: false,
    })),
  ];
}

/** The slot that a click at `instant` means: the last that began by then and still runs; null where nothing is free. */
export function slotAtClick(slots: ProductCalendar["slots"], instant: number): number | null {
  let found: number | null = null;
  for (const { start, end } of slots) {
    if (start <= instant && instant < end) found = start;
  }
  return found;
}

const finestMinutes = 5;
const usualMinutes = 15;

/** The grid, in minutes, that every slot of a calendar begins on: what is dragged stops only where a slot can begin. */
export function snapMinutes(starts: readonly number[], timeZone: string): number {
  let grid = 60;
  for (const start of starts) grid = divisor(grid, minuteOfDay(start, timeZone));
  return starts.length > 0 ? Math.max(grid, finestMinutes) : usualMinutes;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
