import { newId, type Transaction } from "@availability/db";
import {
  calendarConnections,
  calendarSyncStates,
  externalCalendars,
  syncRuns,
} from "@availability/db/schema";
import { noCounts } from "@availability/domain/calendar";
import { DomainError } from "@availability/domain/errors";
import { and, eq, inArray, sql } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { announce } from "../outbox/index.ts";

export type SyncTrigger = (typeof syncRuns.$inferSelect)["trigger"];

/**
 * Asks for one calendar to be read now and returns the run that will do it: the one under way when there is one, which
 * then looks again before it ends. Throws `outside_rules` when the account
 * must be reconnected or is switched off, or the calendar is linked to nothing.
 */
export async function requestSync(
  ctx: Ctx,
  { calendarId }: { calendarId: string },
): Promise<{ runId: string }> {
  const organizationId = authorize(ctx, "manage_integrations");
  await requireReadable(ctx, organizationId, calendarId);
  await requestSyncs(ctx, { organizationId, calendarIds: [calendarId], trigger: "manual" });
  const [run] = await ctx.db
    .select({ id: syncRuns.id })
    .from(syncRuns)
    .where(and(eq(syncRuns.organizationId, organizationId), eq(syncRuns.calendarId, calendarId)))
    .orderBy(sql`${syncRuns.requestedAt} desc`)
    .limit(1);
  if (!run)
    throw new DomainError("outside_rules", "Link this calendar to a product first; then it can be read");
  return { runId: run.id };
}

async function requireReadable(ctx: Ctx, organizationId: string, calendarId: string): Promise<void> {
  const [calendar] = await ctx.db
    .select({
      status: calendarConnections.status,
      syncEnabled: calendarConnections.syncEnabled,
      email: calendarConnections.email,
    })
    .from(externalCalendars)
    .innerJoin(calendarConnections, eq(calendarConnections.id, externalCalendars.connectionId))
    .where(and(eq(externalCalendars.organizationId, organizationId), eq(externalCalendars.id, calendarId)));
  if (!calendar) throw new DomainError("not_found", "No calendar of your organisation has this id");
  if (!calendar.syncEnabled) {
    throw new DomainError("outside_rules", `Switch sync of ${calendar.email} on first`);
  }
  if (calendar.status === "active") return;
  throw new DomainError(
    "outside_rules",
    `Reconnect ${calendar.email} first; it gives us no access at present`,
  );
}

/** Marks calendars as changed and queues a run for each; those linked to nothing are passed over. */
export async function requestSyncs(
  ctx: Ctx,
  request: { organizationId: string; calendarIds: string[]; trigger: SyncTrigger },
): Promise<void> {
  if (request.calendarIds.length === 0) return;
  await ctx.db.transaction((tx) => queueSyncs(tx, { ...request, at: new Date(ctx.now()) }));
  ctx.publish();
}

export async function queueSyncs(
  tx: Transaction,
  request: { organizationId: string; calendarIds: string[]; trigger: SyncTrigger; at: Date },
): Promise<void> {
  const { organizationId, trigger, at } = request;
  const marked = await tx
    .update(calendarSyncStates)
    .set({ dirtySeq: sql`${calendarSyncStates.dirtySeq} + 1` })
    .where(
      and(
        eq(calendarSyncStates.organizationId, organizationId),
        inArray(calendarSyncStates.calendarId, request.calendarIds),
      ),
    )
    .returning({ calendarId: calendarSyncStates.calendarId });
  if (marked.length === 0) return;
  await tx
    .insert(syncRuns)
    .values(
      marked.map(({ calendarId }) => ({
        id: newId(),
        organizationId,
        calendarId,
        trigger,
        status: "queued" as const,
        counts: noCounts,
        requestedAt: at,
      })),
    )
    .onConflictDoNothing();
  await announce(
    tx,
    marked.map(({ calendarId }) => ({
      name: "calendar/sync.requested" as const,
      data: { organizationId, calendarId },
    })),
  );
}
