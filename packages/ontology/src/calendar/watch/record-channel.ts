import { calendarSyncStates, calendarWatchChannels } from "@availability/db/schema";
import {
  spreadOf,
  unsupportedPauseMs,
  type Watch,
  watchRenewalAt,
  watchRetryMs,
} from "@availability/domain/calendar";
import { isProviderError } from "@availability/domain/errors";
import { and, eq } from "drizzle-orm";
import type { Ctx } from "../../ctx.ts";
import { queueSyncs } from "../request-sync.ts";
import type { WatchChannel, WatchedCalendar } from "./watched-calendar.ts";

/**
 * The new channel is the active one and the old one is to be stopped. Where none told of changes until now, the calendar is
 * read once more. False when the new one was given up meanwhile.
 */
export async function recordActive(
  ctx: Ctx,
  calendar: WatchedCalendar,
  { channelId, watch }: { channelId: string; watch: Watch },
): Promise<boolean> {
  const at = new Date(ctx.now());
  const activated = await ctx.db.transaction(async (tx) => {
    const before = await tx
      .update(calendarWatchChannels)
      .set({ status: "superseded", nextAttemptAt: at, updatedAt: at })
      .where(
        and(eq(calendarWatchChannels.calendarId, calendar.id), eq(calendarWatchChannels.status, "active")),
      )
      .returning({ expiresAt: calendarWatchChannels.expiresAt });
    const [row] = await tx
      .update(calendarWatchChannels)
      .set({ ...granted(ctx, channelId, watch), status: "active" })
      .where(and(eq(calendarWatchChannels.id, channelId), eq(calendarWatchChannels.status, "pending")))
      .returning({ id: calendarWatchChannels.id });
    if (!row) return false;
    await tx
      .update(calendarSyncStates)
      .set({ missedNotifications: 0 })
      .where(eq(calendarSyncStates.calendarId, calendar.id));
    const overlaps =
      before.some(({ expiresAt }) => expiresAt > at) && (calendar.missedNotifications ?? 0) === 0;
    if (!overlaps) {
      const { organizationId, id } = calendar;
      await queueSyncs(tx, { organizationId, calendarIds: [id], trigger: "connect", at });
    }
    return true;
  });
  ctx.publish();
  return activated;
}

export async function recordExtension(ctx: Ctx, channel: WatchChannel, watch: Watch): Promise<void> {
  await ctx.db
    .update(calendarWatchChannels)
    .set(granted(ctx, channel.id, watch))
    .where(and(eq(calendarWatchChannels.id, channel.id), eq(calendarWatchChannels.status, "active")));
}

/** The provider knows it no more. */
export async function recordEnd(ctx: Ctx, { id }: Pick<WatchChannel, "id">): Promise<void> {
  await ctx.db
    .update(calendarWatchChannels)
    .set({ status: "stopped", updatedAt: new Date(ctx.now()) })
    .where(eq(calendarWatchChannels.id, id));
}

export async function recordFailure(
  ctx: Ctx,
  { channelId, attempts, error }: { channelId: string; attempts: number; error: unknown },
): Promise<void> {
  const at = ctx.now();
  const isUnsupported = isProviderError(error) && error.kind === "unsupported";
  const pauseMs = isUnsupported ? unsupportedPauseMs : watchRetryMs(attempts);
  await ctx.db
    .update(calendarWatchChannels)
    .set({
      status: isUnsupported ? "unsupported" : "failed",
      attempts,
      nextAttemptAt: new Date(at + pauseMs),
      lastErrorCode: isProviderError(error) ? error.code : "internal",
      updatedAt: new Date(at),
    })
    .where(and(eq(calendarWatchChannels.id, channelId), eq(calendarWatchChannels.status, "pending")));
}

function granted(ctx: Ctx, channelId: string, watch: Watch) {
  const { subscriptionId, resourceId, expiresAt } = watch;
  const renewal = watchRenewalAt({ from: ctx.now(), expiresAt, spread: spreadOf(channelId) });
  return {
    subscriptionId,
    ...(resourceId === null ? {} : { resourceId }),
    expiresAt: new Date(expiresAt),
    nextAttemptAt: new Date(renewal),
    attempts: 0,
    lastErrorCode: null,
    updatedAt: new Date(ctx.now()),
  };
}
