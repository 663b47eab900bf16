import { newId, type Transaction } from "@availability/db";
import { allocationMembers, bookings, calendarLinks, calendarPushes } from "@availability/db/schema";
import { pushEventId } from "@availability/domain/calendar";
import { and, eq, or, sql } from "drizzle-orm";

type Target = { organizationId: string; bookingId: string; at: Date };

/**
 * Writes that a booking should stand in every calendar that receives the bookings of its product or of a member that serves
 * it, or in the one given. The ids of the events are settled here.
 */
export async function desirePushes(
  tx: Transaction,
  { organizationId, bookingId, calendarId, at }: Target & { calendarId?: string },
): Promise<void> {
  const targets = await tx
    .selectDistinct({ calendarId: calendarLinks.calendarId })
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
        eq(bookings.id, bookingId),
        eq(calendarLinks.receivesBookings, true),
        calendarId ? eq(calendarLinks.calendarId, calendarId) : undefined,
      ),
    );
  if (targets.length === 0) return;
  const rows = targets.map(({ calendarId }) => {
    const id = newId();
    return {
      id,
      organizationId,
      bookingId,
      calendarId,
      desired: "present" as const,
      providerEventId: pushEventId(id, 1),
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

/** Writes that a booking should stand in no calendar any more, or no more in the one given. */
export async function withdrawPushes(
  tx: Transaction,
  { organizationId, bookingId, calendarId, at }: Target & { calendarId?: string },
): Promise<void> {
  await tx
    .update(calendarPushes)
    .set({ desired: "absent", desiredVersion: sql`${calendarPushes.desiredVersion} + 1`, updatedAt: at })
    .where(
      and(
        eq(calendarPushes.organizationId, organizationId),
        eq(calendarPushes.bookingId, bookingId),
        eq(calendarPushes.desired, "present"),
        calendarId ? eq(calendarPushes.calendarId, calendarId) : undefined,
      ),
    );
}
