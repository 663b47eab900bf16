import { newId, type Transaction } from "@availability/db";
import { scheduleAssignments } from "@availability/db/schema";
import { type AssignSchedule, ownerOf } from "@availability/domain/availability";
import { DomainError } from "@availability/domain/errors";
import { recordAudit } from "../audit/record-audit.ts";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { violates } from "../database-errors.ts";
import { type AffectedBookings, withAffected } from "./affected-bookings.ts";
import { type Assignment, assignmentsOf, mostAssignments } from "./assignments.ts";
import { lockSchedules } from "./lock-schedules.ts";
import { requireZoneOfOwner } from "./one-time-zone.ts";
import { ownerColumns, requireOwner } from "./owner.ts";
import { requireSchedule } from "./schedule-view.ts";

/**
 * Gives an owner a schedule, always or from one date to another (both included); of several in force on a date the one that
 * began last counts. Throws `invalid` when another one begins on the same date or is read in another zone.
 */
export async function assignSchedule(
  ctx: Ctx,
  input: AssignSchedule,
): Promise<Assignment & { affectedBookings: AffectedBookings }> {
  const organizationId = authorize(ctx, "manage_availability");
  try {
    return await withAffected(
      ctx,
      { organizationId, dryRun: input.dryRun },
      {
        scope: async (tx) => {
          await lockSchedules(tx, organizationId);
          return [(await requireOwner(tx, organizationId, input)).owner];
        },
        apply: (tx) => assign(ctx, tx, organizationId, input),
      },
    );
  } catch (error) {
    if (!violates(error, "schedule_assignments_owner_from_key")) throw error;
    const detail = input.effectiveFrom
      ? `Another schedule of this owner begins on ${input.effectiveFrom}; choose another first date, or take that one away`
      : "This owner has a schedule without dates already; give this one a first date, or take that one away";
    throw new DomainError("invalid", detail, { errors: [{ pointer: "/effectiveFrom", detail }] });
  }
}

async function assign(
  ctx: Ctx,
  tx: Transaction,
  organizationId: string,
  input: AssignSchedule,
): Promise<Assignment> {
  const owner = ownerOf(input);
  const { scheduleId, effectiveFrom = null, effectiveUntil = null } = input;
  const { name, timeZone } = await requireSchedule(tx, organizationId, scheduleId);
  await requireZoneOfOwner(tx, owner, { organizationId, scheduleId, timeZone, pointer: "/scheduleId" });
  const present = await assignmentsOf(tx, organizationId, owner);
  if (present.length >= mostAssignments) {
    const detail = `One owner has at most ${mostAssignments} schedules; take away those that are over`;
    throw new DomainError("invalid", detail, { errors: [{ pointer: "/scheduleId", detail }] });
  }
  const id = newId();
  const columns = { ...ownerColumns(owner), scheduleId, effectiveFrom, effectiveUntil };
  await tx.insert(scheduleAssignments).values({ id, organizationId, ...columns });
  const details = { owner, effectiveFrom, effectiveUntil };
  await recordAudit(ctx, tx, { action: "schedule.assigned", targetId: scheduleId, details });
  return { id, scheduleId, name, timeZone, effectiveFrom, effectiveUntil };
}
