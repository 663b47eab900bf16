import type { Transaction } from "@availability/db";
import {
  calendarConnections,
  calendarPushes,
  calendarSyncStates,
  externalCalendars,
} from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import { and, eq, inArray, isNotNull } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { endRuns } from "./forget-mirror.ts";
import { queueSyncs } from "./request-sync.ts";
import { resumePushes } from "./resume-pushes.ts";
import { requestChannels } from "./watch/request-channels.ts";

/**
 * Switches sync of one account off or on. Off: nothing of it is read or written, and what is known stays. On: its linked
 * calendars are read at once and the pushes that waited are asked for. The same setting again changes nothing.
 */
export async function setSyncEnabled(
  ctx: Ctx,
  { connectionId, on }: { connectionId: string; on: boolean },
): Promise<void> {
  const organizationId = authorize(ctx, "manage_integrations");
  const at = new Date(ctx.now());
  await ctx.db.transaction(async (tx) => {
    const changed = await turn(tx, { organizationId, connectionId, on, at });
    if (!changed) return;
    const calendarIds = await linkedCalendars(tx, connectionId);
    await requestChannels(tx, { organizationId, calendarIds });
    if (!on) return pause(tx, calendarIds, at);
    if (calendarIds.length > 0) {
      await queueSyncs(tx, { organizationId, calendarIds, trigger: "connect", at });
    }
    await resumePushes(tx, { organizationId, connectionId });
  });
  ctx.publish();
}

type Switch = { organizationId: string; connectionId: string; on: boolean; at: Date };

/** True when it was the other way before. Throws `not_found`. */
async function turn(tx: Transaction, { organizationId, connectionId, on, at }: Switch): Promise<boolean> {
  const [connection] = await tx
    .select({ status: calendarConnections.status, syncEnabled: calendarConnections.syncEnabled })
    .from(calendarConnections)
    .where(
      and(eq(calendarConnections.organizationId, organizationId), eq(calendarConnections.id, connectionId)),
    )
    .for("no key update");
  if (!connection) throw new DomainError("not_found", "No connection of your organisation has this id");
  if (connection.syncEnabled === on) return false;
  await tx
    .update(calendarConnections)
    // Of an account that waits for a person, the instant says since when it waits.
    .set({ syncEnabled: on, updatedAt: at, ...(connection.status === "active" ? { statusSince: at } : {}) })
    .where(eq(calendarConnections.id, connectionId));
  return connection.status === "active";
}

/** Those that are read: a calendar has a state of sync while it is linked. */
async function linkedCalendars(tx: Transaction, connectionId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: calendarSyncStates.calendarId })
    .from(calendarSyncStates)
    .innerJoin(externalCalendars, eq(externalCalendars.id, calendarSyncStates.calendarId))
    .where(eq(externalCalendars.connectionId, connectionId));
  return rows.map(({ id }) => id);
}

/** Whoever reads or writes now loses the lease, so that nothing more is written. */
async function pause(tx: Transaction, calendarIds: string[], at: Date): Promise<void> {
  await tx
    .update(calendarSyncStates)
    .set({ leaseOwner: null, leaseUntil: null })
    .where(inArray(calendarSyncStates.calendarId, calendarIds));
  await tx
    .update(calendarPushes)
    .set({ leaseOwner: null, leaseUntil: null })
    .where(and(inArray(calendarPushes.calendarId, calendarIds), isNotNull(calendarPushes.leaseOwner)));
  await endRuns(tx, { calendarIds, code: "paused", at });
}
