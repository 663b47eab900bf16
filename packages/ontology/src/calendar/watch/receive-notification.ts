import { createHash, timingSafeEqual } from "node:crypto";
import { calendarConnections, calendarWatchChannels, externalCalendars } from "@availability/db/schema";
import type { ProviderName } from "@availability/domain/calendar";
import { and, eq } from "drizzle-orm";
import type { Environment } from "../../ctx.ts";
import { endWatch, extendSoon } from "./follow-lifecycle.ts";
import { markChanged } from "./mark-changed.ts";

export type Notice = {
  provider: ProviderName;
  /** Google names our channel, Microsoft its subscription. */
  channel: { kind: "channel"; id: string } | { kind: "subscription"; id: string };
  secret: string;
  /** `confirmed`: the watch begins; `expiring`: it wants to be extended; `removed`: it is over. */
  says: "changed" | "confirmed" | "expiring" | "removed";
  messageNumber: number | null;
  resourceId: string | null;
};

/** `repeated` was heard before; `unknown`, `forged` and `ended` cause no work. */
export type NoticeOutcome = "accepted" | "confirmed" | "repeated" | "unknown" | "forged" | "ended";

/**
 * Takes one notification: nothing in it is believed before the secret is found right. It only marks the calendar changed
 * and has one reading queued; what changed is read from the provider.
 */
export async function receiveNotification(environment: Environment, notice: Notice): Promise<NoticeOutcome> {
  const found = await findChannel(environment, notice);
  if (!isRight(notice.secret, found?.channel.secretHash)) return found ? "forged" : "unknown";
  if (!found) return "unknown";
  const { channel } = found;
  const isHeard =
    channel.status === "pending" || channel.status === "active" || channel.status === "superseded";
  if (found.connectionStatus !== "active" || !found.syncEnabled) return "ended";
  // Made, as it turns out, though its answer was lost: now it can be stopped.
  if (notice.says === "confirmed") {
    await noteResource(environment, channel.id, notice.resourceId);
    return "confirmed";
  }
  if (!isHeard) return "ended";
  if (notice.says === "expiring") return extendSoon(environment, channel);
  if (notice.says === "removed") return endWatch(environment, channel);
  if (notice.messageNumber !== null && notice.messageNumber === channel.lastMessageNumber) return "repeated";
  await markChanged(environment, channel, notice.messageNumber);
  return "accepted";
}

/** In constant time, also where there is nothing to compare with. */
function isRight(secret: string, secretHash: string | undefined): boolean {
  const given = createHash("sha256").update(secret).digest();
  const kept = secretHash === undefined ? Buffer.alloc(32) : Buffer.from(secretHash, "hex");
  return kept.length === given.length && timingSafeEqual(given, kept) && secretHash !== undefined;
}

async function findChannel({ db }: Environment, { provider, channel }: Notice) {
  const [row] = await db
    .select({
      channel: calendarWatchChannels,
      connectionStatus: calendarConnections.status,
      syncEnabled: calendarConnections.syncEnabled,
    })
    .from(calendarWatchChannels)
    .innerJoin(externalCalendars, eq(externalCalendars.id, calendarWatchChannels.calendarId))
    .innerJoin(calendarConnections, eq(calendarConnections.id, externalCalendars.connectionId))
    .where(
      and(
        eq(
          channel.kind === "channel" ? calendarWatchChannels.id : calendarWatchChannels.subscriptionId,
          channel.id,
        ),
        eq(calendarConnections.provider, provider),
      ),
    );
  return row;
}

async function noteResource(environment: Environment, id: string, resourceId: string | null): Promise<void> {
  if (resourceId === null) return;
  await environment.db
    .update(calendarWatchChannels)
    .set({ resourceId: resourceId.slice(0, 500) })
    .where(and(eq(calendarWatchChannels.id, id)));
}
