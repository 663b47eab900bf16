import {
  calendarConnections,
  calendarLinks,
  calendarSyncStates,
  externalCalendars,
  externalEvents,
  organizations,
  products,
} from "@availability/db/schema";
import {
  type Clock,
  type ConnectionFacts,
  calendarHealth,
  connectionHealth,
  type Health,
  type ProviderName,
} from "@availability/domain/calendar";
import { must } from "@availability/domain/errors";
import { and, asc, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { latestRuns, type SyncRun } from "./get-sync-run.ts";
import { connectionFacts, factsOf } from "./health-facts.ts";
import { type GrantedScope, grantedOf } from "./list-scopes.ts";

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
  /** Since when the provider does not name it any more; while it is active that is not believed yet. */
  goneSince: number | null;
  links: CalendarLink[];
  /** Null while the calendar is linked to nothing and so is not read. Instants are epoch ms. */
  sync: {
    lastSuccessAt: number | null;
    nextDueAt: number;
    lastErrorCode: string | null;
    /** Since when it meets that. */
    lastErrorAt: number | null;
    failures: number;
    /** Rows that nightly readings of the whole window ever found to differ, and when last. */
    driftCount: number;
    lastDriftAt: number | null;
    eventCount: number;
    busyCount: number;
  } | null;
  latestRun: SyncRun | null;
  health: Health;
};

export type Connection = {
  id: string;
  provider: ProviderName;
  email: string;
  scopes: string[];
  /** What can be asked for, and whether it was granted. */
  permissions: GrantedScope[];
  syncEnabled: boolean;
  health: Health;
  status: "active" | "needs_reauth" | "disconnected";
  statusReason: string | null;
  statusSince: number;
  throttledUntil: number | null;
  lastProbeAt: number | null;
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
  const [clock, rows] = await Promise.all([
    readClock(ctx, organizationId),
    readCalendars(
      ctx,
      organizationId,
      connections.map(({ id }) => id),
    ),
  ]);
  return connections.map((row) => {
    const facts = connectionFacts(row);
    const calendars = rows
      .filter(({ connectionId }) => connectionId === row.id)
      .map(({ calendar }) => withHealth(calendar, facts, clock));
    return {
      id: row.id,
      ...facts,
      scopes: row.scopes,
      permissions: grantedOf(ctx, row),
      health: connectionHealth(
        facts,
        rows.filter(({ connectionId }) => connectionId === row.id).map(({ calendar }) => factsOf(calendar)),
        clock,
      ),
      lastProbeAt: row.lastProbeAt?.getTime() ?? null,
      createdAt: row.createdAt.getTime(),
      calendars,
    };
  });
}

async function readClock(ctx: Ctx, organizationId: string): Promise<Clock> {
  const [row] = await ctx.db
    .select({ staleMinutes: organizations.calendarStaleMinutes })
    .from(organizations)
    .where(eq(organizations.id, organizationId));
  return { now: ctx.now(), ...must(row, "an actor's organisation exists") };
}

/** A calendar before its health is judged. */
export type StoredCalendar = Omit<ExternalCalendar, "health">;

function withHealth(calendar: StoredCalendar, connection: ConnectionFacts, clock: Clock): ExternalCalendar {
  return { ...calendar, health: calendarHealth(connection, factsOf(calendar), clock) };
}

async function readCalendars(
  ctx: Ctx,
  organizationId: string,
  connectionIds: string[],
): Promise<{ connectionId: string; calendar: StoredCalendar }[]> {
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
      goneSince: calendar.goneSince?.getTime() ?? null,
      links: links.filter(({ calendarId }) => calendarId === calendar.id).map(({ link }) => link),
      sync: state && {
        lastSuccessAt: state.lastSuccessAt?.getTime() ?? null,
        nextDueAt: state.nextDueAt.getTime(),
        lastErrorCode: state.lastErrorCode,
        lastErrorAt: state.lastErrorAt?.getTime() ?? null,
        failures: state.failures,
        driftCount: state.driftCount,
        lastDriftAt: state.lastDriftAt?.getTime() ?? null,
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
