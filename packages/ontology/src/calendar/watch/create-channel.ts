import { randomBytes } from "node:crypto";
import { newId } from "@availability/db";
import { calendarWatchChannels, externalCalendars } from "@availability/db/schema";
import { watchLifeMs } from "@availability/domain/calendar";
import { isProviderError, must } from "@availability/domain/errors";
import { and, eq, gt, inArray } from "drizzle-orm";
import type { Ctx } from "../../ctx.ts";
import { sha256 } from "../start-connection.ts";
import { withAccess } from "../with-access.ts";
import type { WatchOutcome } from "./keep-watched.ts";
import { recordActive, recordFailure } from "./record-channel.ts";
import { stopChannels } from "./stop-channels.ts";
import type { WatchChannel, WatchedCalendar } from "./watched-calendar.ts";

// Longer than any call takes: whoever reserved before that is dead.
const reservedMs = 2 * 60_000;

/**
 * Makes a channel beside the one there is. Its row stands before the provider is asked, because the first message may
 * arrive before the answer. The secret is known to the provider alone; we keep its hash.
 */
export async function createChannel(
  ctx: Ctx,
  calendar: WatchedCalendar,
  channels: WatchChannel[],
): Promise<WatchOutcome> {
  const secret = randomBytes(32).toString("base64url");
  const attempts = Math.max(
    0,
    ...channels.filter(({ status }) => status === "failed").map((each) => each.attempts),
  );
  const channelId = await reserve(ctx, calendar, { secret, attempts });
  if (channelId === null) return { kind: "busy" };
  const target = {
    calendarId: calendar.providerCalendarId,
    channelId,
    secret,
    notificationUrl: `${must(ctx.notificationBaseUrl, "it is wanted")}/api/webhooks/${calendar.provider}`,
    expiresAt: ctx.now() + watchLifeMs,
  };
  try {
    const watch = await withAccess(ctx, calendar.connectionId, (provider, accessToken) =>
      provider.watchCalendar(accessToken, target),
    );
    const isActive = await recordActive(ctx, calendar, { channelId, watch });
    if (isActive) return { kind: "watched", channelId };
    // Disconnected or unlinked while the provider was asked.
    const { subscriptionId, resourceId, expiresAt } = watch;
    await stopChannels(ctx, calendar, [
      { id: channelId, subscriptionId, resourceId, attempts: 0, expiresAt: new Date(expiresAt) },
    ]);
    return { kind: "unwanted" };
  } catch (error) {
    await recordFailure(ctx, { channelId, attempts: attempts + 1, error });
    if (isProviderError(error) && error.kind === "unsupported") return { kind: "unsupported" };
    throw error;
  }
}

/** The row of the channel to be; null while another worker makes one. */
async function reserve(
  ctx: Ctx,
  calendar: WatchedCalendar,
  { secret, attempts }: { secret: string; attempts: number },
): Promise<string | null> {
  const at = new Date(ctx.now());
  return ctx.db.transaction(async (tx) => {
    await tx
      .select({ id: externalCalendars.id })
      .from(externalCalendars)
      .where(eq(externalCalendars.id, calendar.id))
      .for("no key update");
    const ofCalendar = eq(calendarWatchChannels.calendarId, calendar.id);
    const [pending] = await tx
      .select({ id: calendarWatchChannels.id })
      .from(calendarWatchChannels)
      .where(
        and(
          ofCalendar,
          eq(calendarWatchChannels.status, "pending"),
          gt(calendarWatchChannels.nextAttemptAt, at),
        ),
      )
      .limit(1);
    if (pending) return null;
    // Of an attempt whose answer was lost the sync message may have told how to stop it.
    await tx
      .update(calendarWatchChannels)
      .set({ status: "superseded", nextAttemptAt: at, updatedAt: at })
      .where(and(ofCalendar, inArray(calendarWatchChannels.status, ["pending", "failed", "unsupported"])));
    const id = newId();
    await tx.insert(calendarWatchChannels).values({
      id,
      organizationId: calendar.organizationId,
      calendarId: calendar.id,
      secretHash: sha256(secret),
      status: "pending",
      attempts,
      expiresAt: new Date(at.getTime() + watchLifeMs),
      nextAttemptAt: new Date(at.getTime() + reservedMs),
      createdAt: at,
    });
    return id;
  });
}
