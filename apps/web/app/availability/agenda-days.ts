import { addDays, type LocalDate, localDateOf, startOfDay } from "@availability/domain/time";
import type { ProductCalendar } from "@availability/ontology/availability";

type Range = { start: number; end: number };

export type AgendaEntry = Range & { kind: "booking" | "blocked" | "busy"; id: string; text: string };

export type AgendaDay = Range & {
  date: LocalDate;
  entries: AgendaEntry[];
  slots: ProductCalendar["slots"];
};

/** The days of a range in a zone, each with what occupies it and the slots that start in it. Instants are epoch ms. */
export function agendaDays(calendar: ProductCalendar, range: Range, timeZone: string): AgendaDay[] {
  const entries = entriesOf(calendar);
  const days: AgendaDay[] = [];
  for (let date = localDateOf(range.start, timeZone); ; date = addDays(date, 1)) {
    const start = startOfDay(date, timeZone);
    if (start >= range.end) return days;
    const end = startOfDay(addDays(date, 1), timeZone);
    days.push({
      date,
      start,
      end,
      entries: entries.filter((entry) => entry.start < end && entry.end > start),
      slots: calendar.slots.filter((slot) => slot.start >= start && slot.start < end),
    });
  }
}

function entriesOf({ bookings, blocks, externalBusy }: ProductCalendar): AgendaEntry[] {
  return [
    ...bookings.map(({ id, start, end, status, customer }) => ({
      kind: "booking" as const,
      id,
      start,
      end,
      text: `${customer.name} (${statusText(status)})`,
    })),
    ...blocks.map(({ id, start, end, reason }) => ({
      kind: "blocked" as const,
      id,
      start,
      end,
      text: reason ? `Blocked: ${reason}` : "Blocked",
    })),
    ...externalBusy.map(({ calendarId, start, end }) => ({
      kind: "busy" as const,
      id: calendarId,
      start,
      end,
      text: "Busy",
    })),
  ].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** The status of a booking as people read it. */
export function statusText(status: string): string {
  return status.replaceAll("_", " ");
}
