import { newId, type Transaction } from "@availability/db";
import {
  allocationMembers,
  bookings,
  calendarConnections,
  calendarLinks,
  calendarSyncStates,
  externalCalendars,
  products,
} from "@availability/db/schema";
import type { UpdateCalendarLinks } from "@availability/domain/calendar";
import { DomainError } from "@availability/domain/errors";
import { and, eq, gt, inArray, notInArray, or, sql } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { announce } from "../outbox/index.ts";
import { desirePushes, findTargets, withdrawPushes } from "./desire-pushes.ts";
import { forgetMirror } from "./forget-mirror.ts";
import { queueSyncs } from "./request-sync.ts";
import { requestChannels } from "./watch/request-channels.ts";

/**
 * Settles which products a calendar serves: whose time its events take, and whose bookings it receives. Future confirmed
 * bookings follow: they appear where they are newly received and go from where they no longer are.
 */
export async function updateCalendarLinks(ctx: Ctx, input: UpdateCalendarLinks): Promise<void> {
  const organizationId = authorize(ctx, "manage_integrations");
  const { calendarId, links } = input;
  const at = new Date(ctx.now());
  await ctx.db.transaction(async (tx) => {
    const calendar = await lockCalendar(tx, organizationId, calendarId);
    requireWritable(calendar, links);
    const before = await tx.select().from(calendarLinks).where(eq(calendarLinks.calendarId, calendarId));
    await lockProducts(tx, organizationId, { before, links });
    await replaceLinks(tx, { organizationId, calendarId, links });
    await followBookings(tx, { organizationId, calendarId, before, links, at });
    await ensureSyncState(tx, { organizationId, calendarId, at, linked: links.length > 0 });
    await requestChannels(tx, { organizationId, calendarIds: [calendarId] });
    if (calendar.connectionStatus === "active" && calendar.syncEnabled) {
      await queueSyncs(tx, { organizationId, calendarIds: [calendarId], trigger: "connect", at });
    }
  });
  ctx.publish();
}

type Links = UpdateCalendarLinks["links"];

async function lockCalendar(tx: Transaction, organizationId: string, calendarId: string) {
  const [calendar] = await tx
    .select({
      name: externalCalendars.name,
      canWrite: externalCalendars.canWrite,
      connectionStatus: calendarConnections.status,
      syncEnabled: calendarConnections.syncEnabled,
    })
    .from(externalCalendars)
    .innerJoin(calendarConnections, eq(calendarConnections.id, externalCalendars.connectionId))
    .where(and(eq(externalCalendars.organizationId, organizationId), eq(externalCalendars.id, calendarId)))
    // Not "update": a booking being made for a product we wait for refers to this calendar.
    .for("no key update", { of: externalCalendars });
  if (!calendar) throw new DomainError("not_found", "No calendar of your organisation has this id");
  return calendar;
}

function requireWritable(calendar: { name: string; canWrite: boolean }, links: Links): void {
  const at = links.findIndex((link) => link.receivesBookings);
  if (calendar.canWrite || at < 0) return;
  const detail = `"${calendar.name}" may only be read; share it with write access first, or choose another calendar`;
  const errors = [{ pointer: `/links/${at}/receivesBookings`, detail }];
  throw new DomainError("outside_rules", detail, { errors });
}

/** Bookings of these products take turns with us: each is made before the links change, or reads the new ones. */
async function lockProducts(
  tx: Transaction,
  organizationId: string,
  { before, links }: { before: Links; links: Links },
): Promise<void> {
  const productIds = [...before, ...links].map(({ productId }) => productId);
  if (productIds.length === 0) return;
  const found = await tx
    .select({ id: products.id })
    .from(products)
    .where(and(eq(products.organizationId, organizationId), inArray(products.id, productIds)))
    .orderBy(products.id)
    .for("no key update");
  const at = links.findIndex((link) => !found.some(({ id }) => id === link.productId));
  if (at < 0) return;
  const detail = "No product of your organisation has this id";
  throw new DomainError("not_found", detail, { errors: [{ pointer: `/links/${at}/productId`, detail }] });
}

async function replaceLinks(
  tx: Transaction,
  { organizationId, calendarId, links }: { organizationId: string; calendarId: string; links: Links },
): Promise<void> {
  const kept = links.map((link) => link.productId);
  await tx
    .delete(calendarLinks)
    .where(
      and(
        eq(calendarLinks.calendarId, calendarId),
        kept.length > 0 ? notInArray(calendarLinks.productId, kept) : undefined,
      ),
    );
  if (links.length === 0) return;
  await tx
    .insert(calendarLinks)
    .values(links.map((link) => ({ ...link, id: newId(), organizationId, calendarId })))
    .onConflictDoUpdate({
      target: [calendarLinks.calendarId, calendarLinks.productId],
      set: { countsBusy: sql`excluded.counts_busy`, receivesBookings: sql`excluded.receives_bookings` },
    });
}

async function followBookings(
  tx: Transaction,
  change: { organizationId: string; calendarId: string; before: Links; links: Links; at: Date },
): Promise<void> {
  const { organizationId, calendarId, at } = change;
  const receivedBefore = receiving(change.before);
  const receivedNow = receiving(change.links);
  const changed = [...new Set([...receivedBefore, ...receivedNow])].filter(
    (id) => receivedBefore.has(id) !== receivedNow.has(id),
  );
  if (changed.length === 0) return;
  // Locked, those still to be confirmed included: a change of one waits for us or we for it.
  const open = await tx
    .select({ id: bookings.id, status: bookings.status })
    .from(bookings)
    .where(
      and(
        eq(bookings.organizationId, organizationId),
        or(inArray(bookings.productId, changed), inArray(bookings.allocationId, servedBy(tx, changed))),
        inArray(bookings.status, ["pending", "confirmed"]),
        gt(bookings.endsAt, at),
      ),
    )
    .orderBy(bookings.id)
    .for("no key update");
  const future = open.filter(({ status }) => status === "confirmed").map(({ id }) => id);
  const targets = await findTargets(tx, { organizationId, calendarId, bookingIds: future });
  const wanted = new Set(targets.map(({ bookingId }) => bookingId));
  const target = { organizationId, calendarId, at };
  await desirePushes(tx, { ...target, bookingIds: [...wanted] });
  await withdrawPushes(tx, { ...target, bookingIds: future.filter((id) => !wanted.has(id)) });
  const name = "calendar/push.requested" as const;
  await announce(
    tx,
    future.map((bookingId) => ({ name, data: { organizationId, bookingId } })),
  );
}

/** The allocations that any of these products is a member of. */
function servedBy(tx: Transaction, productIds: string[]) {
  return tx
    .select({ id: allocationMembers.allocationId })
    .from(allocationMembers)
    .where(inArray(allocationMembers.productId, productIds));
}

function receiving(links: Links): Set<string> {
  return new Set(links.filter((link) => link.receivesBookings).map((link) => link.productId));
}

/** A linked calendar is read from now on; of one that is linked no more, cursor and mirror go and the next link reads it in full. */
async function ensureSyncState(
  tx: Transaction,
  state: { organizationId: string; calendarId: string; at: Date; linked: boolean },
): Promise<void> {
  const { organizationId, calendarId, at, linked } = state;
  if (linked) {
    await tx
      .insert(calendarSyncStates)
      .values({ organizationId, calendarId, nextDueAt: at })
      .onConflictDoNothing();
  } else {
    await tx.delete(calendarSyncStates).where(eq(calendarSyncStates.calendarId, calendarId));
    await forgetMirror(tx, { calendarIds: [calendarId], code: "unlinked", at });
  }
}
