import { newId, type Transaction } from "@availability/db";
import { bookingEvents, calendarConflicts } from "@availability/db/schema";
import type { BookingStatus } from "@availability/domain/booking";
import { and, eq, isNull } from "drizzle-orm";
import { announce } from "../../outbox/index.ts";

export type Opening = {
  calendarId: string;
  kind: "ext_moved" | "ext_deleted";
  bookingId: string;
  bookingStatus: BookingStatus;
  pushId: string;
  /** Of a moved event: where it stands now, epoch ms. */
  now: { start: number; end: number } | null;
};

/**
 * Opens a conflict for each, or has the one that is open follow its event; a new one is noted in the booking's timeline. They
 * are announced when a person is to decide: at once where the organisation asks, else when its rule could not settle them.
 */
export async function openConflicts(
  tx: Transaction,
  request: { organizationId: string; openings: readonly Opening[]; isAsked: boolean; at: Date },
): Promise<void> {
  const { organizationId, openings, isAsked, at } = request;
  const opened: string[] = [];
  for (const opening of openings) {
    const { bookingStatus, now, ...conflict } = opening;
    const times = { startsAt: now && new Date(now.start), endsAt: now && new Date(now.end) };
    const row = { ...conflict, ...times, id: newId(), organizationId, detectedAt: at };
    const inserted = await tx
      .insert(calendarConflicts)
      .values(row)
      .onConflictDoNothing()
      .returning({ id: calendarConflicts.id });
    if (inserted.length === 0) await follow(tx, opening, times);
    else {
      opened.push(row.id);
      await tx.insert(bookingEvents).values({
        id: newId(),
        organizationId,
        bookingId: opening.bookingId,
        fromStatus: bookingStatus,
        toStatus: bookingStatus,
        action: now ? "moved_in_calendar" : "deleted_in_calendar",
        details: { conflictId: row.id, calendarId: opening.calendarId, ...(now ? { after: now } : {}) },
        actorKind: "system",
        at,
      });
    }
  }
  if (isAsked) await announceOpened(tx, organizationId, opened);
}

async function follow(
  tx: Transaction,
  { pushId, kind }: Opening,
  times: { startsAt: Date | null; endsAt: Date | null },
): Promise<void> {
  await tx
    .update(calendarConflicts)
    .set(times)
    .where(
      and(
        eq(calendarConflicts.pushId, pushId),
        isNull(calendarConflicts.resolvedAt),
        eq(calendarConflicts.kind, kind),
      ),
    );
}

export async function announceOpened(tx: Transaction, organizationId: string, ids: string[]): Promise<void> {
  const name = "calendar/conflict.opened" as const;
  await announce(
    tx,
    ids.map((conflictId) => ({ name, data: { organizationId, conflictId } })),
  );
}
