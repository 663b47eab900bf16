import type { ResolveConflict } from "@availability/domain/calendar";
import { authorize } from "../../authorize.ts";
import type { Ctx } from "../../ctx.ts";
import { committedBefore } from "../../idempotency/once.ts";
import { type Conflict, readConflictView } from "./list-conflicts.ts";
import { settleConflict } from "./settle-conflict.ts";

/**
 * Settles a conflict between a booking and a calendar as a person chose. Throws `not_found`, `stale` when it is settled
 * already, `invalid` for a choice that does not fit its kind, and what rescheduling or cancelling the booking throws.
 */
export async function resolveConflict(ctx: Ctx, input: ResolveConflict): Promise<Conflict> {
  const organizationId = authorize(ctx, "manage_bookings");
  const by = ctx.actor.kind === "member" ? ctx.actor.userId : null;
  if (!committedBefore(ctx)) await settleConflict(ctx, { ...input, by });
  return readConflictView(ctx.db, organizationId, input.conflictId);
}
