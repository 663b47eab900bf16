import {
  calendarConnections,
  calendarSyncStates,
  calendarWatchChannels,
  externalCalendars,
} from "@availability/db/schema";
import { ProviderError } from "@availability/domain/errors";
import { and, desc, eq, ne } from "drizzle-orm";
import type { Ctx } from "../../ctx.ts";

export type WatchedCalendar = NonNullable<Awaited<ReturnType<typeof readWatched>>>;
export type WatchChannel = typeof calendarWatchChannels.$inferSelect;

/** A calendar, its account, and its state of sync, which it has while it is linked; undefined when it is none of the organisation's. */
export async function readWatched(ctx: Ctx, calendarId: string) {
  const [row] = await ctx.db
    .select({
      id: externalCalendars.id,
      organizationId: externalCalendars.organizationId,
      connectionId: externalCalendars.connectionId,
      providerCalendarId: externalCalendars.providerCalendarId,
      status: externalCalendars.status,
      provider: calendarConnections.provider,
      connectionStatus: calendarConnections.status,
      syncEnabled: calendarConnections.syncEnabled,
      throttledUntil: calendarConnections.throttledUntil,
      /** Null while it is linked to nothing. */
      missedNotifications: calendarSyncStates.missedNotifications,
    })
    .from(externalCalendars)
    .innerJoin(calendarConnections, eq(calendarConnections.id, externalCalendars.connectionId))
    .leftJoin(calendarSyncStates, eq(calendarSyncStates.calendarId, externalCalendars.id))
    .where(
      and(
        eq(externalCalendars.organizationId, ctx.actor.organizationId),
        eq(externalCalendars.id, calendarId),
      ),
    );
  return row;
}

/** Its channels but those that are over, newest first. */
export async function readChannels(ctx: Ctx, calendarId: string): Promise<WatchChannel[]> {
  return ctx.db
    .select()
    .from(calendarWatchChannels)
    .where(and(eq(calendarWatchChannels.calendarId, calendarId), ne(calendarWatchChannels.status, "stopped")))
    .orderBy(desc(calendarWatchChannels.id))
    .limit(50);
}

/** Linked, there, of an account that gives access and whose sync is on, where notifications can reach us. */
export function isWanted(ctx: Ctx, calendar: WatchedCalendar): boolean {
  return (
    Boolean(ctx.notificationBaseUrl) &&
    calendar.missedNotifications !== null &&
    calendar.status === "active" &&
    calendar.connectionStatus === "active" &&
    calendar.syncEnabled &&
    ctx.providers[calendar.provider] !== undefined
  );
}

export function refuseThrottled(ctx: Ctx, { throttledUntil }: WatchedCalendar): void {
  const waitMs = (throttledUntil?.getTime() ?? 0) - ctx.now();
  if (waitMs <= 0) return;
  throw new ProviderError("rate_limited", "The provider asked us to slow down", {
    code: "throttled",
    retryAfterMs: waitMs,
  });
}
