import { newId, type Transaction } from "@availability/db";
import {
  bookings,
  calendarConnections,
  calendarPushes,
  customers,
  externalCalendars,
  locations,
  organizations,
  products,
} from "@availability/db/schema";
import {
  type EventDraft,
  instantsOf,
  markOf,
  pushKey,
  pushTag,
  type RemoteEvent,
} from "@availability/domain/calendar";
import { DomainError, ProviderError, unreachable } from "@availability/domain/errors";
import { and, eq, isNull, lt, lte, or, sql } from "drizzle-orm";
import type { Ctx } from "../ctx.ts";
import { resolveFailures } from "../job/resolve-failures.ts";
import { announce } from "../outbox/index.ts";
import { closeConflicts } from "./conflicts/close-conflicts.ts";
import { openConflicts } from "./conflicts/open-conflicts.ts";
import { gone } from "./doubt-pushes.ts";
import { eventDraft } from "./event-draft.ts";
import { hashOf } from "./event-hash.ts";
import { matters, openingOf } from "./note-own.ts";

/** The right to write one event, and what it should be. */
export type PushLease = {
  owner: string;
  pushId: string;
  installationId: string;
  organizationId: string;
  connectionId: string;
  calendarId: string;
  providerCalendarId: string;
  /** IANA; of the calendar */
  timeZone: string;
  booking: Pick<typeof bookings.$inferSelect, "id" | "status" | "endsAt">;
  policy: (typeof organizations.$inferSelect)["externalChangePolicy"];
  desired: "present" | "absent";
  desiredVersion: number;
  incarnation: number;
  /** The provider's, once it answered; the key it was to be created under until then. */
  eventId: string;
  /** What was known before this attempt. */
  remoteState: (typeof calendarPushes.$inferSelect)["remoteState"];
  remoteEtag: string | null;
  appliedHash: string | null;
  /** What a reading saw of it that nobody looked at yet: another version, or `gone`. */
  seenEtag: string | null;
  /** Since when the provider does not know the event, epoch ms; null when nobody missed it. */
  missingSince: number | null;
  /** A person is asked what is to become of it; nothing is written before the answer. */
  isAsked: boolean;
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
      organizationId: push.organizationId,
      connectionId: found.connection.id,
      calendarId: push.calendarId,
      providerCalendarId: found.providerCalendarId,
      timeZone: found.timeZone,
      booking: found.booking,
      policy: found.policy,
      desired: push.desired,
      desiredVersion: push.desiredVersion,
      incarnation: push.incarnation,
      eventId: push.providerEventId,
      remoteState: found.push.remoteState,
      remoteEtag: push.remoteEtag,
      appliedHash: push.appliedHash,
      seenEtag: push.seenEtag,
      missingSince: push.lastErrorCode === "missing" ? (push.lastErrorAt?.getTime() ?? null) : null,
      isAsked: found.isAsked,
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
  | { kind: "present"; event: RemoteEvent; words: "ours" | "theirs" }
  | { kind: "moved"; event: RemoteEvent }
  /** Nothing was written: it stands so already, or a person is asked first. */
  | { kind: "current" }
  | { kind: "deleted" }
  | { kind: "absent" }
  | { kind: "failed"; code: string; blocked: boolean; retryAfterMs: number | null };

/**
 * Writes what became of an attempt, with the conflict that it found, and gives the lease back; a lease lost to another worker
 * leaves its writing alone.
 */
export async function settlePush(ctx: Ctx, lease: PushLease, result: PushResult): Promise<void> {
  const at = new Date(ctx.now());
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .update(calendarPushes)
      .set({ leaseOwner: null, leaseUntil: null, updatedAt: at, ...outcome(lease, result, at) })
      .where(and(eq(calendarPushes.id, lease.pushId), eq(calendarPushes.leaseOwner, lease.owner)))
      .returning({
        id: calendarPushes.id,
        organizationId: calendarPushes.organizationId,
        bookingId: calendarPushes.bookingId,
        isPending: sql<boolean>`${calendarPushes.appliedVersion} < ${calendarPushes.desiredVersion}`,
      });
    if (result.kind === "failed" && result.retryAfterMs !== null) {
      await tx
        .update(calendarConnections)
        .set({ throttledUntil: new Date(at.getTime() + result.retryAfterMs) })
        .where(eq(calendarConnections.id, lease.connectionId));
    }
    if (row && result.kind !== "failed") await resolveFailures(tx, { ...row, at });
    if (row) await settleConflicts(tx, lease, { result, at });
    if (row?.isPending && result.kind !== "failed") {
      const { organizationId, bookingId } = row;
      await announce(tx, [{ name: "calendar/push.requested", data: { organizationId, bookingId } }]);
    }
  });
}

