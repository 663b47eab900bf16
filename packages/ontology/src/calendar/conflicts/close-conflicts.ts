import type { Transaction } from "@availability/db";
import { calendarConflicts } from "@availability/db/schema";
import type { ConflictKind, ConflictResolution } from "@availability/domain/calendar";
import { and, eq, inArray, isNull, type SQL } from "drizzle-orm";
import { announce } from "../../outbox/index.ts";

type Which = {
  /** May be left out where the ids were read within one. */
  organizationId?: string;
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
    .returning({ id: calendarConflicts.id, organizationId: calendarConflicts.organizationId });
  const name = "calendar/conflict.resolved" as const;
  await announce(
    tx,
    closed.map(({ id: conflictId, organizationId }) => ({ name, data: { organizationId, conflictId } })),
  );
  return closed.length;
}

function matching(which: Which): SQL | undefined {
  const { organizationId, conflictIds, pushIds, bookingIds, calendarIds, kinds } = which;
  return and(
    organizationId === undefined ? undefined : eq(calendarConflicts.organizationId, organizationId),
    isNull(calendarConflicts.resolvedAt),
    conflictIds && inArray(calendarConflicts.id, [...conflictIds]),
    pushIds && inArray(calendarConflicts.pushId, [...pushIds]),
    bookingIds && inArray(calendarConflicts.bookingId, [...bookingIds]),
    calendarIds && inArray(calendarConflicts.calendarId, [...calendarIds]),
    kinds && inArray(calendarConflicts.kind, [...kinds]),
  );
}
