import { newId } from "@availability/db";
import {
  bookings,
  calendarConnections,
  calendarPushes,
  customers,
  externalCalendars,
  locations,
  products,
} from "@availability/db/schema";
import { type EventDraft, pushKey, pushTag } from "@availability/domain/calendar";
import { DomainError, ProviderError } from "@availability/domain/errors";
import { and, eq, isNull, lt, lte, or, sql } from "drizzle-orm";
import type { Ctx } from "../ctx.ts";
import { eventDraft } from "./event-draft.ts";

/** The right to write one event, and what it should be. */
export type PushLease = {
  owner: string;
  pushId: string;
  installationId: string;
  connectionId: string;
  providerCalendarId: string;
  desired: "present" | "absent";
  desiredVersion: number;
  incarnation: number;
  eventId: string;
  /** What was known before this attempt. */
  remoteState: (typeof calendarPushes.$inferSelect)["remoteState"];
  draft: EventDraft;
};

export type PushClaim =
  | { kind: "claimed"; lease: PushLease }
  | { kind: "busy"; retryAfterMs: number }
  | { kind: "current" }
  /** Sync of the account is switched off; switching it on asks for the push again. */
  | { kind: "paused" };

const leaseMs = 30_000;

/**
 * Takes the lease of one push and notes that from now on the event may stand in the calendar. Throws ProviderError
 * `auth_revoked` while the account needs a person and `rate_limited` while it is throttled.
 */
export async function claimPush(ctx: Ctx, pushId: string): Promise<PushClaim> {
  const found = await readPush(ctx, pushId);
  if (found.push.appliedVersion >= found.push.desiredVersion) return { kind: "current" };
  if (!found.connection.syncEnabled) return { kind: "paused" };
  refuseUnreachable(ctx, found.connection);
  const owner = newId();
  const at = new Date(ctx.now());
  const attempted = found.push.desired === "present" && found.push.remoteState === "none";
  const [push] = await ctx.db
    .update(calendarPushes)
    .set({
      leaseOwner: owner,
      leaseUntil: new Date(at.getTime() + leaseMs),
      attempts: sql`${calendarPushes.attempts} + 1`,
      updatedAt: at,
      ...(attempted ? { remoteState: "unknown" as const } : {}),
    })
    .where(
      and(
        eq(calendarPushes.id, pushId),
        eq(calendarPushes.desiredVersion, found.push.desiredVersion),
        lt(calendarPushes.appliedVersion, calendarPushes.desiredVersion),
        or(isNull(calendarPushes.leaseUntil), lte(calendarPushes.leaseUntil, at)),
      ),
    )
    .returning();
  if (!push) return { kind: "busy", retryAfterMs: remainingMs(found.push.leaseUntil, at) };
  return {
    kind: "claimed",
    lease: {
      owner,
      pushId,
      installationId: ctx.installationId,
      connectionId: found.connection.id,
      providerCalendarId: found.providerCalendarId,
      desired: push.desired,
      desiredVersion: push.desiredVersion,
      incarnation: push.incarnation,
      eventId: push.providerEventId,
      remoteState: found.push.remoteState,
      draft: eventDraft({ ...found, tag: pushTag(ctx.installationId, pushId) }),
    },
  };
}

/** Prolongs a lease right before a call that writes; throws when another worker took it over, so that the call is not made. */
export async function renewPush(ctx: Ctx, lease: PushLease): Promise<void> {
  const [row] = await ctx.db
    .update(calendarPushes)
    .set({ leaseUntil: new Date(ctx.now() + leaseMs) })
    .where(and(eq(calendarPushes.id, lease.pushId), eq(calendarPushes.leaseOwner, lease.owner)))
    .returning({ id: calendarPushes.id });
  if (!row) throw new Error(`The lease on push ${lease.pushId} was lost`);
}

export type PushResult =
  | { kind: "present"; etag: string | null }
  | { kind: "absent" }
  | { kind: "failed"; code: string; blocked: boolean; retryAfterMs: number | null };

