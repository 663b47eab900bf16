import {
  calendarConnections,
  calendarLinks,
  calendarWatchChannels,
  externalCalendars,
  products,
} from "@availability/db/schema";
import type { ProviderName } from "@availability/domain/calendar";
import { DomainError } from "@availability/domain/errors";
import { and, asc, eq, inArray } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { countFutureEvents } from "./future-events.ts";

export type DisconnectPreview = {
  provider: ProviderName;
  email: string;
  /** Calendars that are linked and would no longer be read. */
  calendars: number;
  /** Whose time its events take, or whose bookings it receives; at most 100. */
  products: { id: string; name: string; countsBusy: boolean; receivesBookings: boolean }[];
  /** Events of future bookings in its calendars: they can be kept or removed. */
  futureEvents: number;
  /** Notifications that would end. */
  channels: number;
};

/** What ending a connection would mean, before anybody does it. Throws `not_found`. */
export async function previewDisconnect(
  ctx: Ctx,
  { connectionId }: { connectionId: string },
): Promise<DisconnectPreview> {
  const organizationId = authorize(ctx, "manage_integrations");
  const [connection] = await ctx.db
    .select({ provider: calendarConnections.provider, email: calendarConnections.email })
    .from(calendarConnections)
    .where(
      and(eq(calendarConnections.organizationId, organizationId), eq(calendarConnections.id, connectionId)),
    );
  if (!connection) throw new DomainError("not_found", "No connection of your organisation has this id");
  const calendars = ctx.db
    .select({ id: externalCalendars.id })
    .from(externalCalendars)
    .where(eq(externalCalendars.connectionId, connectionId));
  const isLive = and(
    inArray(calendarWatchChannels.calendarId, calendars),
    eq(calendarWatchChannels.status, "active"),
  );
  const [links, futureEvents, channels] = await Promise.all([
    readLinks(ctx, connectionId),
    countFutureEvents(ctx.db, { organizationId, connectionId, now: ctx.now() }),
    ctx.db.$count(calendarWatchChannels, isLive),
  ]);
  return {
    ...connection,
    calendars: new Set(links.map(({ calendarId }) => calendarId)).size,
    products: eachOnce(links),
    futureEvents,
    channels,
  };
}

type Link = Awaited<ReturnType<typeof readLinks>>[number];

async function readLinks(ctx: Ctx, connectionId: string) {
  return ctx.db
    .select({
      calendarId: calendarLinks.calendarId,
      id: products.id,
      name: products.name,
      countsBusy: calendarLinks.countsBusy,
      receivesBookings: calendarLinks.receivesBookings,
    })
    .from(calendarLinks)
    .innerJoin(externalCalendars, eq(externalCalendars.id, calendarLinks.calendarId))
    .innerJoin(products, eq(products.id, calendarLinks.productId))
    .where(eq(externalCalendars.connectionId, connectionId))
    .orderBy(asc(products.name), asc(products.id))
    .limit(1000);
}

/** Each product once, whichever of the calendars serve it. */
function eachOnce(links: Link[]): DisconnectPreview["products"] {
  const byId = new Map<string, DisconnectPreview["products"][number]>();
  for (const { calendarId: _, ...link } of links) {
    const known = byId.get(link.id);
    byId.set(link.id, {
      ...link,
      countsBusy: link.countsBusy || (known?.countsBusy ?? false),
      receivesBookings: link.receivesBookings || (known?.receivesBookings ?? false),
    });
  }
  return [...byId.values()].slice(0, 100);
}
