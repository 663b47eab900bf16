import { jobTicks, outbox } from "@availability/db/schema";
import { asc, isNull } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { dashboardUrl } from "./run-url.ts";
import { jobSchedules, type ScheduledJob } from "./schedules.ts";

/** How one scheduled function is; instants are epoch ms. */
export type JobTick = {
  functionId: ScheduledJob;
  everyMinutes: number;
  /** Null until it ran for the first time. */
  lastAt: number | null;
  /** When it should run again at the latest. */
  nextAt: number | null;
  state: "on_time" | "late" | "never";
};

export type JobHealth = {
  ticks: JobTick[];
  /** Since when the oldest event waits to be handed to the job engine; null when none does. */
  waitingSince: number | null;
  /** Where the runs are to be seen; null on the embedded engine. */
  dashboardUrl: string | null;
};

// A tick may come a little after its time: the engine has other work.
const graceMs = 2 * 60_000;

/** Whether the scheduled functions run as they should. */
export async function getJobHealth(ctx: Ctx): Promise<JobHealth> {
  authorize(ctx, "manage_integrations");
  const [rows, [oldest]] = await Promise.all([
    ctx.db.select().from(jobTicks).limit(100),
    ctx.db
      .select({ createdAt: outbox.createdAt })
      .from(outbox)
      .where(isNull(outbox.sentAt))
      .orderBy(asc(outbox.id))
      .limit(1),
  ]);
  const lastAt = new Map(rows.map((row) => [row.functionId, row.lastAt.getTime()]));
  // Object.keys forgets that these are the table's own.
  const ids = Object.keys(jobSchedules) as ScheduledJob[];
  return {
    ticks: ids.map((id) => tick(id, lastAt.get(id) ?? null, ctx.now())),
    waitingSince: oldest?.createdAt.getTime() ?? null,
    dashboardUrl: dashboardUrl(ctx),
  };
}

function tick(functionId: ScheduledJob, lastAt: number | null, now: number): JobTick {
  const { everyMinutes } = jobSchedules[functionId];
  if (lastAt === null) return { functionId, everyMinutes, lastAt, nextAt: null, state: "never" };
  const nextAt = lastAt + everyMinutes * 60_000;
  return { functionId, everyMinutes, lastAt, nextAt, state: nextAt + graceMs < now ? "late" : "on_time" };
}
