import { withParams } from "./calendar-params.ts";

/** Where a click in the calendar leads, the address of what is shown kept. */
export type CalendarPaths = ReturnType<typeof calendarPaths>;

export function calendarPaths(search: URLSearchParams) {
  const to = (path: string, changes: Record<string, string | null>) => path + withParams(search, changes);
  const iso = (instant: number) => new Date(instant).toISOString();
  return {
    to,
    book: (product: string, start: number) => to("/availability/book", { product, start: iso(start) }),
    booking: (id: string) => to(`/availability/bookings/${id}`, {}),
    /** Without an end, the half hour from `start` on. */
    why: (product: string, start: number, end?: number) =>
      to("/availability/why", { product, start: iso(start), end: end === undefined ? null : iso(end) }),
  };
}
