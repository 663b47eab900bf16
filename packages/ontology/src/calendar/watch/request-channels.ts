import type { Transaction } from "@availability/db";
import { calendarWatchChannels } from "@availability/db/schema";
import { and, eq, inArray } from "drizzle-orm";
import type { Ctx } from "../../ctx.ts";
import { announce } from "../../outbox/index.ts";

/** Asks for the channels of these calendars to be brought to what they should be: made, renewed or stopped. */
export async function requestChannels(
  tx: Transaction,
  { organizationId, calendarIds }: { organizationId: string; calendarIds: readonly string[] },
): Promise<void> {
  const name = "calendar/channels.requested" as const;
  await announce(
    tx,
    calendarIds.map((calendarId) => ({ name, data: { organizationId, calendarId } })),
  );
}

/** As above, and the ones that live count as due: nobody knows what became of them while there was no access. */
export async function renewChannels(
  ctx: Ctx,
  { organizationId, calendarIds }: { organizationId: string; calendarIds: readonly string[] },
): Promise<void> {
  if (calendarIds.length === 0) return;
  await ctx.db.transaction(async (tx) => {
    await tx
      .update(calendarWatchChannels)
      .set({ nextAttemptAt: new Date(ctx.now()) })
      .where(
        and(
          inArray(calendarWatchChannels.calendarId, [...calendarIds]),
          eq(calendarWatchChannels.status, "active"),
        ),
      );
    await requestChannels(tx, { organizationId, calendarIds });
  });
}
