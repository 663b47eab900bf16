import { calendarWatchChannels } from "@availability/db/schema";
import { eq } from "drizzle-orm";
import type { Environment } from "../../ctx.ts";
import { queueSyncs } from "../request-sync.ts";
import { requestChannels } from "./request-channels.ts";
import type { WatchChannel } from "./watched-calendar.ts";

/** The provider wants the watch renewed now. */
export async function extendSoon(environment: Environment, channel: WatchChannel): Promise<"accepted"> {
  const { organizationId, calendarId, id } = channel;
  const at = new Date(environment.now());
  await environment.db.transaction(async (tx) => {
    await tx
      .update(calendarWatchChannels)
      .set({ nextAttemptAt: at, updatedAt: at })
      .where(eq(calendarWatchChannels.id, id));
    await requestChannels(tx, { organizationId, calendarIds: [calendarId] });
  });
  environment.publish();
  return "accepted";
}

/** The provider ended the watch: another is made, and what it may have kept from us is read. */
export async function endWatch(environment: Environment, channel: WatchChannel): Promise<"accepted"> {
  const { organizationId, calendarId, id } = channel;
  const at = new Date(environment.now());
  await environment.db.transaction(async (tx) => {
    await tx
      .update(calendarWatchChannels)
      .set({ status: "stopped", lastErrorCode: "removed_by_provider", updatedAt: at })
      .where(eq(calendarWatchChannels.id, id));
    await queueSyncs(tx, { organizationId, calendarIds: [calendarId], trigger: "webhook", at });
    await requestChannels(tx, { organizationId, calendarIds: [calendarId] });
  });
  environment.publish();
  return "accepted";
}
