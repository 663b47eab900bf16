import { jobFailures, syncRuns } from "@availability/db/schema";
import { and, eq, isNull } from "drizzle-orm";
import * as z from "zod";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { noFailure } from "./list-failures.ts";

export const DismissFailure = z.object({
  failureId: z.uuid("An id of one of your failures"),
  reason: z.string().trim().min(1, "Say why, so that others understand").max(500, "At most 500 characters"),
});
export type DismissFailure = z.output<typeof DismissFailure>;

/** Takes a failure off the list of what needs somebody, with a reason. One that was dismissed keeps its first. Throws `not_found`. */
export async function dismissFailure(ctx: Ctx, { failureId, reason }: DismissFailure): Promise<void> {
  const organizationId = authorize(ctx, "manage_integrations");
  const dismissed = {
    dismissedAt: new Date(ctx.now()),
    dismissedBy: ctx.actor.kind === "member" ? ctx.actor.userId : null,
    dismissedReason: reason,
  };
  const ofRun = and(
    eq(syncRuns.organizationId, organizationId),
    eq(syncRuns.id, failureId),
    eq(syncRuns.status, "failed"),
  );
  const ofJob = and(eq(jobFailures.organizationId, organizationId), eq(jobFailures.id, failureId));
  await ctx.db.transaction(async (tx) => {
    const known = (await tx.$count(syncRuns, ofRun)) + (await tx.$count(jobFailures, ofJob));
    if (known === 0) throw noFailure();
    await tx
      .update(syncRuns)
      .set(dismissed)
      .where(and(ofRun, isNull(syncRuns.dismissedAt)));
    await tx
      .update(jobFailures)
      .set(dismissed)
      .where(and(ofJob, isNull(jobFailures.dismissedAt)));
  });
}
