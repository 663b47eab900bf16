import { jobTicks } from "@availability/db/schema";
import type { Environment } from "../ctx.ts";
import type { ScheduledJob } from "./schedules.ts";

/** Writes down that a scheduled function runs, so that a schedule that stopped does not go unseen. */
export async function recordTick({ db, now }: Environment, functionId: ScheduledJob): Promise<void> {
  const lastAt = new Date(now());
  await db
    .insert(jobTicks)
    .values({ functionId, lastAt })
    .onConflictDoUpdate({ target: jobTicks.functionId, set: { lastAt } });
}
