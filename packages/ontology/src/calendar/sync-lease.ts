import { newId, type Queryable } from "@availability/db";
import {
  calendarConnections,
  calendarLinks,
  calendarSyncStates,
  externalCalendars,
  organizations,
} from "@availability/db/schema";
import type { Instants } from "@availability/domain/calendar";
import { ProviderError } from "@availability/domain/errors";
import { and, eq, isNull, lte, or } from "drizzle-orm";
import type { Ctx } from "../ctx.ts";

/** The right to read one calendar, and what is known of it. `cursor` and `window` follow what was read last. */
export type SyncLease = {
  owner: string;
  organizationId: string;
  calendarId: string;
  connectionId: string;
  providerCalendarId: string;
  /** IANA; used where the provider names none */
  timeZone: string;
  pastDays: number;
  futureDays: number;
  cursor: string | null;
  window: Instants | null;
  generation: number;
  /** When it was read last, before this lease. */
  lastReadAt: Date | null;
};

export type LeaseClaim =
  | { kind: "claimed"; lease: SyncLease }
  | { kind: "busy"; retryAfterMs: number }
  | { kind: "unwanted" };

const leaseMs = 60_000;

/**
 * Takes the lease of one calendar. Throws ProviderError `rate_limited` while its account is throttled and `auth_revoked`
 * while it needs a person.
 */
export async function claimLease(ctx: Ctx, calendarId: string): Promise<LeaseClaim> {
  const found = await readCalendar(ctx, calendarId);
  if (!found?.linked || !found.syncEnabled || found.connectionStatus === "disconnected") {
    return { kind: "unwanted" };
  }
  refuseUnreachable(ctx, found);
  const owner = newId();
  const at = new Date(ctx.now());
  const [state] = await ctx.db
    .update(calendarSyncStates)
    .set({ leaseOwner: owner, leaseUntil: new Date(at.getTime() + leaseMs) })
    .where(
      and(
        eq(calendarSyncStates.calendarId, calendarId),
        eq(calendarSyncStates.organizationId, ctx.actor.organizationId),
        or(isNull(calendarSyncStates.leaseUntil), lte(calendarSyncStates.leaseUntil, at)),
      ),
    )
    .returning();
  if (!state) return { kind: "busy", retryAfterMs: await remainingLeaseMs(ctx, calendarId) };
  const { windowStart, windowEnd } = state;
  return {
    kind: "claimed",
    lease: {
      owner,
      organizationId: state.organizationId,
      calendarId,
      connectionId: found.connectionId,
      providerCalendarId: found.providerCalendarId,
      timeZone: found.timeZone ?? found.organizationTimeZone,
      pastDays: found.pastDays,
      futureDays: found.futureDays,
      cursor: state.cursor,
      window: windowStart && windowEnd ? { start: windowStart.getTime(), end: windowEnd.getTime() } : null,
      generation: state.generation,
      lastReadAt: state.lastSuccessAt,
    },
  };
}

/**
 * Prolongs a lease that is still ours; throws when it was taken over or away, so that nothing more is written. In a
 * transaction it is ours until that ends.
 */
export async function renewLease(ctx: Ctx, db: Queryable, lease: SyncLease): Promise<void> {
  const [row] = await db
    .update(calendarSyncStates)
    .set({ leaseUntil: new Date(ctx.now() + leaseMs) })
    .where(owned(lease))
    .returning({ calendarId: calendarSyncStates.calendarId });
  if (!row) throw new Error(`The lease on calendar ${lease.calendarId} was lost`);
}

/** The condition that a write to the sync state is still ours to make. */
export function owned(lease: SyncLease) {
  return and(
    eq(calendarSyncStates.calendarId, lease.calendarId),
    eq(calendarSyncStates.leaseOwner, lease.owner),
  );
}

type Found = NonNullable<Awaited<ReturnType<typeof readCalendar>>>;

async function readCalendar(ctx: Ctx, calendarId: string) {
  const [row] = await ctx.db
    .select({
      connectionId: externalCalendars.connectionId,
      providerCalendarId: externalCalendars.providerCalendarId,
      timeZone: externalCalendars.timeZone,
      connectionStatus: calendarConnections.status,
      syncEnabled: calendarConnections.syncEnabled,
      throttledUntil: calendarConnections.throttledUntil,
      organizationTimeZone: organizations.timeZone,
      pastDays: organizations.syncPastDays,
      futureDays: organizations.syncFutureDays,
      linked: calendarLinks.id,
    })
    .from(externalCalendars)
    .innerJoin(calendarConnections, eq(calendarConnections.id, externalCalendars.connectionId))
    .innerJoin(organizations, eq(organizations.id, externalCalendars.organizationId))
    .leftJoin(calendarLinks, eq(calendarLinks.calendarId, externalCalendars.id))
    .where(
      and(
        eq(externalCalendars.organizationId, ctx.actor.organizationId),
        eq(externalCalendars.id, calendarId),
      ),
    )
    .limit(1);
  return row;
}

function refuseUnreachable(ctx: Ctx, { connectionStatus, throttledUntil }: Found): void {
  if (connectionStatus === "needs_reauth") {
    throw new ProviderError("auth_revoked", "The account must be reconnected", { code: "needs_reauth" });
  }
  const waitMs = (throttledUntil?.getTime() ?? 0) - ctx.now();
  if (waitMs > 0) {
    throw new ProviderError("rate_limited", "The provider asked us to slow down", {
      code: "throttled",
      retryAfterMs: waitMs,
    });
  }
}

async function remainingLeaseMs(ctx: Ctx, calendarId: string): Promise<number> {
  const [state] = await ctx.db
    .select({ leaseUntil: calendarSyncStates.leaseUntil })
    .from(calendarSyncStates)
    .where(eq(calendarSyncStates.calendarId, calendarId));
  return Math.max(1000, (state?.leaseUntil?.getTime() ?? 0) - ctx.now());
}
