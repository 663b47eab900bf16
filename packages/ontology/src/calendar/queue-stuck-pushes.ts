import { calendarConnections, calendarPushes, externalCalendars } from "@availability/db/schema";
import { and, asc, eq, inArray, lt, ne } from "drizzle-orm";
import type { Environment } from "../ctx.ts";
import { announce } from "../outbox/index.ts";

const stuckMs = 10 * 60_000;
const pageSize = 200;

/** Asks again for pushes that have waited for ten minutes, of whatever organisation; at most 200 a call. Called by the cron alone. */
export async function queueStuckPushes({ db, now, publish }: Environment): Promise<number> {
  const at = new Date(now());
  const count = await db.transaction(async (tx) => {
    const stuck = await tx
      .select({
        id: calendarPushes.id,
        organizationId: calendarPushes.organizationId,
        bookingId: calendarPushes.bookingId,
      })
      .from(calendarPushes)
      .innerJoin(externalCalendars, eq(externalCalendars.id, calendarPushes.calendarId))
      .innerJoin(calendarConnections, eq(calendarConnections.id, externalCalendars.connectionId))
      .where(
        and(
          lt(calendarPushes.appliedVersion, calendarPushes.desiredVersion),
          lt(calendarPushes.updatedAt, new Date(at.getTime() - stuckMs)),
          ne(calendarPushes.remoteState, "blocked"),
          eq(calendarConnections.status, "active"),
          eq(calendarConnections.syncEnabled, true),
        ),
      )
      .orderBy(asc(calendarPushes.updatedAt))
      .limit(pageSize)
      .for("update", { of: calendarPushes, skipLocked: true });
    if (stuck.length === 0) return 0;
    await tx
      .update(calendarPushes)
      .set({ updatedAt: at })
      .where(
        inArray(
          calendarPushes.id,
          stuck.map(({ id }) => id),
        ),
      );
    const bookings = new Map(stuck.map(({ bookingId, organizationId }) => [bookingId, organizationId]));
    await announce(
      tx,
      [...bookings].map(([bookingId, organizationId]) => ({
        name: "calendar/push.requested" as const,
        data: { organizationId, bookingId },
      })),
    );
    return stuck.length;
  });
  if (count > 0) publish();
  return count;
}
