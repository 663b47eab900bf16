import { newId, type Transaction } from "@availability/db";
import { bookingEvents, bookings } from "@availability/db/schema";
import { isDomainError } from "@availability/domain/errors";
import { eq, sql } from "drizzle-orm";
import { actorColumns } from "../../authorize.ts";
import { retargetPushes } from "../../calendar/desire-pushes.ts";
import type { Ctx } from "../../ctx.ts";
import { announce } from "../../outbox/index.ts";
import { isTaken } from "../place.ts";
import { move } from "../reschedule-booking.ts";
import type { OccurrenceRow } from "./lock-series.ts";

/** What a booking of a series should become; epoch ms. */
export type OccurrenceChange = {
  start: number;
  durationMinutes: number;
  attendees: number;
  notes: string | null;
  reason?: string | null | undefined;
};

/** Changes one booking, or nothing of it: false when it cannot have the time. */
export async function changeOccurrence(
  ctx: Ctx,
  tx: Transaction,
  row: OccurrenceRow,
  change: OccurrenceChange,
): Promise<boolean> {
  try {
    await tx.transaction((savepoint) => apply(ctx, savepoint, row, change));
    return true;
  } catch (error) {
    const isOutside = isDomainError(error) && error.code === "outside_rules";
    if (isTaken(error) || isOutside) return false;
    throw error;
  }
}

export function durationOf({ startsAt, endsAt }: Pick<OccurrenceRow, "startsAt" | "endsAt">): number {
  return (endsAt.getTime() - startsAt.getTime()) / 60_000;
}

async function apply(ctx: Ctx, tx: Transaction, row: OccurrenceRow, change: OccurrenceChange): Promise<void> {
  const { id: bookingId, organizationId } = row;
  const { start, durationMinutes, attendees, notes, reason } = change;
  const isGrown = attendees !== row.attendees;
  const isMoved = start !== row.startsAt.getTime() || durationMinutes !== durationOf(row);
  const isEdited = isGrown || notes !== row.notes;
  if (isEdited) await edit(ctx, tx, row, change);
  // Its units are claimed anew, too, when there are more or fewer of them.
  if (isMoved || isGrown) await move(ctx, tx, organizationId, { bookingId, start, durationMinutes, reason });
  else if (isEdited && row.status === "confirmed")
    await retargetPushes(tx, { organizationId, bookingIds: [bookingId], at: new Date(ctx.now()) });
}

async function edit(
  ctx: Ctx,
  tx: Transaction,
  row: OccurrenceRow,
  { attendees, notes, reason = null }: OccurrenceChange,
): Promise<void> {
  const at = new Date(ctx.now());
  await tx
    .update(bookings)
    .set({ attendees, notes, version: sql`${bookings.version} + 1`, updatedAt: at })
    .where(eq(bookings.id, row.id));
  await tx.insert(bookingEvents).values({
    id: newId(),
    organizationId: row.organizationId,
    bookingId: row.id,
    fromStatus: row.status,
    toStatus: row.status,
    action: "edit",
    // Notes may be about people, so that the timeline says only that they changed.
    details: {
      ...(attendees === row.attendees ? {} : { attendees: { before: row.attendees, after: attendees } }),
      ...(notes === row.notes ? {} : { notes: "changed" }),
    },
    reason,
    ...actorColumns(ctx.actor),
    at,
  });
  const data = { organizationId: row.organizationId, bookingId: row.id, version: row.version + 1 };
  await announce(tx, [{ name: "booking/changed", data }]);
}
