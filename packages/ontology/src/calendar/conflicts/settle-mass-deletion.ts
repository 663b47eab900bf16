import type { Transaction } from "@availability/db";
import { type calendarConflicts, calendarPushes } from "@availability/db/schema";
import type { ConflictChoice } from "@availability/domain/calendar";
import { isDomainError } from "@availability/domain/errors";
import { and, eq, sql } from "drizzle-orm";
import { cancel } from "../../booking/cancel-booking.ts";
import { inTurn } from "../../booking/place.ts";
import type { Ctx } from "../../ctx.ts";
import { once } from "../../idempotency/once.ts";
import { announce } from "../../outbox/index.ts";
import { closeConflicts } from "./close-conflicts.ts";

type MassDeletion = Pick<typeof calendarConflicts.$inferSelect, "id" | "calendarId">;
type Chosen = { choice: ConflictChoice; by: string | null };

/**
 * Restores all events of a mass deletion, leaves them all out, or cancels all their bookings: one after the other, since each
 * frees its own products. Interrupted on the way it may be chosen again.
 */
export async function settleMassDeletion(
  ctx: Ctx,
  { id, calendarId }: MassDeletion,
  { choice, by }: Chosen,
): Promise<void> {
  const { organizationId } = ctx.actor;
  if (choice === "cancel") await cancelAll(ctx, calendarId);
  const at = new Date(ctx.now());
  await once(ctx, async (tx) => {
    await release(ctx, tx, { calendarId, isRestored: choice === "restore" });
    const resolution = choice === "cancel" ? "cancelled" : choice === "restore" ? "reverted" : "dismissed";
    await closeConflicts(tx, { organizationId, conflictIds: [id] }, { resolution, by, at });
    return null;
  });
}

function lost(calendarId: string) {
  return and(
    eq(calendarPushes.calendarId, calendarId),
    eq(calendarPushes.remoteState, "ext_deleted"),
    eq(calendarPushes.desired, "present"),
    sql`not exists (
      select from calendar_conflicts c
      where c.push_id = ${calendarPushes.id} and c.kind = 'ext_deleted' and c.resolved_at is null)`,
  );
}

async function cancelAll(ctx: Ctx, calendarId: string): Promise<void> {
  const { organizationId } = ctx.actor;
  const rows = await ctx.db
    .select({ bookingId: calendarPushes.bookingId })
    .from(calendarPushes)
    .where(lost(calendarId))
    .orderBy(calendarPushes.id);
  const reason = "Its event was deleted in the calendar";
  // The answer to the request is kept once, at the end.
  const { attempt: _, ...alone } = ctx;
  for (const { bookingId } of rows) {
    try {
      await inTurn(alone, (tx) => cancel(alone, tx, organizationId, { bookingId, reason }));
    } catch (error) {
      // It ended meanwhile, and so needs no cancelling.
      if (!isDomainError(error) || error.code !== "illegal_transition") throw error;
    }
  }
}

async function release(
  ctx: Ctx,
  tx: Transaction,
  { calendarId, isRestored }: { calendarId: string; isRestored: boolean },
): Promise<void> {
  const { organizationId } = ctx.actor;
  const again = isRestored ? { desiredVersion: sql`${calendarPushes.desiredVersion} + 1` } : {};
  const released = await tx
    .update(calendarPushes)
    .set({ remoteState: "absent", updatedAt: new Date(ctx.now()), ...again })
    .where(lost(calendarId))
    .returning({ bookingId: calendarPushes.bookingId });
  if (!isRestored) return;
  const name = "calendar/push.requested" as const;
  await announce(
    tx,
    released.map(({ bookingId }) => ({ name, data: { organizationId, bookingId } })),
  );
}
