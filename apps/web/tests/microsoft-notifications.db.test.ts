import { createHash } from "node:crypto";
import { calendarWatchChannels, externalEvents, syncRuns } from "@availability/db/schema";
import { updateCalendarLinks } from "@availability/ontology/calendar";
import { eq, isNull } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as z from "zod";
import { createNotificationWorld, linkCalendars, type NotificationWorld } from "./notification-world.ts";
import { ownerAt } from "./owner.ts";

let world: NotificationWorld;
let owner: ReturnType<typeof ownerAt>;
let calendarId: string;
beforeEach(async () => {
  world = await createNotificationWorld();
  owner = ownerAt("microsoft", world);
  const names = [owner.calendarName];
  const ids = await linkCalendars(world.ctx, names, { account: owner.account, provider: "microsoft" });
  calendarId = ids.get(owner.calendarName) ?? "";
  await world.quiet();
});
afterEach(() => world[Symbol.asyncDispose]());

const dayMs = 86_400_000;
const ten = Date.parse("2026-11-25T10:00:00Z");
const Subscriptions = z.array(z.object({ id: z.string(), expiresAt: z.string() }));

const channels = () =>
  world.environment.db.select().from(calendarWatchChannels).orderBy(calendarWatchChannels.id);
const living = () => world.environment.db.$count(externalEvents, isNull(externalEvents.deletedAt));
const told = () => world.environment.db.select().from(syncRuns).where(eq(syncRuns.trigger, "webhook"));
const subscriptions = async () => Subscriptions.parse(await world.control("GET", "subscriptions"));

async function lifecycle(event: string): Promise<void> {
  const [subscription] = await subscriptions();
  await world.control("POST", `subscriptions/${subscription?.id}/lifecycle`, { event });
  await world.quiet();
}

test("[SY120][SY121][SY122][SY127] a subscription is made after its handshake, tells of changes under its secret, and ends with the link", async () => {
  const [channel, ...more] = await channels();
  expect(more).toEqual([]);
  expect(channel).toMatchObject({ status: "active", subscriptionId: (await subscriptions())[0]?.id });
  const before = await living();
  await owner.adds("Walk-in", ten);
  await world.quiet();
  expect(await living()).toBe(before + 1);
  expect((await told()).map(({ status }) => status)).toEqual(["succeeded"]);

  // Of one delivery each item is believed by its own secret.
  const secretHash = createHash("sha256").update("known-to-the-test").digest("hex");
  await world.environment.db.update(calendarWatchChannels).set({ secretHash });
  const deliver = (...secrets: string[]) =>
    fetch(`${world.url}/api/webhooks/microsoft`, {
      method: "POST",
      body: JSON.stringify({
        value: secrets.map((clientState) => ({ subscriptionId: channel?.subscriptionId, clientState })),
      }),
    });
  expect((await deliver("forged", "")).status).toBe(202);
  await world.quiet();
  expect(await told()).toHaveLength(1);
  expect((await deliver("forged", "known-to-the-test")).status).toBe(202);
  await world.quiet();
  expect(await told()).toHaveLength(2);

  await updateCalendarLinks(world.ctx, { calendarId, links: [] });
  await world.quiet();
  expect(await subscriptions()).toEqual([]);
  expect((await channels()).map(({ status }) => status)).toEqual(["stopped"]);
});

test("[SY123] asked before its end to authorise it again, the subscription is extended", async () => {
  const [before] = await subscriptions();
  // The provider's clock alone: the hourly cron has no part in it.
  await world.control("POST", "clock", { advanceMs: 6.9 * dayMs });
  await world.quiet();
  expect((await subscriptions()).map(({ id }) => id)).toEqual([before?.id]);
  expect((await channels()).map(({ status }) => status)).toEqual(["active"]);
  const Calls = z.array(
    z.looseObject({ method: z.string(), path: z.string(), status: z.number().nullable() }),
  );
  const extended = Calls.parse(await world.control("GET", "requests")).filter(
    ({ method, path, status }) => method === "PATCH" && path.includes("/subscriptions/") && status === 200,
  );
  expect(extended).toHaveLength(1);
});

test("[SY121] where Graph missed some, or removed the subscription, what it kept from us is read", async () => {
  const before = await living();
  await world.control("POST", "notifications/faults", { do: "lose" });
  await owner.adds("Walk-in", ten);
  await world.quiet();
  expect(await living()).toBe(before);
  await lifecycle("missed");
  expect(await living()).toBe(before + 1);

  await world.control("POST", "notifications/faults", { do: "lose" });
  await owner.adds("Another", ten + dayMs);
  await lifecycle("subscriptionRemoved");
  expect(await living()).toBe(before + 2);
  expect((await channels()).map(({ status }) => status)).toEqual(["stopped", "active"]);
  expect(await subscriptions()).toHaveLength(1);
});
