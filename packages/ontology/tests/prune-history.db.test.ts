import { newId } from "@availability/db";
import { calendarConflicts, externalEvents, syncRuns } from "@availability/db/schema";
import { noCounts } from "@availability/domain/calendar";
import { ANN } from "@availability/simulator";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pruneHistory, syncCalendar, updateCalendarLinks } from "../src/calendar/index.ts";
import { connectGoogle, createGoogleWorld, createMember, createRoom, type GoogleWorld } from "./world.ts";

let world: GoogleWorld;
beforeAll(async () => {
  world = await createGoogleWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const dayMs = 24 * 3_600_000;

/** An id like those made at that instant. */
function idMadeAt(epochMs: number): string {
  const time = epochMs.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}${newId().slice(13)}`;
}

test("[SY91] what is long over is forgotten; what is recent, open or spoken of stays", async () => {
  const ctx = await createMember(world);
  const productId = await createRoom(ctx);
  const calendarId = (await connectGoogle(ctx, ANN)).get("Meeting room") ?? "";
  await updateCalendarLinks(ctx, {
    calendarId,
    links: [{ productId, countsBusy: true, receivesBookings: false }],
  });
  await syncCalendar(ctx, { calendarId });
  const { organizationId } = ctx.actor;
  await ctx.db.delete(syncRuns).where(eq(syncRuns.calendarId, calendarId));
  const run = (status: "succeeded" | "failed", ageDays: number) => {
    const at = world.clock.now() - ageDays * dayMs;
    const counts = noCounts;
    const requestedAt = new Date(at);
    return {
      id: idMadeAt(at),
      organizationId,
      calendarId,
      trigger: "cron" as const,
      status,
      counts,
      requestedAt,
    };
  };
  const runs = [run("succeeded", 8), run("succeeded", 6), run("failed", 8), run("failed", 91)];
  await ctx.db.insert(syncRuns).values(runs);
  const events = await ctx.db.select().from(externalEvents).where(eq(externalEvents.calendarId, calendarId));
  const [old, spokenOf, recent, live] = events;
  const goneFor = (days: number) => ({ deletedAt: new Date(world.clock.now() - days * dayMs) });
  for (const [event, days] of [
    [old, 31],
    [spokenOf, 31],
    [recent, 29],
  ] as const)
    await ctx.db
      .update(externalEvents)
      .set(goneFor(days))
      .where(eq(externalEvents.id, event?.id ?? ""));
  await ctx.db.insert(calendarConflicts).values({
    id: newId(),
    organizationId,
    calendarId,
    kind: "mass_deletion",
    externalEventId: spokenOf?.id ?? null,
    detectedAt: new Date(world.clock.now()),
  });

  expect(await pruneHistory(world.environment)).toBe(3);
  const kept = await ctx.db
    .select({ id: syncRuns.id })
    .from(syncRuns)
    .where(eq(syncRuns.calendarId, calendarId));
  expect(kept.map(({ id }) => id).sort()).toEqual([runs[1]?.id, runs[2]?.id].sort());
  const left = await ctx.db
    .select({ id: externalEvents.id })
    .from(externalEvents)
    .where(eq(externalEvents.calendarId, calendarId));
  expect(left.map(({ id }) => id).sort()).toEqual([spokenOf?.id, recent?.id, live?.id].sort());
  expect(await pruneHistory(world.environment)).toBe(0);
});
