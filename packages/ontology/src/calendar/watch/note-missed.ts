import type { Transaction } from "@availability/db";
import { calendarSyncStates, calendarWatchChannels } from "@availability/db/schema";
import type { SyncCounts } from "@availability/domain/calendar";
import { and, eq, isNull, lt, lte, or, sql } from "drizzle-orm";
import type { SyncLease } from "../sync-lease.ts";
import { requestChannels } from "./request-channels.ts";

// As many as make a channel count as dead; see keepWatched.
const mostMissed = 3;

/** Counts a change that the cron found and no notification told of since the reading before; the third has the channel made anew. */
export async function noteMissed(
  tx: Transaction,
  lease: SyncLease,
  { counts, at }: { counts: SyncCounts; at: Date },
): Promise<void> {
  if (counts.created + counts.updated + counts.deleted === 0 || lease.lastReadAt === null) return;
  const [mute] = await tx
    .select({ id: calendarWatchChannels.id })
    .from(calendarWatchChannels)
    .where(
      and(
        eq(calendarWatchChannels.calendarId, lease.calendarId),
        eq(calendarWatchChannels.status, "active"),
        lte(calendarWatchChannels.createdAt, lease.lastReadAt),
        or(
          isNull(calendarWatchChannels.lastNotifiedAt),
          lt(calendarWatchChannels.lastNotifiedAt, lease.lastReadAt),
        ),
      ),
    );
  if (!mute) return;
  const [state] = await tx
    .update(calendarSyncStates)
    .set({ missedNotifications: sql`${calendarSyncStates.missedNotifications} + 1` })
    .where(eq(calendarSyncStates.calendarId, lease.calendarId))
    .returning({ missed: calendarSyncStates.missedNotifications });
  if ((state?.missed ?? 0) < mostMissed) return;
  await tx
    .update(calendarWatchChannels)
    .set({ nextAttemptAt: at, updatedAt: at })
    .where(eq(calendarWatchChannels.id, mute.id));
  const { organizationId, calendarId } = lease;
  await requestChannels(tx, { organizationId, calendarIds: [calendarId] });
}
