import type { Queryable } from "@availability/db";
import { bookings, calendarPushes, externalEvents, organizations } from "@availability/db/schema";
import {
  type Instants,
  pushOfKey,
  pushOfTag,
  type RemoteChange,
  type RemoteEvent,
} from "@availability/domain/calendar";
import { and, eq, gt, inArray, isNull, lt, lte, notExists, or, sql } from "drizzle-orm";
import type { Ctx } from "../ctx.ts";
import { anyOf } from "./any-of.ts";

/** A push that something read names, with what its booking is now. */
export type OwnPush = Awaited<ReturnType<typeof selectOwn>>[number];

export type Own = {
  /** The push that this event belongs to, as its event or as a copy of it; null when the event is foreign. */
  pushOf(event: RemoteEvent): OwnPush | null;
  /** Of one calendar: the pushes by the id of their event. */
  byEventId: ReadonlyMap<string, OwnPush>;
};

type Place = { organizationId: string; calendarId: string };

// Of an event up to four values are asked for.
const chunk = 4000;

/**
 * The pushes of this organisation that these changes name: by the id of their event, by the key or tag it was made with, or by
 * its iCalendar id, as copies in other calendars bear it. What bears the tag of another installation is foreign.
 */
export async function readOwn(
  ctx: Ctx,
  tx: Queryable,
  place: Place,
  changes: readonly RemoteChange[],
): Promise<Own> {
  const events = changes.flatMap((change) => {
    if (change.kind === "removed") return [];
    return change.kind === "event" ? [change.event] : change.events;
  });
  const removed = changes.flatMap((change) => (change.kind === "removed" ? [change.id] : []));
  const found = new Map<string, OwnPush>();
  for (let from = 0; from < events.length; from += chunk) {
    const rows = await readPushes(ctx, tx, place, events.slice(from, from + chunk));
    for (const row of rows) found.set(row.id, row);
  }
  for (let from = 0; from < removed.length; from += chunk) {
    const ids = removed.slice(from, from + chunk);
    for (const row of await selectOwn(tx, place).where(isEventOf(place, ids))) found.set(row.id, row);
  }
  return indexed(ctx, place, [...found.values()]);
}

function readPushes(ctx: Ctx, tx: Queryable, place: Place, events: readonly RemoteEvent[]) {
  const named = events.flatMap((event) => namedPushes(ctx, event));
  const uids = events.flatMap(({ iCalUid }) => iCalUid ?? []);
  return selectOwn(tx, place).where(
    and(
      eq(calendarPushes.organizationId, place.organizationId),
      or(
        isEventOf(
          place,
          events.map(({ id }) => id),
        ),
        named.length > 0 ? anyOf(calendarPushes.id, named, "uuid") : undefined,
        uids.length > 0 ? anyOf(calendarPushes.iCalUid, uids) : undefined,
      ),
    ),
  );
}

// A reading that misses more is no word on single events.
const mostUnseen = 5000;

/** The pushes whose events should stand in the window that was read since `began`, and of which the mirror holds nothing now. */
export function readUnseen(
  tx: Queryable,
  { organizationId, calendarId, window, began }: Place & { window: Instants; began: Date },
): Promise<OwnPush[]> {
  const mirrored = tx
    .select({ one: sql`1` })
    .from(externalEvents)
    .where(
      and(
        eq(externalEvents.calendarId, calendarPushes.calendarId),
        eq(externalEvents.providerEventId, calendarPushes.providerEventId),
        isNull(externalEvents.deletedAt),
      ),
    );
  return selectOwn(tx, { organizationId })
    .where(
      and(
        eq(calendarPushes.calendarId, calendarId),
        inArray(calendarPushes.remoteState, ["present", "ext_modified"]),
        // One written in the same instant may be missed for it; it is looked for before that is believed.
        lte(calendarPushes.updatedAt, began),
        lt(bookings.startsAt, new Date(window.end)),
        gt(bookings.endsAt, new Date(window.start)),
        notExists(mirrored),
      ),
    )
    .limit(mostUnseen);
}

function selectOwn(db: Queryable, { organizationId }: Pick<Place, "organizationId">) {
  return db
    .select({
      id: calendarPushes.id,
      calendarId: calendarPushes.calendarId,
      eventId: calendarPushes.providerEventId,
      iCalUid: calendarPushes.iCalUid,
      desired: calendarPushes.desired,
      isPending: sql<boolean>`${calendarPushes.appliedVersion} < ${calendarPushes.desiredVersion}`,
      remoteState: calendarPushes.remoteState,
      remoteEtag: calendarPushes.remoteEtag,
      appliedHash: calendarPushes.appliedHash,
      bookingId: bookings.id,
      bookingStatus: bookings.status,
      startsAt: bookings.startsAt,
      endsAt: bookings.endsAt,
      policy: organizations.externalChangePolicy,
    })
    .from(calendarPushes)
    .innerJoin(bookings, eq(bookings.id, calendarPushes.bookingId))
    .innerJoin(organizations, eq(organizations.id, sql`${organizationId}::uuid`))
    .$dynamic();
}

function isEventOf({ calendarId }: Place, eventIds: readonly string[]) {
  return and(eq(calendarPushes.calendarId, calendarId), anyOf(calendarPushes.providerEventId, eventIds));
}

function indexed(ctx: Ctx, { calendarId }: Place, pushes: readonly OwnPush[]): Own {
  const byId = new Map(pushes.map((push) => [push.id, push]));
  const byUid = new Map(pushes.flatMap((push) => (push.iCalUid ? [[push.iCalUid, push]] : [])));
  const byEventId = new Map(
    pushes.filter((push) => push.calendarId === calendarId).map((push) => [push.eventId, push]),
  );
  const pushOf = (event: RemoteEvent) => {
    if (event.tag !== null && !event.tag.startsWith(`${ctx.installationId}:`)) return null;
    const named = namedPushes(ctx, event).flatMap((id) => byId.get(id) ?? [])[0];
    return byEventId.get(event.id) ?? named ?? byUid.get(event.iCalUid ?? "") ?? null;
  };
  return { pushOf, byEventId };
}

function namedPushes(ctx: Ctx, { key, tag }: RemoteEvent): string[] {
  return [pushOfKey(key), pushOfTag(tag, ctx.installationId)].filter((id) => id !== null);
}
