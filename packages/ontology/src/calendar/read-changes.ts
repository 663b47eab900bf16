import type { Transaction } from "@availability/db";
import { calendarSyncStates, externalEvents } from "@availability/db/schema";
import {
  addCounts,
  type ChangePage,
  type Instants,
  noCounts,
  type RemoteChange,
  type RemoteEvent,
  reconcile,
  type SyncCounts,
} from "@availability/domain/calendar";
import { must } from "@availability/domain/errors";
import { and, eq, isNull, lt, sql } from "drizzle-orm";
import type { Ctx } from "../ctx.ts";
import { settleOverlaps } from "./conflicts/overlaps.ts";
import { readKnown, removeEvents, touchGeneration, upsertEvents } from "./mirror.ts";
import { noteGone, noteSeen } from "./note-own.ts";
import { type OwnPush, readOwn, readUnseen } from "./own-events.ts";
import { readAhead } from "./read-ahead.ts";
import { owned, renewLease, type SyncLease } from "./sync-lease.ts";
import { withAccess } from "./with-access.ts";

type Result = { requests: number; counts: SyncCounts; changedMeanwhile: boolean };

/** Reads what changed since the cursor; rows and cursor are written in one transaction. */
export async function readIncremental(
  ctx: Ctx,
  lease: SyncLease,
  { cursor, window }: { cursor: string; window: Instants },
): Promise<Result> {
  const dirtySeq = await noteDirty(ctx, lease);
  const { changes, unreadable, last, requests } = await withAccess(
    ctx,
    lease.connectionId,
    (provider, accessToken) => {
      const query = { calendarId: lease.providerCalendarId, window, cursor };
      return collect(ctx, lease, provider.listChanges(accessToken, query));
    },
  );
  return ctx.db.transaction(async (tx) => {
    await renewLease(ctx, tx, lease);
    const context = { window, timeZone: last.timeZone, generation: lease.generation };
    const { counts, gone } = await applyChanges(ctx, tx, lease, { changes, unreadable, ...context });
    const at = new Date(ctx.now());
    await noteGone(tx, { ...lease, at }, gone);
    await settleOverlaps(tx, { ...lease, at });
    const changedMeanwhile = await advance(ctx, tx, lease, { cursor: last.cursor, window, dirtySeq });
    return { requests, counts, changedMeanwhile };
  });
}

/**
 * Reads the whole window under a new generation, page by page, and then removes what no page named: busy time is never
 * wiped first. The cursor is written with the removal.
 */
export async function readFull(ctx: Ctx, lease: SyncLease, window: Instants): Promise<Result> {
  const { dirtySeq, generation } = await beginGeneration(ctx, lease);
  const began = new Date(ctx.now());
  const read = await readPages(ctx, lease, { window, generation });
  if (await isMassRemoval(ctx, lease, generation)) {
    const again = await readPages(ctx, lease, { window, generation });
    read.counts = addCounts(read.counts, { ...again.counts, seen: 0 });
    read.requests += again.requests;
    read.cursor = again.cursor;
  }
  return ctx.db.transaction(async (tx) => {
    await renewLease(ctx, tx, lease);
    const swept = await sweep(ctx, tx, lease, generation);
    const at = new Date(ctx.now());
    await noteGone(tx, { ...lease, at }, await readUnseen(tx, { ...lease, window, began }));
    await settleOverlaps(tx, { ...lease, at });
    const counts = addCounts(read.counts, { ...noCounts, deleted: swept });
    const changedMeanwhile = await advance(ctx, tx, lease, {
      cursor: read.cursor,
      window,
      dirtySeq,
      generation,
    });
    return { requests: read.requests, counts, changedMeanwhile };
  });
}

/** A number that no other reading writes under, not even one that died half way: what only it saw is swept by the next. */
async function beginGeneration(
  ctx: Ctx,
  lease: SyncLease,
): Promise<{ dirtySeq: number; generation: number }> {
  const [state] = await ctx.db
    .update(calendarSyncStates)
    .set({ generation: sql`${calendarSyncStates.generation} + 1` })
    .where(owned(lease))
    .returning({ dirtySeq: calendarSyncStates.dirtySeq, generation: calendarSyncStates.generation });
  return must(state, `the lease on calendar ${lease.calendarId} is ours`);
}

type Pages = { counts: SyncCounts; requests: number; cursor: string | null };

async function readPages(
  ctx: Ctx,
  lease: SyncLease,
  { window, generation }: { window: Instants; generation: number },
): Promise<Pages> {
  return withAccess(ctx, lease.connectionId, async (provider, accessToken) => {
    const total: Pages = { counts: noCounts, requests: 0, cursor: null };
    const query = { calendarId: lease.providerCalendarId, window };
    for await (const page of readAhead(provider.listWindow(accessToken, query))) {
      const { counts } = await ctx.db.transaction(async (tx) => {
        await renewLease(ctx, tx, lease);
        return applyChanges(ctx, tx, lease, {
          changes: page.changes,
          unreadable: unreadableIds(page),
          window,
          timeZone: page.timeZone,
          generation,
        });
      });
      total.counts = addCounts(total.counts, counts);
      total.requests += page.requests;
      total.cursor = page.cursor;
    }
    return total;
  });
}

