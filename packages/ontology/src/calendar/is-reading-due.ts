import { calendarSyncStates } from "@availability/db/schema";
import { and, eq, gt } from "drizzle-orm";
import type { Ctx } from "../ctx.ts";

/** Whether a calendar was marked changed since the reading that is done; a request that another run has served needs none. */
export async function isReadingDue(ctx: Ctx, { calendarId }: { calendarId: string }): Promise<boolean> {
  const [dirty] = await ctx.db
    .select({ calendarId: calendarSyncStates.calendarId })
    .from(calendarSyncStates)
    .where(
      and(
        eq(calendarSyncStates.organizationId, ctx.actor.organizationId),
        eq(calendarSyncStates.calendarId, calendarId),
        gt(calendarSyncStates.dirtySeq, calendarSyncStates.syncedSeq),
      ),
    );
  return dirty !== undefined;
}
