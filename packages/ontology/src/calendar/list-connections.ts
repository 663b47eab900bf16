import {
  calendarConnections,
  calendarLinks,
  calendarSyncStates,
  externalCalendars,
  externalEvents,
  products,
} from "@availability/db/schema";
import type { ProviderName } from "@availability/domain/calendar";
import { and, asc, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { latestRuns, type SyncRun } from "./list-sync-runs.ts";

export type CalendarLink = {
  productId: string;
  productName: string;
  countsBusy: boolean;
  receivesBookings: boolean;
};

export type ExternalCalendar = {
  id: string;
  name: string;
  timeZone: string | null;
  colour: string | null;
  accessRole: string;
  canWrite: boolean;
  isPrimary: boolean;
  status: "active" | "gone";
  links: CalendarLink[];
  /** Null while the calendar is linked to nothing and so is not read. Instants are epoch ms. */
  sync: {
    lastSuccessAt: number | null;
    nextDueAt: number;
    lastErrorCode: string | null;
    failures: number;
    eventCount: number;
    busyCount: number;
  } | null;
  latestRun: SyncRun | null;
};

export type Connection = {
  id: string;
  provider: ProviderName;
  email: string;
  scopes: string[];
  status: "active" | "needs_reauth" | "disconnected";
  statusReason: string | null;
  statusSince: number;
  throttledUntil: number | null;
  createdAt: number;
  calendars: ExternalCalendar[];
};

/** The accounts the organisation connected to one provider, each with its calendars, links and the state of sync. */
export async function listConnections(
  ctx: Ctx,
  { provider }: { provider?: ProviderName },
): Promise<Connection[]> {
  const organizationId = authorize(ctx, "manage_integrations");
  const connections = await ctx.db
    .select()
    .from(calendarConnections)
    .where(
      and(
        eq(calendarConnections.organizationId, organizationId),
        provider ? eq(calendarConnections.provider, provider) : undefined,
      ),
    )
    .orderBy(asc(calendarConnections.createdAt))
    .limit(100);
  if (connections.length === 0) return [];
  const calendars = await readCalendars(
    ctx,
    organizationId,
    connections.map(({ id }) => id),
  );
  return connections.map((connection) => ({
    id: connection.id,
    provider: connection.provider,
    email: connection.email,
    scopes: connection.scopes,
    status: connection.status,
    statusReason: connection.statusReason,
    statusSince: connection.statusSince.getTime(),
    throttledUntil: connection.throttledUntil?.getTime() ?? null,
    createdAt: connection.createdAt.getTime(),
    calendars: calendars
      .filter(({ connectionId }) => connectionId === connection.id)
      .map(({ calendar }) => calendar),
  }));
}

async function readCalendars(
  ctx: Ctx,
  organizationId: string,
  connectionIds: string[],
): Promise<{ connectionId: string; calendar: ExternalCalendar }[]> {
  const rows = await ctx.db
    .select({ calendar: externalCalendars, state: calendarSyncStates })
    .from(externalCalendars)
    .leftJoin(calendarSyncStates, eq(calendarSyncStates.calendarId, externalCalendars.id))
    .where(
      and(
        eq(externalCalendars.organizationId, organizationId),
        inArray(externalCalendars.connectionId, connectionIds),
      ),
    )
    .orderBy(desc(externalCalendars.isPrimary), asc(externalCalendars.name))
    .limit(1000);
  const ids = rows.map(({ calendar }) => calendar.id);
  const [links, counts, runs] = await Promise.all([
    readLinks(ctx, ids),
    countEvents(ctx, ids),
    latestRuns(ctx, ids),
  ]);
  return rows.map(({ calendar, state }) => ({
    connectionId: calendar.connectionId,
    calendar: {
      id: calendar.id,
      name: calendar.name,
      timeZone: calendar.timeZone,
      colour: calendar.colour,
      accessRole: calendar.accessRole,
      canWrite: calendar.canWrite,
      isPrimary: calendar.isPrimary,
      status: calendar.status,
      links: links.filter(({ calendarId }) => calendarId === calendar.id).map(({ link }) => link),
      sync: state && {
        lastSuccessAt: state.lastSuccessAt?.getTime() ?? null,
        nextDueAt: state.nextDueAt.getTime(),
        lastErrorCode: state.lastErrorCode,
        failures: state.failures,
        ...(counts.get(calendar.id) ?? { eventCount: 0, busyCount: 0 }),
      },
      latestRun: runs.get(calendar.id) ?? null,
    },
  }));
}

async function readLinks(
  ctx: Ctx,
  calendarIds: string[],
): Promise<{ calendarId: string; link: CalendarLink }[]> {
  if (calendarIds.length === 0) return [];
  const rows = await ctx.db
    .select({ link: calendarLinks, productName: products.name })
    .from(calendarLinks)
    .innerJoin(products, eq(products.id, calendarLinks.productId))
    .where(inArray(calendarLinks.calendarId, calendarIds))
    .orderBy(asc(products.name));
  return rows.map(({ link, productName }) => ({
    calendarId: link.calendarId,
    link: {
      productId: link.productId,
      productName,
      countsBusy: link.countsBusy,
      receivesBookings: link.receivesBookings,
    },
  }));
}

async function countEvents(
  ctx: Ctx,
  calendarIds: string[],
): Promise<Map<string, { eventCount: number; busyCount: number }>> {
  if (calendarIds.length === 0) return new Map();
  const rows = await ctx.db
    .select({
      calendarId: externalEvents.calendarId,
      eventCount: sql<number>`count(*)::int`,
      busyCount: sql<number>`(count(*) filter (where ${externalEvents.isBusy}))::int`,
    })
    .from(externalEvents)
    .where(and(inArray(externalEvents.calendarId, calendarIds), isNull(externalEvents.deletedAt)))
    .groupBy(externalEvents.calendarId);
  return new Map(rows.map(({ calendarId, ...counts }) => [calendarId, counts]));
}