function outcome(lease: PushLease, result: PushResult, at: Date) {
  const isDoubted = seenMeanwhile(lease, "event" in result ? result.event.etag : null);
  const settled = {
    appliedVersion: lease.desiredVersion,
    desiredVersion: sql`${calendarPushes.desiredVersion} + case when ${isDoubted} then 1 else 0 end`,
    seenEtag: sql`case when ${isDoubted} then ${calendarPushes.seenEtag} end`,
    attempts: 0,
    lastErrorCode: null,
    lastErrorAt: null,
  };
  switch (result.kind) {
    case "failed": {
      const since = lease.missingSince === null ? at : new Date(lease.missingSince);
      return {
        lastErrorCode: result.code,
        lastErrorAt: result.code === "missing" ? since : at,
        ...(result.code === "missing" ? { seenEtag: gone } : {}),
        ...(result.blocked ? { remoteState: "blocked" as const } : {}),
      };
    }
    case "current":
      // Nobody looked.
      return { ...settled, seenEtag: sql`${calendarPushes.seenEtag}` };
    case "present":
    case "moved":
      return { ...settled, ...standing(lease, result) };
    case "deleted":
      return { ...settled, remoteState: "ext_deleted" as const };
    case "absent":
      return { ...settled, remoteState: "absent" as const, remoteEtag: null, appliedHash: null };
    default:
      return unreachable(result);
  }
}

/** Whether a reading saw it since this attempt began, and saw another version than the attempt left or found, `etag`. */
function seenMeanwhile({ seenEtag }: PushLease, etag: string | null) {
  const seen = calendarPushes.seenEtag;
  return sql`(${seen} is not null and ${seen} is distinct from ${seenEtag}::text and ${seen} is distinct from ${etag}::text)`;
}

/** What is known of an event from now on: the provider's id, version and iCalendar id, and how it stands there. */
function standing(lease: PushLease, result: Extract<PushResult, { event: RemoteEvent }>) {
  const isTheirs = result.kind === "moved" ? lease.remoteState === "ext_modified" : result.words === "theirs";
  return {
    remoteState: isTheirs ? ("ext_modified" as const) : ("present" as const),
    providerEventId: result.event.id,
    remoteEtag: result.event.etag,
    iCalUid: result.event.iCalUid,
    appliedHash: hashOf(markOf(result.event, lease.timeZone)),
  };
}

async function settleConflicts(
  tx: Transaction,
  lease: PushLease,
  { result, at }: { result: PushResult; at: Date },
): Promise<void> {
  const { organizationId, pushId, calendarId, booking } = lease;
  if (result.kind === "moved" || result.kind === "deleted") {
    const subject = { id: pushId, bookingId: booking.id, bookingStatus: booking.status };
    if (lease.desired === "absent" || !matters({ ...subject, endsAt: booking.endsAt }, at)) return;
    const opening = openingOf(subject, calendarId);
    const now = result.kind === "moved" ? instantsOf(result.event.time, lease.timeZone) : null;
    const kind = now ? ("ext_moved" as const) : ("ext_deleted" as const);
    await openConflicts(tx, {
      organizationId,
      openings: [{ ...opening, kind, now }],
      isAsked: lease.policy === "ask",
      at,
    });
  }
  if (result.kind === "present" || result.kind === "absent") {
    await closeConflicts(tx, { organizationId, pushIds: [pushId] }, { resolution: "resolved", by: null, at });
  }
}

/** Settles the next event id of this push, before any call uses it. */
export async function renewIncarnation(ctx: Ctx, lease: PushLease): Promise<void> {
  const incarnation = lease.incarnation + 1;
  const eventId = pushKey(lease.pushId, incarnation);
  const [row] = await ctx.db
    .update(calendarPushes)
    .set({
      incarnation,
      providerEventId: eventId,
      remoteState: "unknown",
      remoteEtag: null,
      seenEtag: null,
      appliedHash: null,
    })
    .where(and(eq(calendarPushes.id, lease.pushId), eq(calendarPushes.leaseOwner, lease.owner)))
    .returning({ id: calendarPushes.id });
  if (!row) throw new Error(`The lease on push ${lease.pushId} was lost`);
  Object.assign(lease, { incarnation, eventId, seenEtag: null });
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
      policy: organizations.externalChangePolicy,
      isAsked: sql<boolean>`exists (
        select from calendar_conflicts c
        where c.resolved_at is null and (c.push_id = ${calendarPushes.id} or
          (${calendarPushes.remoteState} = 'ext_deleted' and c.calendar_id = ${calendarPushes.calendarId}
            and c.kind = 'mass_deletion')))`,
    })
    .from(calendarPushes)
    .innerJoin(bookings, eq(bookings.id, calendarPushes.bookingId))
    .innerJoin(organizations, eq(organizations.id, calendarPushes.organizationId))
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
