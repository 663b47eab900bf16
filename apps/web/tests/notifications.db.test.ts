import { createHash } from "node:crypto";
import { calendarSyncStates, calendarWatchChannels, externalEvents, syncRuns } from "@availability/db/schema";
import {
  disconnect,
  keepWatched,
  listConnections,
  queueDueChannels,
  requestSync,
  syncCalendar,
  updateCalendarLinks,
} from "@availability/ontology/calendar";
import { ANN, SEED_CALENDARS } from "@availability/simulator";
import { and, eq, isNull } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createNotificationWorld, linkCalendars, type NotificationWorld } from "./notification-world.ts";

let world: NotificationWorld;
beforeEach(async () => {
  world = await createNotificationWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

const dayMs = 86_400_000;
const room = { provider: "google", account: ANN, calendarId: SEED_CALENDARS.meetingRoom };

async function watchedRoom(): Promise<string> {
  const ids = await linkCalendars(world.ctx, ["Meeting room"]);
  await world.quiet();
  return ids.get("Meeting room") ?? "";
}

const addByHand = (id: string, hour: string) =>
  world.control("POST", "events", {
    ...room,
    event: {
      id,
      summary: "Walk-in",
      start: { dateTime: `2026-11-25T${hour}:00:00Z` },
      end: { dateTime: `2026-11-25T${hour}:30:00Z` },
    },
  });

async function mirrored(id: string): Promise<boolean> {
  const rows = await world.environment.db
    .select()
    .from(externalEvents)
    .where(and(eq(externalEvents.providerEventId, id), isNull(externalEvents.deletedAt)));
  return rows.length === 1;
}

const channels = () =>
  world.environment.db.select().from(calendarWatchChannels).orderBy(calendarWatchChannels.id);

function notify(headers: Record<string, string>): Promise<Response> {
  return fetch(`${world.url}/api/webhooks/google`, { method: "POST", headers });
}

const message = (channelId: string, token: string, number: number) => ({
  "x-goog-channel-id": channelId,
  "x-goog-channel-token": token,
  "x-goog-resource-state": "exists",
  "x-goog-message-number": String(number),
});

test("[SY120][SY121] a linked calendar is watched, and a change by hand arrives without anybody asking", async () => {
  await watchedRoom();
  const [channel, ...more] = await channels();
  expect(more).toEqual([]);
  expect(channel).toMatchObject({ status: "active", subscriptionId: channel?.id });
  expect(channel?.secretHash).toMatch(/^[0-9a-f]{64}$/);
  await addByHand("hand0001", "10");
  await world.quiet();
  expect(await mirrored("hand0001")).toBe(true);
  const runs = await world.environment.db.select().from(syncRuns).where(eq(syncRuns.trigger, "webhook"));
  expect(runs.map(({ status }) => status)).toEqual(["succeeded"]);
});

test("[SY120] the first message may come before the answer, and an answer that is lost costs no channel", async () => {
  await world.control("POST", "faults", {
    match: { method: "events.watch" },
    times: 1,
    do: { applyThen: { drop: true } },
  });
  await watchedRoom();
  const found = await channels();
  // The sync message told how to stop the channel whose answer was lost.
  expect(found.map(({ status }) => status)).toEqual(["stopped", "active"]);
  expect(found[0]?.resourceId).not.toBeNull();
});

test("[SY126] a change arrives though its notification comes twice, late, or after a lost one", async () => {
  await watchedRoom();
  const whats = ["duplicate", "reorder", "lose"];
  for (const [index, what] of whats.entries()) {
    await world.control("POST", "notifications/faults", { do: what });
    await addByHand(`hand000${index}`, `1${index}`);
    world.clock.advance(10_000);
  }
  await addByHand("hand0009", "19");
  await world.quiet();
  for (const id of ["hand0000", "hand0001", "hand0002", "hand0009"])
    expect(await mirrored(id), id).toBe(true);
});

test("[SY122] unknown channels and wrong secrets are answered alike and cause no work", async () => {
  await watchedRoom();
  const [channel] = await channels();
  const before = await world.environment.db.select().from(syncRuns);
  const forged = await notify(message(channel?.id ?? "", "guess", 9));
  const unknown = await notify(message("01990000-0000-7000-8000-000000000000", "guess", 9));
  const nonsense = await notify(message("' or 1=1", "guess", 9));
  expect([forged.status, unknown.status, nonsense.status]).toEqual([200, 200, 200]);
  await world.quiet();
  expect(await world.environment.db.select().from(syncRuns)).toHaveLength(before.length);
  expect((await channels())[0]?.lastMessageNumber).toBeNull();
});

test("[SY122] what is no notification is a 400, what is too large a 413, and a handshake is echoed", async () => {
  const post = (path: string, body: string, type = "application/json") =>
    fetch(`${world.url}/api/webhooks/${path}`, { method: "POST", body, headers: { "content-type": type } });
  expect((await post("google", "")).status).toBe(400);
  expect((await post("google", "x".repeat(70_000))).status).toBe(413);
  expect((await post("microsoft", "<html>no</html>", "text/html")).status).toBe(400);
  expect((await post("microsoft", '{"value":[{"subscriptionId":1}]}')).status).toBe(400);
  expect((await post("microsoft", '{"value":')).status).toBe(400);
  const value = JSON.stringify({ value: [{ subscriptionId: "s-1", clientState: "guess" }] });
  expect((await post("microsoft", value)).status).toBe(202);
  const token = encodeURIComponent("Validation: <script>1</script> ok");
  const echo = await post(`microsoft?validationToken=${token}`, "");
  expect([echo.status, echo.headers.get("content-type"), await echo.text()]).toEqual([
    200,
    "text/plain; charset=utf-8",
    "Validation: &lt;script&gt;1&lt;/script&gt; ok",
  ]);
});

test("[SY123] at half of its life a channel gets a successor and is stopped", async () => {
  const calendarId = await watchedRoom();
  world.clock.advance(3 * dayMs);
  await queueDueChannels(world.environment);
  await world.quiet();
  expect(await channels()).toHaveLength(1);
  world.clock.advance(dayMs / 2);
  await queueDueChannels(world.environment);
  await world.quiet();
  expect((await channels()).map(({ status }) => status)).toEqual(["stopped", "active"]);
  await addByHand("hand0001", "10");
  await world.quiet();
  expect(await mirrored("hand0001")).toBe(true);
  expect(await keepWatched(world.ctx, { calendarId })).toMatchObject({ kind: "watched" });
});

test("[SY124] a calendar that cannot be watched is asked for again in a week, not before", async () => {
  const ids = await linkCalendars(world.ctx, ["Holidays in Germany"]);
  await world.quiet();
  expect((await channels()).map(({ status }) => status)).toEqual(["unsupported"]);
  const calendarId = ids.get("Holidays in Germany") ?? "";
  expect(await keepWatched(world.ctx, { calendarId })).toEqual({ kind: "unsupported" });
  expect(await channels()).toHaveLength(1);
  world.clock.advance(7 * dayMs);
  await keepWatched(world.ctx, { calendarId });
  expect((await channels()).map(({ status }) => status)).toEqual(["stopped", "unsupported"]);
});

test("[SY125] a flood of ten thousand notifications, forged ones among them, causes two runs a calendar, and one more for each pause", async () => {
  const names = Array.from({ length: 20 }, (_, index) => `Flooded ${index}`);
  for (const summary of names) {
    await world.control("POST", "calendars", { provider: "google", account: ANN, summary, timeZone: "UTC" });
  }
  await linkCalendars(world.ctx, names);
  await world.quiet();
  const secret = "known-to-the-test";
  const hash = createHash("sha256").update(secret).digest("hex");
  await world.environment.db.update(calendarWatchChannels).set({ secretHash: hash });
  const found = await channels();
  await world.environment.db.delete(syncRuns);
  const statuses = new Set<number>();
  const send = async (index: number) => {
    const channel = found[index % found.length];
    const token = Math.floor(index / found.length) % 5 === 4 ? "forged" : secret;
    statuses.add((await notify(message(channel?.id ?? "", token, 10 + index))).status);
  };
  const begun = performance.now();
  for (let sent = 0; sent < 10_000; sent += 500) {
    await Promise.all(Array.from({ length: 500 }, (_, index) => send(sent + index)));
  }
  // A machine under load may ask for some of them again, as providers do after a 503.
  expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([]);
  await world.quiet();
  const runs = await world.environment.db.select().from(syncRuns);
  expect(new Set(runs.map(({ calendarId }) => calendarId)).size).toBe(20);
  // Each further run of a calendar takes a pause of five seconds, however fast notifications come.
  const pauses = Math.floor((performance.now() - begun) / 5_000);
  expect(runs.length).toBeLessThanOrEqual(20 * (2 + pauses));
  expect(runs.every(({ status }) => status === "succeeded")).toBe(true);
}, 300_000);

test("[SY127] a calendar that is unlinked or disconnected has its channel stopped at the provider", async () => {
  const calendarId = await watchedRoom();
  await updateCalendarLinks(world.ctx, { calendarId, links: [] });
  await world.quiet();
  expect((await channels()).map(({ status }) => status)).toEqual(["stopped"]);
  await world.control("DELETE", "notifications");
  await addByHand("hand0001", "10");
  expect(await world.control("POST", "notifications/settle", {})).toEqual([]);

  await watchedRoom();
  const [connection] = await listConnections(world.ctx, {});
  await disconnect(world.ctx, { connectionId: connection?.id ?? "" });
  await world.control("DELETE", "notifications");
  await addByHand("hand0002", "11");
  expect(await world.control("POST", "notifications/settle", {})).toEqual([]);
});

test("[SY129] three changes that the cron found and nobody told of have the channel made anew", async () => {
  const calendarId = await watchedRoom();
  await world.control("POST", "notifications/faults", { do: "lose", times: null });
  for (const index of [1, 2, 3]) {
    world.clock.advance(900_000);
    await addByHand(`hand000${index}`, `1${index}`);
    await syncCalendar(world.ctx, { calendarId });
  }
  const [state] = await world.environment.db.select().from(calendarSyncStates);
  expect(state?.missedNotifications).toBe(3);
  await world.control("DELETE", "notifications");
  await world.quiet();
  expect((await channels()).map(({ status }) => status)).toEqual(["stopped", "active"]);
  await addByHand("hand0009", "19");
  await world.quiet();
  expect(await mirrored("hand0009")).toBe(true);
});

test("[SY128] a request that comes between a run's last look and its end leads to another reading", async () => {
  const calendarId = await watchedRoom();
  // Told by nobody: the request below is all there is.
  await world.control("POST", "notifications/faults", { do: "lose", times: null });
  await world.control("POST", "faults", {
    match: { method: "events.list" },
    times: 1,
    do: { delayMs: 1500 },
  });
  await requestSync(world.ctx, { calendarId });
  const { sql } = world;
  const running = () =>
    sql<{ id: string }[]>`select id from executor.runs
      where function_id like ${"%sync-calendar"} and status = 'running'`;
  await until(async () => (await running()).length === 1);
  await sql.begin(async (tx) => {
    // The engine cannot end the run while its row is ours.
    await tx`select id from executor.runs where function_id like ${"%sync-calendar"} and status = 'running' for update`;
    const isDone = async () =>
      (await sql`select id from sync_runs where status in ('queued', 'running')`).length === 0;
    await until(isDone);
    await addByHand("hand0001", "10");
    await requestSync(world.ctx, { calendarId });
    await until(async () => (await sql`select id from outbox where sent_at is null`).length === 0);
    await until(async () => (await sql`select id from executor.events where routed_at is null`).length === 0);
    expect(await mirrored("hand0001")).toBe(false);
  });
  await world.executor.idle({ timeoutMs: 30_000 });
  expect(await mirrored("hand0001")).toBe(true);
});

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error("Not within 20 s");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
