import { newId, type Transaction } from "@availability/db";
import { calendarConflicts, calendarPushes } from "@availability/db/schema";
import {
  instantsOf,
  isMassDeletion,
  markOf,
  ownChange,
  type RemoteChange,
  type RemoteEvent,
  timeMark,
} from "@availability/domain/calendar";
import { and, eq, gte, inArray, sql } from "drizzle-orm";
import { closeConflicts } from "./conflicts/close-conflicts.ts";
import { announceOpened, type Opening, openConflicts } from "./conflicts/open-conflicts.ts";
import { type Doubt, doubtPushes, gone } from "./doubt-pushes.ts";
import { comparable, hashOf } from "./event-hash.ts";
import type { Own, OwnPush } from "./own-events.ts";

type Reading = { organizationId: string; calendarId: string; timeZone: string; at: Date };

/**
 * Takes down, in the transaction of a reading, what somebody did to events of ours: a changed text stays as it is, another time
 * opens a conflict, and what is back where the booking says closes one. Events that are being written are left to whoever
 * writes them, and are looked at first where a reading saw them otherwise than they are known.
 */
export async function noteSeen(
  tx: Transaction,
  reading: Reading,
  { own, changes }: { own: Own; changes: readonly RemoteChange[] },
): Promise<void> {
  const seen = new Map<string, { push: OwnPush; event: RemoteEvent }>();
  for (const change of changes) {
    if (change.kind === "removed") seen.delete(change.id);
    if (change.kind !== "event") continue;
    const push = own.byEventId.get(change.event.id);
    if (push && own.pushOf(change.event) === push) seen.set(change.event.id, { push, event: change.event });
  }
  const openings: Opening[] = [];
  const doubts: Doubt[] = [];
  let isAnyBack = false;
  for (const { push, event } of seen.values()) {
    if (push.desired === "absent") continue;
    isAnyBack ||= push.remoteState === "ext_deleted" && !push.isPending;
    const noted = push.isPending ? "elsewhere" : await noteOne(tx, reading, { push, event });
    if (noted === "elsewhere") {
      if (isOtherwise(push, event)) doubts.push({ push, seenEtag: event.etag ?? "" });
    } else if (noted) openings.push(noted);
  }
  await doubtPushes(tx, { ...reading, doubts });
  if (isAnyBack) await closeMassDeletion(tx, reading);
  const isAsked = [...seen.values()].every(({ push }) => push.policy === "ask");
  await openConflicts(tx, { ...reading, openings, isAsked });
}

function isOtherwise(push: OwnPush, event: RemoteEvent): boolean {
  return isGone(push) || push.remoteEtag !== event.etag;
}

function isGone({ remoteState }: OwnPush): boolean {
  return remoteState === "ext_deleted" || remoteState === "absent";
}

/** The conflict that this event opens, if any; `elsewhere` when its push was written since it was read here. */
async function noteOne(
  tx: Transaction,
  { organizationId, calendarId, timeZone, at }: Reading,
  { push, event }: { push: OwnPush; event: RemoteEvent },
): Promise<Opening | "elsewhere" | null> {
  const mark = markOf(event, timeZone);
  const { known, seen } = comparable(push.appliedHash, mark);
  const change = ownChange(known, seen);
  const isBack = isGone(push);
  if (change === "same" && !isOtherwise(push, event)) return null;
  const written = await tx
    .update(calendarPushes)
    .set({
      remoteEtag: event.etag,
      appliedHash: hashOf(mark),
      remoteState:
        known && known.words !== seen.words ? "ext_modified" : isBack ? "present" : push.remoteState,
      updatedAt: at,
    })
    .where(
      and(
        eq(calendarPushes.id, push.id),
        gte(calendarPushes.appliedVersion, calendarPushes.desiredVersion),
        sql`${calendarPushes.remoteEtag} is not distinct from ${push.remoteEtag}`,
      ),
    )
    .returning({ id: calendarPushes.id });
  if (written.length === 0) return "elsewhere";
  if (change !== "moved" && !isBack) return null;
  const isAsBooked = mark.time === timeMark(push.startsAt.getTime(), push.endsAt.getTime());
  const end = { resolution: "resolved" as const, by: null, at };
  if (isBack) await closeConflicts(tx, { organizationId, pushIds: [push.id], kinds: ["ext_deleted"] }, end);
  if (isAsBooked) {
    await closeConflicts(tx, { organizationId, pushIds: [push.id], kinds: ["ext_moved"] }, end);
    return null;
  }
  return matters(push, at)
    ? { ...openingOf(push, calendarId), kind: "ext_moved", now: instantsOf(event.time, timeZone) }
    : null;
}

