import { calendarConnections, calendarPushes, externalCalendars } from "@availability/db/schema";
import { and, asc, eq, inArray } from "drizzle-orm";
import * as z from "zod";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";

export const ListBookingPushes = z.object({
  bookingIds: z.array(z.uuid("An id of one of your bookings")).max(200, "At most 200 bookings at a time"),
});
export type ListBookingPushes = z.output<typeof ListBookingPushes>;

/** How far a booking has come on its way into one calendar, or out of it; instants are epoch ms. */
export type BookingPush = {
  bookingId: string;
  calendarId: string;
  calendarName: string;
  email: string;
  desired: "present" | "absent";
  isApplied: boolean;
  attempts: number;
  errorCode: string | null;
  errorAt: number | null;
  needsReconnect: boolean;
};

/** Where the bookings stand in connected calendars, by calendar name. Ids of no booking of the organisation give nothing. */
export async function listBookingPushes(ctx: Ctx, { bookingIds }: ListBookingPushes): Promise<BookingPush[]> {
  const organizationId = authorize(ctx, "view_bookings");
  if (bookingIds.length === 0) return [];
  const rows = await ctx.db
    .select({
      push: calendarPushes,
      calendarName: externalCalendars.name,
      email: calendarConnections.email,
      status: calendarConnections.status,
    })
    .from(calendarPushes)
    .innerJoin(externalCalendars, eq(externalCalendars.id, calendarPushes.calendarId))
    .innerJoin(calendarConnections, eq(calendarConnections.id, externalCalendars.connectionId))
    .where(
      and(eq(calendarPushes.organizationId, organizationId), inArray(calendarPushes.bookingId, bookingIds)),
    )
    .orderBy(asc(externalCalendars.name), asc(calendarPushes.id))
    // A booking goes to the calendars of its product and members, a handful; this bounds the answer all the same.
    .limit(2000);
  return rows.map(({ push, status, ...names }) => ({
    ...names,
    bookingId: push.bookingId,
    calendarId: push.calendarId,
    desired: push.desired,
    isApplied: push.appliedVersion >= push.desiredVersion,
    attempts: push.attempts,
    errorCode: push.lastErrorCode,
    errorAt: push.lastErrorAt?.getTime() ?? null,
    needsReconnect: status !== "active",
  }));
}
