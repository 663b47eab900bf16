import type { GetSchedule } from "@availability/domain/availability";
import { authorizeMember } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { requireSchedule, type Schedule } from "./schedule-view.ts";

/** One schedule; throws `not_found`. */
export async function getSchedule(ctx: Ctx, { scheduleId }: GetSchedule): Promise<Schedule> {
  return requireSchedule(ctx.db, authorizeMember(ctx), scheduleId);
}
