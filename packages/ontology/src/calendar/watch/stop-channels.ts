import { calendarWatchChannels, externalCalendars } from "@availability/db/schema";
import { watchRetryMs } from "@availability/domain/calendar";
import { isDomainError, isProviderError } from "@availability/domain/errors";
import { and, eq, ne } from "drizzle-orm";
import type { Ctx } from "../../ctx.ts";
import { withAccess } from "../with-access.ts";
import { recordEnd } from "./record-channel.ts";
import type { WatchChannel, WatchedCalendar } from "./watched-calendar.ts";

type Stoppable = Pick<WatchChannel, "id" | "subscriptionId" | "resourceId" | "expiresAt" | "attempts">;

/** Ends channels at the provider; one that cannot be ended now is tried again until it is over by itself. Never throws for the provider's sake. */
export async function stopChannels(
  ctx: Ctx,
  calendar: Pick<WatchedCalendar, "connectionId">,
  channels: Stoppable[],
): Promise<void> {
  for (const channel of channels) await stopOne(ctx, calendar, channel);
}

/** Before an account is disconnected: as far as the provider answers, its channels end; the rest run out unheard. */
export async function stopConnection(ctx: Ctx, connectionId: string): Promise<void> {
  const channels = await ctx.db
    .select({ channel: calendarWatchChannels })
    .from(calendarWatchChannels)
    .innerJoin(externalCalendars, eq(externalCalendars.id, calendarWatchChannels.calendarId))
    .where(and(eq(externalCalendars.connectionId, connectionId), ne(calendarWatchChannels.status, "stopped")))
    .limit(200);
  await Promise.all(channels.map(({ channel }) => stopOne(ctx, { connectionId }, channel)));
}

async function stopOne(
  ctx: Ctx,
  { connectionId }: Pick<WatchedCalendar, "connectionId">,
  channel: Stoppable,
): Promise<void> {
  const { id, subscriptionId, resourceId } = channel;
  const isKnown = subscriptionId !== null || resourceId !== null;
  if (!isKnown || channel.expiresAt.getTime() <= ctx.now()) return recordEnd(ctx, channel);
  try {
    await withAccess(ctx, connectionId, (provider, accessToken) =>
      provider.stopWatch(accessToken, { channelId: id, subscriptionId: subscriptionId ?? id, resourceId }),
    );
    await recordEnd(ctx, channel);
  } catch (error) {
    if (!isProviderError(error) && !isDomainError(error)) throw error;
    const attempts = channel.attempts + 1;
    await ctx.db
      .update(calendarWatchChannels)
      .set({
        status: "superseded",
        attempts,
        nextAttemptAt: new Date(ctx.now() + watchRetryMs(attempts)),
        lastErrorCode: error.code,
        updatedAt: new Date(ctx.now()),
      })
      .where(and(eq(calendarWatchChannels.id, id), ne(calendarWatchChannels.status, "stopped")));
  }
}
