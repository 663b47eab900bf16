import { syncRuns } from "@availability/db/schema";
import type { SyncCounts } from "@availability/domain/calendar";
import { DomainError } from "@availability/domain/errors";
import { and, desc, eq, inArray } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";

/** One reading of a calendar, as people see it; instants are epoch ms. */
export type SyncRun = {
  id: string;
  calendarId: string;
  trigger: "cron" | "webhook" | "manual" | "connect" | "booking" | "reconcile";
  kind: "full" | "incremental" | null;
  status: "queued" | "running" | "succeeded" | "failed";
  counts: SyncCounts;
  requests: number;
  requestedAt: number;
  startedAt: number | null;
  finishedAt: number | null;
  errorCode: string | null;
  errorDetail: string | null;
};

/** The run of this id; throws `not_found` when the organisation has none. */
export async function getSyncRun(ctx: Ctx, { runId }: { runId: string }): Promise<SyncRun> {
  const organizationId = authorize(ctx, "manage_integrations");
  const [run] = await ctx.db
    .select()
    .from(syncRuns)
    .where(and(eq(syncRuns.organizationId, organizationId), eq(syncRuns.id, runId)));
  if (!run) throw new DomainError("not_found", "No sync run of your organisation has this id");
  return toRun(run);
}

/** The newest run of each calendar, by calendar id. */
export async function latestRuns(ctx: Ctx, calendarIds: string[]): Promise<Map<string, SyncRun>> {
  if (calendarIds.length === 0) return new Map();
  const rows = await ctx.db
    .selectDistinctOn([syncRuns.calendarId])
    .from(syncRuns)
    .where(inArray(syncRuns.calendarId, calendarIds))
    .orderBy(syncRuns.calendarId, desc(syncRuns.requestedAt), desc(syncRuns.id));
  return new Map(rows.map((run) => [run.calendarId, toRun(run)]));
}

export function toRun(run: typeof syncRuns.$inferSelect): SyncRun {
  return {
    id: run.id,
    calendarId: run.calendarId,
    trigger: run.trigger,
    kind: run.kind,
    status: run.status,
    counts: run.counts,
    requests: run.requests,
    requestedAt: run.requestedAt.getTime(),
    startedAt: run.startedAt?.getTime() ?? null,
    finishedAt: run.finishedAt?.getTime() ?? null,
    errorCode: run.errorCode,
    errorDetail: run.errorDetail,
  };
}