/** A mass deletion of which nothing is left went away by itself. */
async function closeMassDeletion(
  tx: Transaction,
  { organizationId, calendarId, at }: Reading,
): Promise<void> {
  const left = await tx.$count(
    calendarPushes,
    and(eq(calendarPushes.calendarId, calendarId), eq(calendarPushes.remoteState, "ext_deleted")),
  );
  if (left > 0) return;
  const which = { organizationId, calendarIds: [calendarId], kinds: ["mass_deletion"] as const };
  await closeConflicts(tx, which, { resolution: "resolved", by: null, at });
}

/** What is over, or not agreed, has no time to disagree about. */
export function matters(push: Pick<OwnPush, "bookingStatus" | "endsAt">, at: Date): boolean {
  return push.bookingStatus === "confirmed" && push.endsAt > at;
}

export function openingOf(push: Pick<OwnPush, "id" | "bookingId" | "bookingStatus">, calendarId: string) {
  return { calendarId, bookingId: push.bookingId, bookingStatus: push.bookingStatus, pushId: push.id };
}

/**
 * Takes down that events of ours are no longer where a reading looked. Each is looked for by its push, which knows whether it
 * was deleted or only left the window. When too many are gone at once, only a person is asked.
 */
export async function noteGone(
  tx: Transaction,
  { organizationId, calendarId, at }: Omit<Reading, "timeZone">,
  pushes: readonly OwnPush[],
): Promise<void> {
  const held = pushes.filter(
    ({ desired, remoteState }) =>
      desired === "present" && (remoteState === "present" || remoteState === "ext_modified"),
  );
  const missed = held.filter((push) => !push.isPending && matters(push, at));
  if (missed.length > 0 && isMassDeletion(missed.length, await countPresent(tx, calendarId))) {
    await noteMassDeletion(tx, { organizationId, calendarId, at }, missed);
    missed.length = 0;
  }
  const doubted = [...held.filter(({ isPending }) => isPending), ...missed];
  const doubts = doubted.map((push) => ({ push, seenEtag: gone }));
  await doubtPushes(tx, { organizationId, at, doubts });
}

async function noteMassDeletion(
  tx: Transaction,
  reading: Omit<Reading, "timeZone">,
  missed: readonly OwnPush[],
): Promise<void> {
  const ids = missed.map(({ id }) => id);
  await tx
    .update(calendarPushes)
    .set({ remoteState: "ext_deleted", updatedAt: reading.at })
    .where(inArray(calendarPushes.id, ids));
  await openMassDeletion(tx, { ...reading, eventCount: ids.length });
}

function countPresent(tx: Transaction, calendarId: string): Promise<number> {
  const held = inArray(calendarPushes.remoteState, ["present", "ext_modified"]);
  return tx.$count(
    calendarPushes,
    and(eq(calendarPushes.calendarId, calendarId), eq(calendarPushes.desired, "present"), held),
  );
}

async function openMassDeletion(
  tx: Transaction,
  { organizationId, calendarId, at, eventCount }: Omit<Reading, "timeZone"> & { eventCount: number },
): Promise<void> {
  const opened = await tx
    .insert(calendarConflicts)
    .values({
      id: newId(),
      organizationId,
      calendarId,
      kind: "mass_deletion",
      eventCount,
      detectedAt: at,
    })
    .onConflictDoNothing()
    .returning({ id: calendarConflicts.id });
  await announceOpened(
    tx,
    organizationId,
    opened.map(({ id }) => id),
  );
}
