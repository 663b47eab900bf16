import { newId, type Transaction } from "@availability/db";
import { externalEvents } from "@availability/db/schema";
import type { Known, MirroredEvent, RemoteChange } from "@availability/domain/calendar";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { SyncLease } from "./sync-lease.ts";

// Postgres takes at most 65,535 parameters a statement; an event has about twenty.
const chunk = 1000;

/** The mirrored events that these changes name, by id or by series. */
export async function readKnown(
  tx: Transaction,
  lease: SyncLease,
  changes: RemoteChange[],
): Promise<Known[]> {
  const ids = namedIds(changes);
  const series = changes.flatMap((change) => {
    if (change.kind === "removed") return [change.id];
    return change.kind === "series" ? [change.seriesId] : [];
  });
  const known = new Map<string, Known>();
  for (const [column, values] of [
    [externalEvents.providerEventId, ids],
    [externalEvents.seriesId, series],
  ] as const) {
    for (const part of chunks(values)) {
      const rows = await tx
        .select()
        .from(externalEvents)
        .where(and(eq(externalEvents.calendarId, lease.calendarId), inArray(column, part)));
      for (const row of rows) known.set(row.providerEventId, toKnown(row));
    }
  }
  return [...known.values()];
}

function chunks<T>(values: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let from = 0; from < values.length; from += chunk) parts.push(values.slice(from, from + chunk));
  return parts;
}

function namedIds(changes: RemoteChange[]): string[] {
  return changes.flatMap((change) => {
    if (change.kind === "event") return [change.event.id];
    return change.kind === "removed" ? [change.id] : change.events.map((event) => event.id);
  });
}

function toKnown(row: typeof externalEvents.$inferSelect): Known {
  return {
    providerEventId: row.providerEventId,
    seriesId: row.seriesId,
    iCalUid: row.iCalUid,
    etag: row.etag,
    providerUpdatedAt: row.providerUpdatedAt,
    // These three hold only what `upsertEvents` wrote, which has these types.
    eventType: row.eventType as Known["eventType"],
    showAs: row.showAs as Known["showAs"],
    selfResponse: row.selfResponse as Known["selfResponse"],
    isAllDay: row.isAllDay,
    start: row.startsAt.getTime(),
    end: row.endsAt.getTime(),
    startDate: row.startDate,
    endDate: row.endDate,
    isBusy: row.isBusy,
    origin: row.origin,
    deleted: row.deletedAt !== null,
  };
}

export async function upsertEvents(
  tx: Transaction,
  lease: SyncLease,
  { events, generation, at }: { events: MirroredEvent[]; generation: number; at: Date },
): Promise<void> {
  for (const part of chunks(events)) {
    const rows = part.map(({ start, end, ...event }) => ({
      ...event,
      id: newId(),
      organizationId: lease.organizationId,
      calendarId: lease.calendarId,
      startsAt: new Date(start),
      endsAt: new Date(end),
      seenGeneration: generation,
      updatedAt: at,
    }));
    await tx
      .insert(externalEvents)
      .values(rows)
      .onConflictDoUpdate({
        target: [externalEvents.calendarId, externalEvents.providerEventId],
        set: {
          seriesId: sql`excluded.series_id`,
          iCalUid: sql`excluded.ical_uid`,
          etag: sql`excluded.etag`,
          providerUpdatedAt: sql`excluded.provider_updated_at`,
          eventType: sql`excluded.event_type`,
          showAs: sql`excluded.show_as`,
          selfResponse: sql`excluded.self_response`,
          isAllDay: sql`excluded.is_all_day`,
          startsAt: sql`excluded.starts_at`,
          endsAt: sql`excluded.ends_at`,
          startDate: sql`excluded.start_date`,
          endDate: sql`excluded.end_date`,
          isBusy: sql`excluded.is_busy`,
          origin: sql`excluded.origin`,
          seenGeneration: sql`excluded.seen_generation`,
          deletedAt: null,
          updatedAt: sql`excluded.updated_at`,
        },
      });
  }
}

/** Soft-deletes: the row stays for the record and takes no time any more. */
export async function removeEvents(
  tx: Transaction,
  lease: SyncLease,
  { ids, at }: { ids: string[]; at: Date },
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(externalEvents)
    .set({ deletedAt: at, updatedAt: at })
    .where(
      and(eq(externalEvents.calendarId, lease.calendarId), inArray(externalEvents.providerEventId, ids)),
    );
}

/** Notes that a full reading saw these events, changed or not, readable or not: they are not swept. */
export async function touchGeneration(
  tx: Transaction,
  lease: SyncLease,
  { changes, unreadable, generation }: { changes: RemoteChange[]; unreadable: string[]; generation: number },
): Promise<void> {
  const ids = [...namedIds(changes), ...unreadable];
  if (ids.length === 0) return;
  await tx
    .update(externalEvents)
    .set({ seenGeneration: generation })
    .where(
      and(eq(externalEvents.calendarId, lease.calendarId), inArray(externalEvents.providerEventId, ids)),
    );
}
