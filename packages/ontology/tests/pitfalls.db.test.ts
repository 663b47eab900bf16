// What goes wrong in calendar sync elsewhere, where no other test would notice it.
import { newId } from "@availability/db";
import { calendarSyncStates, externalEvents } from "@availability/db/schema";
import { must } from "@availability/domain/errors";
import { ANN, SEED_CALENDARS } from "@availability/simulator";
import { and, eq, isNull } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import * as z from "zod";
import { createBooking } from "../src/booking/index.ts";
import { listPendingPushes, pushBooking, syncCalendar, updateCalendarLinks } from "../src/calendar/index.ts";
import type { Ctx } from "../src/index.ts";
import {
  at,
  connectGoogle,
  createGoogleWorld,
  createMember,
  createRoom,
  customer,
  type GoogleWorld,
} from "./world.ts";

let world: GoogleWorld;
beforeAll(async () => {
  world = await createGoogleWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
  await world.control("POST", "reset");
  await world.control("DELETE", "faults");
});

const dayMs = 86_400_000;
const ten = at("2026-12-02T10:00:00+01:00");
const place = { provider: "google", account: ANN, calendarId: SEED_CALENDARS.meetingRoom };
const Requests = z.array(z.looseObject({ operation: z.string().nullable() }));

async function linkedRoom() {
  const ctx = await createMember(world);
  const productId = await createRoom(ctx);
  const calendars = await connectGoogle(ctx, ANN);
  const link = { countsBusy: true, receivesBookings: true };
  const [calendarId = "", otherId = ""] = ["Meeting room", "Ann Berg"].map((name) => calendars.get(name));
  for (const id of [calendarId, otherId])
    await updateCalendarLinks(ctx, { calendarId: id, links: [{ productId, ...link }] });
  await syncCalendar(ctx, { calendarId });
  return { ctx, productId, calendarId, otherId };
}

const add = (id: string, start: number) => {
  const time = (ms: number) => ({ dateTime: new Date(ms).toISOString() });
  const event = { id, summary: "Busy", start: time(start), end: time(start + 3_600_000) };
  return world.control("POST", "events", { ...place, event });
};

async function stateOf(ctx: Ctx, calendarId: string) {
  const [state] = await ctx.db
    .select()
    .from(calendarSyncStates)
    .where(eq(calendarSyncStates.calendarId, calendarId));
  return must(state, "a linked calendar has its state");
}

async function lives(ctx: Ctx, id: string): Promise<boolean> {
  const living = and(eq(externalEvents.providerEventId, id), isNull(externalEvents.deletedAt));
  return (await ctx.db.$count(externalEvents, living)) === 1;
}

test("[SY32] a reader whose lease went over to another writes neither its rows nor its cursor", async () => {
  const { ctx, calendarId } = await linkedRoom();
  const before = await stateOf(ctx, calendarId);
  await add("hand0001", ten);
  const slow = { match: { method: "events.list" }, times: 1, do: { delayMs: 800 } };
  await world.control("POST", "faults", slow);
  await world.control("DELETE", "requests");
  const reading = syncCalendar(ctx, { calendarId });
  const failed = expect(reading).rejects.toThrow(/lease/);
  for (;;) {
    const state = await stateOf(ctx, calendarId);
    if (state.leaseOwner !== null) break;
  }
  await ctx.db
    .update(calendarSyncStates)
    .set({ leaseOwner: newId() })
    .where(eq(calendarSyncStates.calendarId, calendarId));
  await failed;
  expect(await lives(ctx, "hand0001")).toBe(false);
  expect((await stateOf(ctx, calendarId)).cursor).toBe(before.cursor);
});

test("[SY30] a reading that writes nothing keeps its cursor all the same, and what it read does not come again", async () => {
  const { ctx, calendarId } = await linkedRoom();
  await add("distant1", ten + 300 * dayMs);
  expect(await syncCalendar(ctx, { calendarId })).toMatchObject({ counts: { seen: 1, created: 0 } });
  expect(await syncCalendar(ctx, { calendarId })).toMatchObject({ counts: { seen: 0 }, requests: 1 });
});

test("[SY30] an event that comes near by the passing of time alone is read when the window has moved", async () => {
  const { ctx, calendarId } = await linkedRoom();
  await add("distant1", world.clock.now() + 36 * dayMs);
  await syncCalendar(ctx, { calendarId });
  expect(await lives(ctx, "distant1")).toBe(false);
  // The provider has nothing to tell: the event did not change.
  world.clock.advance(6 * dayMs);
  await syncCalendar(ctx, { calendarId });
  expect(await lives(ctx, "distant1")).toBe(false);
  world.clock.advance(8 * dayMs);
  await syncCalendar(ctx, { calendarId });
  expect(await lives(ctx, "distant1")).toBe(true);
  world.clock.advance(-14 * dayMs);
});

test("[SY53] an account that asked us to slow down is left alone until then, by its other calendars and by bookings too", async () => {
  const { ctx, productId, calendarId, otherId } = await linkedRoom();
  await syncCalendar(ctx, { calendarId: otherId });
  const { id: bookingId } = await createBooking(ctx, { productId, start: ten, attendees: 1, customer });
  const [pushId = ""] = await listPendingPushes(ctx, { bookingId });
  const limit = { preset: "rateLimitedRetryAfter", match: { method: "events.list" }, times: 1 };
  await world.control("POST", "faults", limit);
  const refused = { kind: "rate_limited", retryAfterMs: 7_000 };
  await expect(syncCalendar(ctx, { calendarId })).rejects.toMatchObject(refused);
  await world.control("DELETE", "requests");
  await expect(syncCalendar(ctx, { calendarId: otherId })).rejects.toMatchObject(refused);
  await expect(pushBooking(ctx, { pushId })).rejects.toMatchObject(refused);
  expect(Requests.parse(await world.control("GET", "requests"))).toEqual([]);
  world.clock.advance(7_000);
  expect(await syncCalendar(ctx, { calendarId: otherId })).toMatchObject({ kind: "synced" });
  expect(await pushBooking(ctx, { pushId })).toMatchObject({ kind: "applied" });
});

test("[SY50] an event of ours from which the provider strips every tag is still known as ours", async () => {
  const { ctx, productId, calendarId } = await linkedRoom();
  const { id: bookingId } = await createBooking(ctx, { productId, start: ten, attendees: 1, customer });
  for (const pushId of await listPendingPushes(ctx, { bookingId })) await pushBooking(ctx, { pushId });
  await syncCalendar(ctx, { calendarId });
  const ours = and(eq(externalEvents.calendarId, calendarId), eq(externalEvents.origin, "ours"));
  const [row] = await ctx.db.select().from(externalEvents).where(ours);
  const id = must(row, "the booking stands there").providerEventId;
  const event = { extendedProperties: { private: { availabilityBooking: null } }, colorId: "5" };
  await world.control("PATCH", `events/${id}`, { ...place, event });
  expect(await syncCalendar(ctx, { calendarId })).toMatchObject({ counts: { seen: 1 } });
  expect(await ctx.db.select().from(externalEvents).where(ours)).toMatchObject([
    { providerEventId: id, isBusy: false, deletedAt: null },
  ]);
});
