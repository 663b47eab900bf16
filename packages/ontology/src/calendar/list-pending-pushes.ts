import { calendarConnections, calendarPushes, externalCalendars } from "@availability/db/schema";
import { and, eq, lt } from "drizzle-orm";
import type { Ctx } from "../ctx.ts";

/** The pushes of one booking that its calendars do not show yet, by id; none to an account that is switched off. */
export async function listPendingPushes(ctx: Ctx, { bookingId }: { bookingId: string }): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: calendarPushes.id })
    .from(calendarPushes)
    .innerJoin(externalCalendars, eq(externalCalendars.id, calendarPushes.calendarId))
    .innerJoin(calendarConnections, eq(calendarConnections.id, externalCalendars.connectionId))
    .where(
      and(
        eq(calendarPushes.organizationId, ctx.actor.organizationId),
        eq(calendarPushes.bookingId, bookingId),
        lt(calendarPushes.appliedVersion, calendarPushes.desiredVersion),
        eq(calendarConnections.syncEnabled, true),
      ),
    )
    .orderBy(calendarPushes.id);
  return rows.map(({ id }) => id);
}