const believedAtOnce = 20;

/** Whether the sweep would remove more than half of what is known, and more than twenty rows: too much for one listing's word. */
async function isMassRemoval(ctx: Ctx, lease: SyncLease, generation: number): Promise<boolean> {
  const standing = and(eq(externalEvents.calendarId, lease.calendarId), isNull(externalEvents.deletedAt));
  const unseen = await ctx.db.$count(
    externalEvents,
    and(standing, lt(externalEvents.seenGeneration, generation)),
  );
  if (unseen <= believedAtOnce) return false;
  return unseen * 2 > (await ctx.db.$count(externalEvents, standing));
}

async function collect(
  ctx: Ctx,
  lease: SyncLease,
  pages: AsyncIterable<ChangePage>,
): Promise<{ changes: RemoteChange[]; unreadable: string[]; last: ChangePage; requests: number }> {
  const changes: RemoteChange[] = [];
  const unreadable: string[] = [];
  let last: ChangePage | null = null;
  let requests = 0;
  for await (const page of pages) {
    if (last) await renewLease(ctx, ctx.db, lease);
    changes.push(...page.changes);
    unreadable.push(...unreadableIds(page));
    requests += page.requests;
    last = page;
  }
  return { changes, unreadable, last: must(last, "a listing has at least one page"), requests };
}

function unreadableIds(page: ChangePage): string[] {
  return (page.unreadable ?? []).map(({ id }) => id);
}

async function noteDirty(ctx: Ctx, lease: SyncLease): Promise<number> {
  const [state] = await ctx.db
    .select({ dirtySeq: calendarSyncStates.dirtySeq })
    .from(calendarSyncStates)
    .where(owned(lease));
  return must(state, `the lease on calendar ${lease.calendarId} is ours`).dirtySeq;
}

async function applyChanges(
  ctx: Ctx,
  tx: Transaction,
  lease: SyncLease,
  read: {
    changes: RemoteChange[];
    unreadable: string[];
    window: Instants;
    timeZone: string | null;
    generation: number;
  },
): Promise<{ counts: SyncCounts; gone: OwnPush[] }> {
  const known = await readKnown(tx, lease, read.changes);
  const own = await readOwn(ctx, tx, lease, read.changes);
  const isOurs = (event: RemoteEvent) => own.pushOf(event) !== null;
  const { window, generation, unreadable } = read;
  const timeZone = read.timeZone ?? lease.timeZone;
  const result = reconcile(read.changes, { known, unreadable, window, timeZone, isOurs });
  const at = new Date(ctx.now());
  await upsertEvents(tx, lease, { events: result.upserts, generation, at });
  await removeEvents(tx, lease, { ids: result.removals, at });
  if (generation !== lease.generation)
    await touchGeneration(tx, lease, {
      changes: read.changes,
      unreadable,
      written: result.upserts,
      generation,
    });
  await noteSeen(tx, { ...lease, timeZone, at }, { own, changes: read.changes });
  const gone = removedIds(read.changes).flatMap((id) => own.byEventId.get(id) ?? []);
  return { counts: result.counts, gone };
}

/** What was removed and did not come back: the last word on an id wins. */
function removedIds(changes: readonly RemoteChange[]): string[] {
  const removed = new Set<string>();
  for (const change of changes) {
    if (change.kind === "removed") removed.add(change.id);
    else if (change.kind === "event") removed.delete(change.event.id);
  }
  return [...removed];
}

async function sweep(ctx: Ctx, tx: Transaction, lease: SyncLease, generation: number): Promise<number> {
  const swept = await tx
    .update(externalEvents)
    .set({ deletedAt: new Date(ctx.now()) })
    .where(
      and(
        eq(externalEvents.calendarId, lease.calendarId),
        lt(externalEvents.seenGeneration, generation),
        isNull(externalEvents.deletedAt),
      ),
    )
    .returning({ id: externalEvents.id });
  return swept.length;
}

/** Writes how far we read, if the lease is still ours; true when the calendar was marked changed since the reading began. */
async function advance(
  ctx: Ctx,
  tx: Transaction,
  lease: SyncLease,
  read: { cursor: string | null; window: Instants; dirtySeq: number; generation?: number },
): Promise<boolean> {
  const at = new Date(ctx.now());
  const generation = read.generation ?? lease.generation;
  const [state] = await tx
    .update(calendarSyncStates)
    .set({
      cursor: read.cursor,
      windowStart: new Date(read.window.start),
      windowEnd: new Date(read.window.end),
      generation,
      syncedSeq: read.dirtySeq,
      lastSuccessAt: at,
      ...(read.generation === undefined ? {} : { lastFullAt: at }),
    })
    .where(owned(lease))
    .returning({ dirtySeq: calendarSyncStates.dirtySeq });
  const { dirtySeq } = must(state, `the lease on calendar ${lease.calendarId} is ours`);
  Object.assign(lease, { cursor: read.cursor, window: read.window, generation });
  return dirtySeq > read.dirtySeq;
}
