import { watchLifeMs } from "@availability/domain/calendar";
import { isProviderError } from "@availability/domain/errors";
import type { Ctx } from "../../ctx.ts";
import { requireProvider } from "../require-provider.ts";
import { withAccess } from "../with-access.ts";
import { createChannel } from "./create-channel.ts";
import { recordEnd, recordExtension } from "./record-channel.ts";
import { stopChannels } from "./stop-channels.ts";
import {
  isWanted,
  readChannels,
  readWatched,
  refuseThrottled,
  type WatchChannel,
  type WatchedCalendar,
} from "./watched-calendar.ts";

export type WatchOutcome =
  | { kind: "watched"; channelId: string }
  /** The provider does not watch this calendar; it is asked again later. */
  | { kind: "unsupported" }
  /** Another worker makes the channel. */
  | { kind: "busy" }
  | { kind: "unwanted" };

/** So many changes that no notification told of, and the channel counts as dead. */
const mostMissed = 3;

/**
 * Brings the channels of one calendar to what they should be: one that lives, renewed in time, or none. Converges, so that
 * it may run at will. Throws ProviderError when the provider refuses or does not answer; the attempt is recorded.
 */
export async function keepWatched(ctx: Ctx, { calendarId }: { calendarId: string }): Promise<WatchOutcome> {
  const calendar = await readWatched(ctx, calendarId);
  if (!calendar) return { kind: "unwanted" };
  const channels = await readChannels(ctx, calendarId);
  if (!isWanted(ctx, calendar)) {
    if (calendar.connectionStatus === "active") await stopChannels(ctx, calendar, channels);
    return { kind: "unwanted" };
  }
  refuseThrottled(ctx, calendar);
  const outcome = await ensureOne(ctx, calendar, channels);
  const over = (await readChannels(ctx, calendarId)).filter(({ status }) => status === "superseded");
  await stopChannels(ctx, calendar, over);
  return outcome;
}

async function ensureOne(
  ctx: Ctx,
  calendar: WatchedCalendar,
  channels: WatchChannel[],
): Promise<WatchOutcome> {
  const now = ctx.now();
  const isWaiting = ({ status, nextAttemptAt }: WatchChannel) =>
    status === "unsupported" && nextAttemptAt.getTime() > now;
  if (channels.some(isWaiting)) return { kind: "unsupported" };
  const active = channels.find(({ status }) => status === "active");
  const isDead = active !== undefined && active.expiresAt.getTime() <= now;
  const isMute = (calendar.missedNotifications ?? 0) >= mostMissed;
  if (active && !isDead && !isMute && active.nextAttemptAt.getTime() > now) {
    return { kind: "watched", channelId: active.id };
  }
  if (active && requireProvider(ctx, calendar.provider).watchRenewal === "extend") {
    if (!isDead && !isMute && (await extend(ctx, calendar, active))) {
      return { kind: "watched", channelId: active.id };
    }
    // Two subscriptions of one calendar would be refused.
    await stopChannels(ctx, calendar, [active]);
    await recordEnd(ctx, active);
  }
  return createChannel(ctx, calendar, channels);
}

/** False when the provider does not know it any more. */
async function extend(ctx: Ctx, calendar: WatchedCalendar, active: WatchChannel): Promise<boolean> {
  const expiresAt = ctx.now() + watchLifeMs;
  const subscriptionId = active.subscriptionId ?? active.id;
  try {
    const watch = await withAccess(ctx, calendar.connectionId, (provider, accessToken) =>
      provider.extendWatch(accessToken, { subscriptionId, expiresAt }),
    );
    await recordExtension(ctx, active, watch);
    return true;
  } catch (error) {
    if (isProviderError(error) && (error.kind === "not_found" || error.kind === "gone")) return false;
    throw error;
  }
}
