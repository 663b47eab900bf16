import { scheduleAssignments } from "@availability/db/schema";
import type { UnassignSchedule } from "@availability/domain/availability";
import { DomainError, must } from "@availability/domain/errors";
import { and, eq } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit.ts";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { type AffectedBookings, withAffected } from "./affected-bookings.ts";
import { lockSchedules } from "./lock-schedules.ts";
import { ownerOfRow } from "./owner.ts";

/** Takes a schedule away from an owner; the schedule itself stays. */
export async function unassignSchedule(
  ctx: Ctx,
  { assignmentId, dryRun }: UnassignSchedule,
): Promise<{ affectedBookings: AffectedBookings }> {
  const organizationId = authorize(ctx, "manage_availability");
  const isThis = and(
    eq(scheduleAssignments.organizationId, organizationId),
    eq(scheduleAssignments.id, assignmentId),
  );
  return withAffected(
    ctx,
    { organizationId, dryRun },
    {
      scope: async (tx) => {
        await lockSchedules(tx, organizationId);
        const [assignment] = await tx.select().from(scheduleAssignments).where(isThis);
        if (assignment) return [ownerOfRow(assignment)];
        const detail = "No assignment of your organisation has this id";
        throw new DomainError("not_found", detail, { errors: [{ pointer: "/assignmentId", detail }] });
      },
      apply: async (tx) => {
        const [gone] = await tx.delete(scheduleAssignments).where(isThis).returning();
        const { scheduleId, ...row } = must(gone, "its lock keeps the row");
        const { effectiveFrom, effectiveUntil } = row;
        const details = { owner: ownerOfRow(row), effectiveFrom, effectiveUntil };
        await recordAudit(ctx, tx, { action: "schedule.unassigned", targetId: scheduleId, details });
        return {};
      },
    },
  );
}
