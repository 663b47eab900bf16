import { calendarSyncStates } from "@availability/db/schema";
import { and, eq, gt } from "drizzle-orm";
import type { Ctx } from "../../ctx.ts";
import { announce } from "../../outbox/index.ts";

/** After notifications have settled: asks for the calendar to be read if it still is marked changed. True when it was. */
export async function requestSettled(ctx: Ctx, { calendarId }: { calendarId: string }): Promise<boolean> {
  const { organizationId } = ctx.actor;
  const isAsked = await ctx.db.transaction(async (tx) => {
    const [dirty] = await tx
      .select({ calendarId: calendarSyncStates.calendarId })
      .from(calendarSyncStates)
      .where(
        and(
          eq(calendarSyncStates.organizationId, organizationId),
          eq(calendarSyncStates.calendarId, calendarId),
          gt(calendarSyncStates.dirtySeq, calendarSyncStates.syncedSeq),
        ),
      );
    if (!dirty) return false;
    await announce(tx, [{ name: "calendar/sync.requested", data: { organizationId, calendarId } }]);
    return true;
  });
  if (isAsked) ctx.publish();
  return isAsked;
}