/** Writes what became of an attempt and gives the lease back; a lease lost to another worker leaves its writing alone. */
export async function settlePush(ctx: Ctx, lease: PushLease, result: PushResult): Promise<void> {
  const at = new Date(ctx.now());
  const free = { leaseOwner: null, leaseUntil: null, updatedAt: at };
  const outcome =
    result.kind === "failed"
      ? {
          lastErrorCode: result.code,
          lastErrorAt: at,
          ...(result.blocked ? { remoteState: "blocked" as const } : {}),
        }
      : {
          remoteState: result.kind,
          remoteEtag: result.kind === "present" ? result.etag : null,
          appliedVersion: lease.desiredVersion,
          attempts: 0,
          lastErrorCode: null,
          lastErrorAt: null,
        };
  if (result.kind === "failed" && result.retryAfterMs !== null) {
    await ctx.db
      .update(calendarConnections)
      .set({ throttledUntil: new Date(at.getTime() + result.retryAfterMs) })
      .where(eq(calendarConnections.id, lease.connectionId));
  }
  await ctx.db
    .update(calendarPushes)
    .set({ ...free, ...outcome })
    .where(and(eq(calendarPushes.id, lease.pushId), eq(calendarPushes.leaseOwner, lease.owner)));
}

/** Settles the next event id of this push, before any call uses it. */
export async function renewIncarnation(ctx: Ctx, lease: PushLease): Promise<void> {
  const incarnation = lease.incarnation + 1;
  const eventId = pushKey(lease.pushId, incarnation);
  const [row] = await ctx.db
    .update(calendarPushes)
    .set({ incarnation, providerEventId: eventId, remoteState: "unknown" })
    .where(and(eq(calendarPushes.id, lease.pushId), eq(calendarPushes.leaseOwner, lease.owner)))
    .returning({ id: calendarPushes.id });
  if (!row) throw new Error(`The lease on push ${lease.pushId} was lost`);
  Object.assign(lease, { incarnation, eventId });
}

async function readPush(ctx: Ctx, pushId: string) {
  const [row] = await ctx.db
    .select({
      push: calendarPushes,
      booking: bookings,
      customer: customers,
      productName: products.name,
      address: locations.address,
      joinUrl: locations.joinUrl,
      timeZone: sql<string>`coalesce(${externalCalendars.timeZone}, ${locations.timeZone}, 'UTC')`,
      providerCalendarId: externalCalendars.providerCalendarId,
      connection: calendarConnections,
    })
    .from(calendarPushes)
    .innerJoin(bookings, eq(bookings.id, calendarPushes.bookingId))
    .innerJoin(customers, eq(customers.id, bookings.customerId))
    .innerJoin(products, eq(products.id, bookings.productId))
    .leftJoin(locations, eq(locations.id, products.locationId))
    .innerJoin(externalCalendars, eq(externalCalendars.id, calendarPushes.calendarId))
    .innerJoin(calendarConnections, eq(calendarConnections.id, externalCalendars.connectionId))
    .where(and(eq(calendarPushes.organizationId, ctx.actor.organizationId), eq(calendarPushes.id, pushId)));
  if (!row) throw new DomainError("not_found", "No push of your organisation has this id");
  return row;
}

function refuseUnreachable(ctx: Ctx, connection: typeof calendarConnections.$inferSelect): void {
  if (connection.status !== "active") {
    throw new ProviderError("auth_revoked", "The account must be reconnected", { code: connection.status });
  }
  const waitMs = (connection.throttledUntil?.getTime() ?? 0) - ctx.now();
  if (waitMs <= 0) return;
  const facts = { code: "throttled", retryAfterMs: waitMs };
  throw new ProviderError("rate_limited", "The provider asked us to slow down", facts);
}

function remainingMs(until: Date | null, at: Date): number {
  return Math.max(1000, (until?.getTime() ?? 0) - at.getTime());
}
