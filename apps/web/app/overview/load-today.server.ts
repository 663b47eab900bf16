import { addDays, localDateOf, startOfDay } from "@availability/domain/time";
import type { PanelAt } from "./settled.server.ts";

const mostShown = 50;

/** The bookings that start today in the organisation's zone, in order; what was called off is left out. */
export async function loadToday({ trpc, now, timeZone }: PanelAt) {
  const today = localDateOf(now, timeZone);
  const { data, nextCursor } = await trpc.booking.list({
    status: ["pending", "confirmed", "checked_in", "completed", "no_show"],
    from: new Date(startOfDay(today, timeZone)).toISOString(),
    to: new Date(startOfDay(addDays(today, 1), timeZone)).toISOString(),
    limit: mostShown,
  });
  return {
    today,
    isMore: nextCursor !== null,
    bookings: data.map(({ id, start, end, status, waitsFor, productName, attendees, customer }) => ({
      ...{ id, start, end, status, waitsFor, productName, attendees },
      customerName: customer.name,
    })),
  };
}

export type Today = Awaited<ReturnType<typeof loadToday>>;
