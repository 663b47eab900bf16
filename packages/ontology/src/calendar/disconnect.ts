import {
  calendarConnections,
  calendarSyncStates,
  calendarWatchChannels,
  externalCalendars,
} from "@availability/db/schema";
import { DomainError, isDomainError, isProviderError } from "@availability/domain/errors";
import { and, eq, inArray, ne } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { forgetMirror } from "./forget-mirror.ts";
import { removeFutureEvents } from "./future-events.ts";
import { requireProvider } from "./require-provider.ts";
import { stopConnection } from "./watch/stop-channels.ts";

export type Disconnected = {
  revoked: boolean;
  /** Events of future bookings that were removed from its calendars, and that could not be: a person may delete those by hand. */
  removed: number;
  left: number;
};

/**
 * Ends the connection: the events of future bookings are kept, or removed while there is still access; access is revoked at the provider, the tokens are wiped, and what its calendars took of our
 * products' time is free again. Links stay, so that connecting the same account again restores everything. `revoked` is
 * false when the provider could not be reached; the tokens are wiped all the same.
 */
export async function disconnect(
  ctx: Ctx,
  input: { connectionId: string; futureEvents?: "keep" | "remove" },
): Promise<Disconnected> {
  const organizationId = authorize(ctx, "manage_integrations");
  const [connection] = await ctx.db
    .select()
    .from(calendarConnections)
    .where(
      and(
        eq(calendarConnections.organizationId, organizationId),
        eq(calendarConnections.id, input.connectionId),
      ),
    );
  if (!connection) throw new DomainError("not_found", "No connection of your organisation has this id");
  if (connection.status === "disconnected") return { revoked: true, removed: 0, left: 0 };
  const events =
    input.futureEvents === "remove"
      ? await removeFutureEvents(ctx, { organizationId, connectionId: connection.id })
      : { removed: 0, left: 0 };
  await stopConnection(ctx, connection.id);
  const revoked = await revoke(ctx, connection);
  await wipe(ctx, connection.id);
  return { revoked, ...events };
}

async function revoke(ctx: Ctx, connection: typeof calendarConnections.$inferSelect): Promise<boolean> {
  const token = connection.refreshToken ?? connection.accessToken;
  if (token === null) return true;
  const open = openOrNull(ctx, token, connection.id);
  if (open === null) return false;
  try {
    await requireProvider(ctx, connection.provider).revoke(open);
    return true;
  } catch (error) {
    // A server that is not set up for this provider any more can still forget its accounts.
    if (isProviderError(error) || isDomainError(error)) return false;
    throw error;
  }
}

/** Null when the key that sealed the token is lost: then it cannot be revoked, but it can be wiped. */
function openOrNull(ctx: Ctx, sealed: string, rowId: string): string | null {
  try {
    return ctx.cipher.open(sealed, rowId);
  } catch {
    return null;
  }
}

async function wipe(ctx: Ctx, connectionId: string): Promise<void> {
  const at = new Date(ctx.now());
  await ctx.db.transaction(async (tx) => {
    const rows = await tx
      .select({ id: externalCalendars.id })
      .from(externalCalendars)
      .where(eq(externalCalendars.connectionId, connectionId));
    const calendarIds = rows.map(({ id }) => id);
    // The leases go first: a reader writes only while it holds its own. Without a cursor the next connection reads the
    // whole window again.
    await tx
      .update(calendarSyncStates)
      .set({ cursor: null, leaseOwner: null, leaseUntil: null, lastSuccessAt: null })
      .where(inArray(calendarSyncStates.calendarId, calendarIds));
    // What could not be stopped while there was access is heard no more.
    await tx
      .update(calendarWatchChannels)
      .set({ status: "stopped", updatedAt: at })
      .where(
        and(
          inArray(calendarWatchChannels.calendarId, calendarIds),
          ne(calendarWatchChannels.status, "stopped"),
        ),
      );
    await forgetMirror(tx, { calendarIds, code: "disconnected", at });
    await tx
      .update(calendarConnections)
      .set({
        status: "disconnected",
        statusReason: null,
        statusSince: at,
        accessToken: null,
        refreshToken: null,
        accessExpiresAt: null,
        updatedAt: at,
      })
      .where(eq(calendarConnections.id, connectionId));
  });
}
