import { newId } from "@availability/db";
import { schedules } from "@availability/db/schema";
import { type CreateSchedule, mergeWeeklyHours } from "@availability/domain/availability";
import { recordAudit } from "../audit/record-audit.ts";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { once } from "../idempotency/once.ts";
import { type Schedule, writeHours } from "./schedule-view.ts";

/** Makes a named schedule that nobody has yet. `notices` say which ranges were joined or run past midnight. */
export async function createSchedule(
  ctx: Ctx,
  input: CreateSchedule,
): Promise<Schedule & { notices: string[] }> {
  const organizationId = authorize(ctx, "manage_availability");
  const { name, timeZone } = input;
  const { weeklyHours, notices } = mergeWeeklyHours(input.weeklyHours);
  return once(ctx, async (tx) => {
    const id = newId();
    await tx.insert(schedules).values({ id, organizationId, name, timeZone });
    await writeHours(tx, { organizationId, scheduleId: id, weeklyHours });
    const details = { name, timeZone, weeklyHours };
    await recordAudit(ctx, tx, { action: "schedule.created", targetId: id, details });
    return { id, name, timeZone, weeklyHours, version: 1, notices };
  });
}
