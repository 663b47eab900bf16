import { schedules } from "@availability/db/schema";
import type { DeleteSchedule } from "@availability/domain/availability";
import { DomainError } from "@availability/domain/errors";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit.ts";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { requireVersion } from "../product/require-version.ts";
import { ownersOf } from "./assignments.ts";
import { lockSchedules } from "./lock-schedules.ts";
import { requireSchedule } from "./schedule-view.ts";

const mostNamed = 20;

/** Removes a schedule that nobody has; throws `in_use` that names who has it. */
export async function deleteSchedule(ctx: Ctx, input: DeleteSchedule): Promise<void> {
  const organizationId = authorize(ctx, "manage_availability");
  const { scheduleId } = input;
  await ctx.db.transaction(async (tx) => {
    await lockSchedules(tx, organizationId);
    const stored = await requireSchedule(tx, organizationId, scheduleId);
    requireVersion("schedule", stored.version, input.version);
    const owners = await ownersOf(tx, organizationId, scheduleId, mostNamed);
    if (owners.length > 0) throw inUse(owners);
    await tx.delete(schedules).where(eq(schedules.id, scheduleId));
    const details = { name: stored.name };
    await recordAudit(ctx, tx, { action: "schedule.deleted", targetId: scheduleId, details });
  });
}

function inUse(owners: Awaited<ReturnType<typeof ownersOf>>): DomainError {
  const names = owners.map(({ name }) => name ?? "your organisation").join(", ");
  const detail = `The schedule is in use by ${names}; take it away from them first`;
  return new DomainError("in_use", detail, {
    owners: owners.map(({ owner, name }) => ({ ...owner, name })),
    errors: [{ pointer: "/scheduleId", detail }],
  });
}
