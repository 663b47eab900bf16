import type { Transaction } from "@availability/db";
import { calendarPushes } from "@availability/db/schema";
import type { RemoteChange, RemoteEvent } from "@availability/domain/calendar";
import { and, eq, inArray, or } from "drizzle-orm";
import type { Ctx } from "../ctx.ts";
import type { SyncLease } from "./sync-lease.ts";

/**
 * The pushes of this organisation that these changes name, by the id of their event and by their own: an event of ours is
 * known by its id where the provider strips tags, and by its tag where it was copied. Another organisation's is foreign.
 */
export async function readOwn(
  ctx: Ctx,
  tx: Transaction,
  lease: SyncLease,
  changes: RemoteChange[],
): Promise<Set<string>> {
  const events = changes.flatMap((change) => {
    if (change.kind === "removed") return [];
    return change.kind === "event" ? [change.event] : change.events;
  });
  if (events.length === 0) return new Set();
  const eventIds = events.map(({ id }) => id);
  const pushIds = events.flatMap((event) => taggedPush(event, ctx.installationId) ?? []);
  const rows = await tx
    .select({ id: calendarPushes.id, eventId: calendarPushes.providerEventId })
    .from(calendarPushes)
    .where(
      and(
        eq(calendarPushes.organizationId, lease.organizationId),
        or(
          and(
            eq(calendarPushes.calendarId, lease.calendarId),
            inArray(calendarPushes.providerEventId, eventIds),
          ),
          pushIds.length > 0 ? inArray(calendarPushes.id, pushIds) : undefined,
        ),
      ),
    );
  return new Set(rows.flatMap(({ id, eventId }) => [id, eventId]));
}

/** The id of the push that this installation's tag on an event names. */
export function taggedPush({ tag }: RemoteEvent, installationId: string): string | null {
  const prefix = `${installationId}:`;
  const id = tag?.startsWith(prefix) ? tag.slice(prefix.length) : "";
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? id : null;
}
