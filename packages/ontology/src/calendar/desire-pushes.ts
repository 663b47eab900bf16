import { newId, type Transaction } from "@availability/db";
import { allocationMembers, bookings, calendarLinks, calendarPushes } from "@availability/db/schema";
import { pushKey } from "@availability/domain/calendar";
import { and, eq, inArray, or, sql } from "drizzle-orm";
import { closeConflicts } from "./conflicts/close-conflicts.ts";
import { closeOverlaps } from "./conflicts/overlaps.ts";

type Target = {
  organizationId: string;
  bookingIds: readonly string[];
  /** All that receive the bookings when absent. */
  calendarId?: string;
  at: Date;
};

/** Rows of one statement: Postgres takes 65,535 values. */
const batchSize = 1000;

/**
 * Writes that bookings should stand in every calendar that receives the bookings of their product or of a member that serves
 * them, or in the one given. The ids of the events are settled here.
 */
export async function desirePushes(tx: Transaction, target: Target): Promise<void> {
  const targets = await findTargets(tx, target);
  for (const batch of batches(targets)) await insertPushes(tx, target, batch);
}

/**
 * Writes that bookings should stand in no calendar any more, or no more in the one given; what was to be decided about their
 * events is settled by it.
 */
export async function withdrawPushes(tx: Transaction, target: Target): Promise<void> {
  const { organizationId, calendarId, at } = target;
  for (const bookingIds of batches(target.bookingIds)) {
    await tx
      .update(calendarPushes)
      .set({ desired: "absent", desiredVersion: sql`${calendarPushes.desiredVersion} + 1`, updatedAt: at })
      .where(
        and(
          eq(calendarPushes.organizationId, organizationId),
          inArray(calendarPushes.bookingId, bookingIds),
          eq(calendarPushes.desired, "present"),
          calendarId ? eq(calendarPushes.calendarId, calendarId) : undefined,
        ),
      );
    const which = calendarId
      ? {
          organizationId,
          bookingIds,
          calendarIds: [calendarId],
          kinds: ["ext_moved", "ext_deleted"] as const,
        }
      : { organizationId, bookingIds };
    await closeConflicts(tx, which, { resolution: "resolved", by: null, at });
  }
}

/** Writes that bookings which changed should stand in the calendars that receive them now, and in no others. */
export async function retargetPushes(tx: Transaction, target: Target): Promise<void> {
  const { organizationId, bookingIds } = target;
  const wanted = await findTargets(tx, target);
  const isWanted = new Set(wanted.map((one) => `${one.bookingId} ${one.calendarId}`));
  const standing = await tx
    .select({ bookingId: calendarPushes.bookingId, calendarId: calendarPushes.calendarId })
    .from(calendarPushes)
    .where(
      and(
        eq(calendarPushes.organizationId, organizationId),
        inArray(calendarPushes.bookingId, [...bookingIds]),
        eq(calendarPushes.desired, "present"),
      ),
    );
  for (const { bookingId, calendarId } of standing) {
    if (isWanted.has(`${bookingId} ${calendarId}`)) continue;
    await withdrawPushes(tx, { ...target, bookingIds: [bookingId], calendarId });
  }
  await desirePushes(tx, target);
  // Where it stands now was decided here, and later than what somebody did there.
  const end = { resolution: "resolved" as const, by: null, at: target.at };
  await closeConflicts(tx, { organizationId, bookingIds, kinds: ["ext_moved"] }, end);
  await closeOverlaps(tx, { organizationId, bookingIds, at: target.at });
}

/** Which of the bookings stand, or should, in which calendar by the links there are now. */
export async function findTargets(
  tx: Transaction,
  { organizationId, bookingIds, calendarId }: Omit<Target, "at">,
): Promise<{ bookingId: string; calendarId: string }[]> {
  const found = [];
  for (const ids of batches(bookingIds)) {
    const targets = await tx
      .selectDistinct({ bookingId: bookings.id, calendarId: calendarLinks.calendarId })
      .from(bookings)
      .leftJoin(allocationMembers, eq(allocationMembers.allocationId, bookings.allocationId))
      .innerJoin(
        calendarLinks,
        or(
          eq(calendarLinks.productId, bookings.productId),
          eq(calendarLinks.productId, allocationMembers.productId),
        ),
      )
      .where(
        and(
          eq(bookings.organizationId, organizationId),
          inArray(bookings.id, ids),
          eq(calendarLinks.receivesBookings, true),
          calendarId ? eq(calendarLinks.calendarId, calendarId) : undefined,
        ),
      );
    found.push(...targets);
  }
  return found;
}

async function insertPushes(
  tx: Transaction,
  { organizationId, at }: Target,
  targets: { bookingId: string; calendarId: string }[],
): Promise<void> {
  const rows = targets.map((target) => {
    const id = newId();
    return {
      ...target,
      id,
      organizationId,
      desired: "present" as const,
      providerEventId: pushKey(id, 1),
      createdAt: at,
      updatedAt: at,
    };
  });
  await tx
    .insert(calendarPushes)
    .values(rows)
    .onConflictDoUpdate({
      target: [calendarPushes.bookingId, calendarPushes.calendarId],
      set: { desired: "present", desiredVersion: sql`${calendarPushes.desiredVersion} + 1`, updatedAt: at },
    });
}

function batches<Item>(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / batchSize);
  return Array.from({ length: count }, (_, i) => items.slice(i * batchSize, (i + 1) * batchSize));
}
