import type { Transaction } from "@availability/db";
import { calendarConflicts, calendarPushes } from "@availability/db/schema";
import { type ConflictChoice, type ConflictResolution, choicesOf } from "@availability/domain/calendar";
import { DomainError, must } from "@availability/domain/errors";
import { and, eq, sql } from "drizzle-orm";
import { cancel } from "../../booking/cancel-booking.ts";
import { inTurn } from "../../booking/place.ts";
import { move } from "../../booking/reschedule-booking.ts";
import type { Ctx } from "../../ctx.ts";
import { announce } from "../../outbox/index.ts";
import { closeConflicts } from "./close-conflicts.ts";
import { settleMassDeletion } from "./settle-mass-deletion.ts";

type Conflict = typeof calendarConflicts.$inferSelect;
export type Settlement = {
  conflictId: string;
  choice: ConflictChoice;
  /** The user who chose; null of an API key, and of a rule. */
  by: string | null;
};

const resolutionOf: Record<ConflictChoice, ConflictResolution> = {
  apply: "applied",
  revert: "reverted",
  restore: "reverted",
  cancel: "cancelled",
  dismiss: "dismissed",
};

/**
 * Does what was chosen about an open conflict and closes it, in one transaction; for an actor who may. Throws `not_found`,
 * `stale` when it was settled meanwhile, `invalid` for a choice that does not fit, and what the change of the booking throws.
 */
export async function settleConflict(ctx: Ctx, settlement: Settlement): Promise<void> {
  const { organizationId } = ctx.actor;
  const found = await readConflict(ctx.db, organizationId, settlement.conflictId);
  requireChoice(found, settlement.choice);
  if (found.kind === "mass_deletion") await settleMassDeletion(ctx, found, settlement);
  else await inTurn(ctx, (tx) => settle(ctx, tx, settlement).then(() => null));
  ctx.publish();
}

async function settle(ctx: Ctx, tx: Transaction, settlement: Settlement): Promise<void> {
  const { organizationId } = ctx.actor;
  const conflict = await readConflict(tx, organizationId, settlement.conflictId);
  await close(ctx, tx, settlement);
  const bookingId = must(conflict.bookingId, "only a mass deletion is about no booking");
  switch (settlement.choice) {
    case "apply":
      await move(ctx, tx, organizationId, { bookingId, ...timesOf(conflict), reason });
      return;
    case "cancel":
      await cancel(ctx, tx, organizationId, { bookingId, reason });
      return;
    case "revert":
      await pushAgain(ctx, tx, { pushId: conflict.pushId, isGone: false });
      return;
    case "restore":
      await pushAgain(ctx, tx, { pushId: conflict.pushId, isGone: true });
      return;
    case "dismiss":
      if (conflict.kind === "ext_deleted") await leaveOut(ctx, tx, conflict.pushId);
  }
}

const reason = "Changed in the calendar";

async function close(ctx: Ctx, tx: Transaction, { conflictId, choice, by }: Settlement): Promise<void> {
  const which = { organizationId: ctx.actor.organizationId, conflictIds: [conflictId] };
  const end = { resolution: resolutionOf[choice], by, at: new Date(ctx.now()) };
  if ((await closeConflicts(tx, which, end)) === 0) throw settledAlready();
}

function settledAlready(): DomainError {
  return new DomainError("stale", "This conflict is settled already; read the list again");
}

async function readConflict(
  db: Ctx["db"] | Transaction,
  organizationId: string,
  conflictId: string,
): Promise<Conflict> {
  const [conflict] = await db
    .select()
    .from(calendarConflicts)
    .where(and(eq(calendarConflicts.organizationId, organizationId), eq(calendarConflicts.id, conflictId)));
  if (!conflict) throw new DomainError("not_found", "No conflict of your organisation has this id");
  if (conflict.resolvedAt !== null) throw settledAlready();
  return conflict;
}

function requireChoice({ kind }: Conflict, choice: ConflictChoice): void {
  if (choicesOf[kind].includes(choice)) return;
  const detail = `Of this kind of conflict (${kind}) choose one of ${choicesOf[kind].join(", ")}`;
  throw new DomainError("invalid", detail, { errors: [{ pointer: "/choice", detail }] });
}

function timesOf({ startsAt, endsAt }: Conflict): { start: number; durationMinutes: number } {
  const start = must(startsAt, "a moved event stands somewhere").getTime();
  const end = must(endsAt, "a moved event stands somewhere").getTime();
  return { start, durationMinutes: Math.round((end - start) / 60_000) };
}

/** The event is to stand as the booking says: put back where it is, or created anew where it is gone. */
async function pushAgain(
  ctx: Ctx,
  tx: Transaction,
  { pushId, isGone }: { pushId: string | null; isGone: boolean },
): Promise<void> {
  const { organizationId } = ctx.actor;
  const [push] = await tx
    .update(calendarPushes)
    .set({
      desiredVersion: sql`${calendarPushes.desiredVersion} + 1`,
      updatedAt: new Date(ctx.now()),
      ...(isGone ? { remoteState: "absent" as const } : {}),
    })
    .where(eq(calendarPushes.id, must(pushId, "what happened to an event names its push")))
    .returning({ bookingId: calendarPushes.bookingId });
  const { bookingId } = must(push, "a push outlives its conflict");
  await announce(tx, [{ name: "calendar/push.requested", data: { organizationId, bookingId } }]);
}

/** It stays out of the calendar until its booking changes. */
async function leaveOut(ctx: Ctx, tx: Transaction, pushId: string | null): Promise<void> {
  await tx
    .update(calendarPushes)
    .set({ remoteState: "absent", updatedAt: new Date(ctx.now()) })
    .where(eq(calendarPushes.id, must(pushId, "what happened to an event names its push")));
}
