import type { Transaction } from "@availability/db";
import { isDomainError } from "@availability/domain/errors";
import { retargetPushes } from "../../calendar/desire-pushes.ts";
import type { Ctx } from "../../ctx.ts";
import { type Change, changeMany } from "../change-many.ts";
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
  const { start, durationMinutes, reason } = change;
  const steps = editOf(row, change);
  const { attendees, notes } = change;
  await changeMany(ctx, tx, [{ before: row, steps, set: { attendees, notes } }].filter(isStep), reason);
  if (takesTime(row, change))
    await move(ctx, tx, organizationId, { bookingId, start, durationMinutes, reason });
  else if (steps.length > 0 && row.status === "confirmed")
    await retargetPushes(tx, { organizationId, bookingIds: [bookingId], at: new Date(ctx.now()) });
}

const isStep = ({ steps }: Change): boolean => steps.length > 0;

/** True when a booking is to have another time; its units are claimed anew, too, when there are more or fewer of them. */
export function takesTime(
  row: OccurrenceRow,
  { start, durationMinutes, attendees }: OccurrenceChange,
): boolean {
  const isMoved = start !== row.startsAt.getTime() || durationMinutes !== durationOf(row);
  return isMoved || attendees !== row.attendees;
}

/** What the timeline says of a change besides the time; none when nothing else changes. */
export function editOf(row: OccurrenceRow, { attendees, notes }: OccurrenceChange): Change["steps"] {
  if (attendees === row.attendees && notes === row.notes) return [];
  const details = {
    ...(attendees === row.attendees ? {} : { attendees: { before: row.attendees, after: attendees } }),
    // Notes may be about people, so that the timeline says only that they changed.
    ...(notes === row.notes ? {} : { notes: "changed" }),
  };
  return [{ action: "edit", details }];
}
