// The functions that run by the clock, from their cron to what they leave behind, on the embedded executor.
import {
  calendarSyncStates,
  calendarWatchChannels,
  externalEvents,
  jobTicks,
  syncRuns,
} from "@availability/db/schema";
import type { ProviderName } from "@availability/domain/calendar";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createNotificationWorld, linkCalendars, type NotificationWorld } from "./notification-world.ts";
import { ownerAt } from "./owner.ts";

let world: NotificationWorld;
beforeEach(async () => {
  world = await createNotificationWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

const dayMs = 86_400_000;
const ten = Date.parse("2026-11-25T10:00:00Z");

async function watched(provider: ProviderName = "google") {
  const owner = ownerAt(provider, world);
  await linkCalendars(world.ctx, [owner.calendarName], { account: owner.account, provider });
  await world.quiet();
  return owner;
}

const channels = () =>
  world.environment.db.select().from(calendarWatchChannels).orderBy(calendarWatchChannels.id);

async function completed(id: string): Promise<number> {
  const [row] = await world.sql<{ count: number }[]>`
    select count(*)::int as count from executor.runs where function_id like ${`%${id}`} and status = 'completed'`;
  return row?.count ?? 0;
}

test.each<[ProviderName, string[]]>([
  ["google", ["stopped", "active"]],
  ["microsoft", ["active"]],
])(
  "[SY123] %s: a linked calendar is watched, and renew-channels renews it at half of its life",
  async (provider, after) => {
    const owner = await watched(provider);
    expect(await completed("watch-calendar")).toBeGreaterThan(0);
    const [first] = await channels();
    world.clock.advance(4 * dayMs);
    await world.tick("renew-channels");
    await world.quiet();
    const renewed = await channels();
    expect(renewed.map(({ status }) => status)).toEqual(after);
    expect(renewed.at(-1)?.expiresAt.getTime()).toBeGreaterThan(first?.expiresAt.getTime() ?? Infinity);
    // Past the end of the first watch the second one still tells.
    world.clock.advance(4 * dayMs);
    await owner.adds("Walk-in", Date.parse("2026-12-05T10:00:00Z"));
    await world.quiet();
    const runs = await world.environment.db.select().from(syncRuns).where(eq(syncRuns.trigger, "webhook"));
    expect(runs).toMatchObject([{ status: "succeeded", counts: { created: 1 } }]);
  },
);

test("[SY91][SY125][SY145][SY148][SY154] settling, reconciling, probing and pruning run from their triggers to their end", async () => {
  const owner = await watched();
  const { db } = world.environment;
  const runsOf = (trigger: "webhook" | "reconcile") =>
    db.select().from(syncRuns).where(eq(syncRuns.trigger, trigger)).orderBy(syncRuns.id);

  // The clock stands still: the second notification comes within five seconds and waits for their end.
  await owner.adds("First", ten);
  await world.quiet();
  await owner.adds("Second", ten + 7_200_000);
  await world.quiet();
  expect(await completed("settle-notifications")).toBeGreaterThan(0);
  expect((await runsOf("webhook")).map(({ status, counts }) => [status, counts.created])).toEqual([
    ["succeeded", 1],
    ["succeeded", 1],
  ]);

  // A calendar is given its turn first. A night later it is read in full, and what differs is put right.
  await world.tick("reconcile-calendars", "probe-connections");
  const known = await db.$count(externalEvents);
  await db.delete(externalEvents);
  world.clock.advance(31 * 3_600_000);
  await world.tick("reconcile-calendars", "probe-connections");
  await world.quiet();
  expect(await runsOf("reconcile")).toMatchObject([
    { kind: "full", status: "succeeded", counts: { created: known } },
  ]);
  expect(await db.select().from(calendarSyncStates)).toMatchObject([{ driftCount: known }]);
  expect(await completed("probe-connection")).toBe(1);

  // Looked at today, the account is left alone; readings of last week are forgotten.
  await world.tick("probe-connections");
  await world.quiet();
  expect(await completed("probe-connection")).toBe(1);
  // How old a reading is, its id says, by the machine's own clock.
  world.clock.set(Math.max(world.clock.now(), Date.now()) + 8 * dayMs);
  await world.tick("prune-history");
  expect(await db.$count(syncRuns)).toBe(0);
  const [mark] = await db.select().from(jobTicks).where(eq(jobTicks.functionId, "prune-history"));
  expect(mark?.lastAt.getTime()).toBe(world.clock.now());
});
