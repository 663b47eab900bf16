import { calendarLinks, calendarPushes, externalCalendars } from "@availability/db/schema";
import { isDomainError, isProviderError } from "@availability/domain/errors";
import { and, asc, eq, lt, ne } from "drizzle-orm";
import { pushBooking, syncCalendar } from "../../src/calendar/index.ts";
import type { Ctx } from "../../src/index.ts";
import type { Stage } from "./stage.ts";
import { note } from "./trace.ts";

/** What one pass of a worker changed on our side, and how many of its tasks failed or found another at work. */
export type Pass = { changes: number; undone: number };

/** Reads every linked calendar and works off every push once, as the jobs do, each failure on its own. */
export async function workOnce(stage: Stage, own: Ctx): Promise<Pass> {
  const pass: Pass = { changes: 0, undone: 0 };
  const ctx: Ctx = { ...own, actor: { kind: "system", organizationId: stage.ctx.actor.organizationId } };
  for (const calendarId of await linkedCalendars(ctx)) {
    await attempt(pass, async () => {
      const outcome = await syncCalendar(ctx, { calendarId });
      note(() => `  read ${calendarId}: ${JSON.stringify(outcome)}`);
      if (outcome.kind === "busy") pass.undone += 1;
      if (outcome.kind === "synced") pass.changes += changed(outcome.counts);
    });
  }
  for (const pushId of await pendingPushes(ctx)) {
    await attempt(pass, async () => {
      const { kind } = await pushBooking(ctx, { pushId });
      note(() => `  pushed ${pushId}: ${kind}`);
      if (kind === "busy") pass.undone += 1;
      // A rule may have settled the conflict, which asks for another push.
      if (kind === "applied" || kind === "conflict") pass.changes += 1;
    });
  }
  return pass;
}

/** Tries one task; only what a provider or a rule may answer is expected. */
async function attempt(pass: Pass, task: () => Promise<void>): Promise<void> {
  try {
    await task();
  } catch (error) {
    // Another worker may have taken a lease over, or somebody taken it away.
    const isExpected = isProviderError(error) || isDomainError(error) || /the lease on/i.test(String(error));
    if (!isExpected) throw error;
    note(() => `  failed: ${String(error)}`);
    pass.undone += 1;
  }
}

function changed({ created, updated, deleted }: { created: number; updated: number; deleted: number }) {
  return created + updated + deleted;
}

async function linkedCalendars(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.db
    .selectDistinct({ id: calendarLinks.calendarId })
    .from(calendarLinks)
    .innerJoin(externalCalendars, eq(externalCalendars.id, calendarLinks.calendarId))
    .where(
      and(eq(calendarLinks.organizationId, ctx.actor.organizationId), eq(externalCalendars.status, "active")),
    );
  return rows.map(({ id }) => id);
}

async function pendingPushes(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: calendarPushes.id })
    .from(calendarPushes)
    .where(
      and(
        eq(calendarPushes.organizationId, ctx.actor.organizationId),
        lt(calendarPushes.appliedVersion, calendarPushes.desiredVersion),
        // As the cron does: what its calendar refuses waits until that can be written again.
        ne(calendarPushes.remoteState, "blocked"),
      ),
    )
    .orderBy(asc(calendarPushes.id));
  return rows.map(({ id }) => id);
}
