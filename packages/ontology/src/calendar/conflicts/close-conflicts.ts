import type { Transaction } from "@availability/db";
import { calendarConflicts } from "@availability/db/schema";
import type { ConflictKind, ConflictResolution } from "@availability/domain/calendar";
import { and, eq, inArray, isNull, type SQL } from "drizzle-orm";
import { announce } from "../../outbox/index.ts";

type Which = {
  organizationId: string;
  conflictIds?: readonly string[];
  pushIds?: readonly string[];
  bookingIds?: readonly string[];
  calendarIds?: readonly string[];
  kinds?: readonly ConflictKind[];
};

/** Settles what is open of these conflicts and announces it; returns how many. `resolved`: it went away by itself. */
export async function closeConflicts(
  tx: Transaction,
  which: Which,
  end: { resolution: ConflictResolution; by: string | null; at: Date },
): Promise<number> {
  const closed = await tx
    .update(calendarConflicts)
    .set({ resolution: end.resolution, resolvedBy: end.by, resolvedAt: end.at })
    .where(matching(which))
    .returning({ id: calendarConflicts.id });
  const { organizationId } = which;
  const name = "calendar/conflict.resolved" as const;
  await announce(
    tx,
    closed.map(({ id: conflictId }) => ({ name, data: { organizationId, conflictId } })),
  );
  return closed.length;
}

function matching(which: Which): SQL | undefined {
  const { conflictIds, pushIds, bookingIds, calendarIds, kinds } = which;
  return and(
    eq(calendarConflicts.organizationId, which.organizationId),
    isNull(calendarConflicts.resolvedAt),
    conflictIds && inArray(calendarConflicts.id, [...conflictIds]),
    pushIds && inArray(calendarConflicts.pushId, [...pushIds]),
    bookingIds && inArray(calendarConflicts.bookingId, [...bookingIds]),
    calendarIds && inArray(calendarConflicts.calendarId, [...calendarIds]),
    kinds && inArray(calendarConflicts.kind, [...kinds]),
  );
}
