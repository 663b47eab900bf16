import { calendarConnections, calendarPushes, externalCalendars } from "@availability/db/schema";
import { and, asc, eq, inArray, lt, ne, sql } from "drizzle-orm";
import type { Environment } from "../ctx.ts";
import { announce } from "../outbox/index.ts";

const stuckMs = 10 * 60_000;
const pageSize = 500;

/** How long a push that waits is left alone: ten minutes, twenty, forty … to a day. */
export const waitAfterTries = sql`least(interval '10 minutes' * power(2, least(${calendarPushes.attempts}, 8)), interval '1 day')`;

/**
 * Asks again for pushes that have waited for ten minutes, and longer the more often they failed, of whatever organisation and in
 * pages; returns how many. Called by the cron alone. What its calendar refuses waits until that can be written again.
 */
export async function queueStuckPushes(environment: Environment): Promise<number> {
  let queued = 0;
  for (;;) {
    const count = await queuePage(environment);
    queued += count;
    if (count < pageSize) break;
  }
  if (queued > 0) environment.publish();
  return queued;
}

async function queuePage({ db, now }: Environment): Promise<number> {
  const at = new Date(now());
  return db.transaction(async (tx) => {
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
          sql`${calendarPushes.updatedAt} < ${at.toISOString()}::timestamptz - ${waitAfterTries}`,
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
}
