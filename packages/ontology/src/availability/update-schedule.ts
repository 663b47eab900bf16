import type { Transaction } from "@availability/db";
import { schedules } from "@availability/db/schema";
import { mergeWeeklyHours, type UpdateSchedule } from "@availability/domain/availability";
import { eq, sql } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit.ts";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { requireVersion } from "../product/require-version.ts";
import { type AffectedBookings, withAffected } from "./affected-bookings.ts";
import { ownersOf } from "./assignments.ts";
import { lockSchedules } from "./lock-schedules.ts";
import { requireZoneOfOwners } from "./one-time-zone.ts";
import { requireSchedule, type Schedule, writeHours } from "./schedule-view.ts";

// Beyond this many owners the organisation as a whole is looked at.
const mostOwners = 500;

/** Changes a schedule for everybody who has it; what is left out stays. */
export async function updateSchedule(
  ctx: Ctx,
  input: UpdateSchedule,
): Promise<Schedule & { notices: string[]; affectedBookings: AffectedBookings }> {
  const organizationId = authorize(ctx, "manage_availability");
  return withAffected(
    ctx,
    { organizationId, dryRun: input.dryRun },
    {
      scope: async (tx) => {
        await lockSchedules(tx, organizationId);
        const stored = await requireSchedule(tx, organizationId, input.scheduleId);
        requireVersion("schedule", stored.version, input.version);
        const owners = await ownersOf(tx, organizationId, input.scheduleId, mostOwners + 1);
        return owners.length > mostOwners ? [{ kind: "organization" }] : owners.map(({ owner }) => owner);
      },
      apply: (tx) => change(ctx, tx, organizationId, input),
    },
  );
}

async function change(
  ctx: Ctx,
  tx: Transaction,
  organizationId: string,
  input: UpdateSchedule,
): Promise<Schedule & { notices: string[] }> {
  const { scheduleId, name, timeZone } = input;
  if (timeZone) {
    await requireZoneOfOwners(tx, { organizationId, scheduleId, timeZone, pointer: "/timeZone" });
  }
  const merged = input.weeklyHours && mergeWeeklyHours(input.weeklyHours);
  if (merged) await writeHours(tx, { organizationId, scheduleId, weeklyHours: merged.weeklyHours });
  await tx
    .update(schedules)
    .set({ name, timeZone, updatedAt: new Date(ctx.now()), version: sql`${schedules.version} + 1` })
    .where(eq(schedules.id, scheduleId));
  const schedule = await requireSchedule(tx, organizationId, scheduleId);
  const { timeZone: zone, weeklyHours } = schedule;
  const details = { name: schedule.name, timeZone: zone, weeklyHours };
  await recordAudit(ctx, tx, { action: "schedule.updated", targetId: scheduleId, details });
  return { ...schedule, notices: merged?.notices ?? [] };
}
