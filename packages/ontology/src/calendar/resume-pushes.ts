import type { Transaction } from "@availability/db";
import { calendarPushes, externalCalendars } from "@availability/db/schema";
import { and, eq, inArray, lt } from "drizzle-orm";
import { announce } from "../outbox/index.ts";

// The cron asks for what is beyond; it takes up whatever is not blocked.
const mostAtOnce = 500;

/** Unblocks the waiting pushes to the calendars of one account that can be written, and asks for them. */
export async function resumePushes(
  tx: Transaction,
  { organizationId, connectionId }: { organizationId: string; connectionId: string },
): Promise<void> {
  const writable = tx
    .select({ id: externalCalendars.id })
    .from(externalCalendars)
    .where(
      and(
        eq(externalCalendars.organizationId, organizationId),
        eq(externalCalendars.connectionId, connectionId),
        eq(externalCalendars.status, "active"),
        eq(externalCalendars.canWrite, true),
      ),
    );
  const waiting = and(
    inArray(calendarPushes.calendarId, writable),
    lt(calendarPushes.appliedVersion, calendarPushes.desiredVersion),
  );
  // What stands there was never settled: the next attempt looks.
  await tx
    .update(calendarPushes)
    .set({ remoteState: "unknown" })
    .where(and(waiting, eq(calendarPushes.remoteState, "blocked")));
  const asked = await tx
    .selectDistinct({ bookingId: calendarPushes.bookingId })
    .from(calendarPushes)
    .where(waiting)
    .limit(mostAtOnce);
  await announce(
    tx,
    asked.map(({ bookingId }) => ({
      name: "calendar/push.requested" as const,
      data: { organizationId, bookingId },
    })),
  );
}
