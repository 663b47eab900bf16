import type { Transaction } from "@availability/db";
import { bookings, calendarPushes, externalCalendars } from "@availability/db/schema";
import { and, eq, gt, inArray } from "drizzle-orm";
import { desirePushes, findTargets } from "./desire-pushes.ts";

/**
 * Future bookings whose events were withdrawn from the calendars of one account, but which its links want there, are to stand
 * there again.
 */
export async function restorePushes(
  tx: Transaction,
  { organizationId, connectionId, at }: { organizationId: string; connectionId: string; at: Date },
): Promise<void> {
  const calendars = tx
    .select({ id: externalCalendars.id })
    .from(externalCalendars)
    .where(eq(externalCalendars.connectionId, connectionId));
  const withdrawn = await tx
    .select({ bookingId: calendarPushes.bookingId, calendarId: calendarPushes.calendarId })
    .from(calendarPushes)
    .innerJoin(bookings, eq(bookings.id, calendarPushes.bookingId))
    .where(
      and(
        eq(calendarPushes.organizationId, organizationId),
        inArray(calendarPushes.calendarId, calendars),
        eq(calendarPushes.desired, "absent"),
        eq(bookings.status, "confirmed"),
        gt(bookings.endsAt, at),
      ),
    );
  for (const calendarId of new Set(withdrawn.map((push) => push.calendarId))) {
    const ids = withdrawn.filter((push) => push.calendarId === calendarId).map((push) => push.bookingId);
    const targets = await findTargets(tx, { organizationId, calendarId, bookingIds: ids });
    const bookingIds = targets.map(({ bookingId }) => bookingId);
    await desirePushes(tx, { organizationId, calendarId, bookingIds, at });
  }
}
