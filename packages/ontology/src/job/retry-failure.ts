import type { Transaction } from "@availability/db";
import { jobFailures, syncRuns } from "@availability/db/schema";
import { DomainError, isDomainError } from "@availability/domain/errors";
import { and, eq } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import { requestSync } from "../calendar/request-sync.ts";
import type { Ctx } from "../ctx.ts";
import { announce, type DomainEvent, domainEvents } from "../outbox/index.ts";
import { listFailures, noFailure } from "./list-failures.ts";

/**
 * Asks again for what failed, by a fresh event under a new id. Every job converges on what should be, so that a repetition does
 * no harm. Throws `not_found`, and `outside_rules` for what runs again by itself or cannot be read now.
 */
export async function retryFailure(ctx: Ctx, { failureId }: { failureId: string }): Promise<void> {
  const organizationId = authorize(ctx, "manage_integrations");
  const [job] = await ctx.db
    .select()
    .from(jobFailures)
    .where(and(eq(jobFailures.organizationId, organizationId), eq(jobFailures.id, failureId)));
  if (job) {
    if (job.functionId === "sync-calendar" && job.calendarId) {
      await requestSync(ctx, { calendarId: job.calendarId });
      await ctx.db
        .update(jobFailures)
        .set({ retriedAt: new Date(ctx.now()) })
        .where(eq(jobFailures.id, job.id));
      return;
    }
    await ctx.db.transaction((tx) => retryJob(ctx, tx, job));
    return ctx.publish();
  }
  const [run] = await ctx.db
    .select({ calendarId: syncRuns.calendarId })
    .from(syncRuns)
    .where(
      and(
        eq(syncRuns.organizationId, organizationId),
        eq(syncRuns.id, failureId),
        eq(syncRuns.status, "failed"),
      ),
    );
  if (!run) throw noFailure();
  await requestSync(ctx, { calendarId: run.calendarId });
}

const mostAtOnce = 200;

/**
 * Asks again for all open failures of one function, at most 200 a call; each work once, however often it failed. `refused` counts
 * those that cannot be tried now, such as of an account that waits for a person.
 */
export async function retryAll(
  ctx: Ctx,
  { functionId }: { functionId: string },
): Promise<{ retried: number; refused: number }> {
  const { data } = await listFailures(ctx, { functionId, status: "open", limit: mostAtOnce });
  const works = new Map(
    data.map((failure) => [failure.calendarId ?? failure.bookingId ?? failure.id, failure.id]),
  );
  let refused = 0;
  for (const failureId of works.values()) {
    try {
      await retryFailure(ctx, { failureId });
    } catch (error) {
      if (!isDomainError(error)) throw error;
      refused += 1;
    }
  }
  return { retried: works.size - refused, refused };
}

type JobFailure = typeof jobFailures.$inferSelect;

async function retryJob(ctx: Ctx, tx: Transaction, failure: JobFailure): Promise<void> {
  await announce(tx, [eventOf(failure)]);
  await tx
    .update(jobFailures)
    .set({ retriedAt: new Date(ctx.now()) })
    .where(eq(jobFailures.id, failure.id));
}

function eventOf({ eventName, eventData }: JobFailure): DomainEvent {
  const schema = Object.entries(domainEvents).find(([name]) => name === eventName)?.[1];
  const data = schema?.safeParse(eventData);
  // The name and the shape of its data were just looked up together.
  if (data?.success) return { name: eventName, data: data.data } as DomainEvent;
  throw new DomainError("outside_rules", "This job runs again by itself at its next time");
}
