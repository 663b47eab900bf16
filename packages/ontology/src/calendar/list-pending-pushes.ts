import { calendarPushes } from "@availability/db/schema";
import { and, eq, lt } from "drizzle-orm";
import type { Ctx } from "../ctx.ts";

/** The pushes of one booking that its calendars do not show yet, by id. */
export async function listPendingPushes(ctx: Ctx, { bookingId }: { bookingId: string }): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: calendarPushes.id })
    .from(calendarPushes)
    .where(
      and(
        eq(calendarPushes.organizationId, ctx.actor.organizationId),
        eq(calendarPushes.bookingId, bookingId),
        lt(calendarPushes.appliedVersion, calendarPushes.desiredVersion),
      ),
    )
    .orderBy(calendarPushes.id);
  return rows.map(({ id }) => id);
}
