import { newId } from "@availability/db";
import {
  calendarConnections,
  calendarPushes,
  calendarSyncStates,
  externalEvents,
} from "@availability/db/schema";
import { ANN, type ConsentChoice, grantConsent, SEED_CALENDARS } from "@availability/simulator";
import { and, eq, isNull } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listSlots } from "../src/availability/index.ts";
import { cancelBooking, createBooking } from "../src/booking/index.ts";
import {
  completeConnection,
  disconnect,
  listConflicts,
  listConnections,
  listPendingPushes,
  pushBooking,
  requestSync,
  resolveConflict,
  startConnection,
  syncCalendar,
  updateCalendarLinks,
} from "../src/calendar/index.ts";
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

const wednesday = { start: at("2026-11-25T00:00:00+01:00"), end: at("2026-11-26T00:00:00+01:00") };
const ten = at("2026-11-25T10:00:00+01:00");

async function linkedRoom(): Promise<{ ctx: Ctx; productId: string; calendarId: string }> {
  await world.control("POST", "reset");
  const ctx = await createMember(world);
  const productId = await createRoom(ctx);
  const calendars = await connectGoogle(ctx, ANN);
  const calendarId = calendars.get("Meeting room") ?? "";
  await updateCalendarLinks(ctx, {
    calendarId,
    links: [{ productId, countsBusy: true, receivesBookings: true }],
  });
  return { ctx, productId, calendarId };
}

const event = (start: number, end: number, id?: string) => ({
  provider: "google",
  account: ANN,
  calendarId: SEED_CALENDARS.meetingRoom,
  event: {
    ...(id ? { id } : {}),
    summary: "Walk-in",
    start: { dateTime: new Date(start).toISOString() },
    end: { dateTime: new Date(end).toISOString() },
  },
});

test("[SY30] the events of a linked calendar take the product's time; an unchanged calendar costs one request", async () => {
  const { ctx, productId, calendarId } = await linkedRoom();
  const full = await syncCalendar(ctx, { calendarId });
  expect(full).toMatchObject({ kind: "synced", counts: { created: 4 } });
  const tuesday = { start: at("2026-11-24T00:00:00+01:00"), end: at("2026-11-25T00:00:00+01:00") };
  const { slots, stale } = await listSlots(ctx, { productId, ...tuesday });
  expect(stale).toEqual([]);
  // The seed holds the board meeting from 10:00 to 11:30.
  expect(
    slots.some(
      ({ start }) => start > at("2026-11-24T09:00:00+01:00") && start < at("2026-11-24T11:30:00+01:00"),
    ),
  ).toBe(false);
  expect(slots[0]?.start).toBe(at("2026-11-24T09:00:00+01:00"));
  const again = await syncCalendar(ctx, { calendarId });
  expect(again).toMatchObject({ counts: { seen: 0, created: 0, updated: 0 }, requests: 1 });
});

test("[SY31] an event added, moved and deleted by hand takes and frees exactly its time", async () => {
  const { ctx, productId, calendarId } = await linkedRoom();
  await syncCalendar(ctx, { calendarId });
  const starts = async () =>
    (await listSlots(ctx, { productId, ...wednesday })).slots.map(({ start }) => start);
  expect(await starts()).toContain(ten);
  await world.control("POST", "events", event(ten, ten + 3_600_000, "hand0001"));
  expect(await syncCalendar(ctx, { calendarId })).toMatchObject({ counts: { created: 1 }, requests: 1 });
  expect(await starts()).not.toContain(ten);
  await world.control("PATCH", "events/hand0001", event(ten + 7_200_000, ten + 10_800_000));
  expect(await syncCalendar(ctx, { calendarId })).toMatchObject({ counts: { updated: 1 } });
  expect(await starts()).toContain(ten);
  expect(await starts()).not.toContain(ten + 7_200_000);
  const { event: _, ...place } = event(0, 0);
  await world.control("DELETE", "events/hand0001", place);
  expect(await syncCalendar(ctx, { calendarId })).toMatchObject({ counts: { deleted: 1 } });
  expect(await starts()).toContain(ten + 7_200_000);
});

type SimulatorState = { calendars: { events: { id: string; status: string }[] }[] };

async function liveBookingEvents(): Promise<string[]> {
  // The door's answer, whose shape the simulator's own tests hold.
  const state = (await world.control("GET", "state")) as SimulatorState;
  return state.calendars
    .flatMap(({ events }) => events)
    .filter(({ id, status }) => id.startsWith("bk") && status !== "cancelled")
    .map(({ id }) => id);
}

async function pushAll(ctx: Ctx, bookingId: string): Promise<void> {
  for (const pushId of await listPendingPushes(ctx, { bookingId })) await pushBooking(ctx, { pushId });
}

test("[SY40] a confirmed booking appears once in its calendar, never counts as busy, and goes when it is cancelled", async () => {
  const { ctx, productId, calendarId } = await linkedRoom();
  await syncCalendar(ctx, { calendarId });
  const booking = await createBooking(ctx, { productId, start: ten, attendees: 1, customer });
  await pushAll(ctx, booking.id);
  expect(await liveBookingEvents()).toHaveLength(1);
  await syncCalendar(ctx, { calendarId });
  const mirrored = await ctx.db
    .select()
    .from(externalEvents)
    .where(
      and(
        eq(externalEvents.calendarId, calendarId),
        eq(externalEvents.origin, "ours"),
        isNull(externalEvents.deletedAt),
      ),
    );
  expect(mirrored).toMatchObject([{ isBusy: false }]);
  await cancelBooking(ctx, { bookingId: booking.id });
  await pushAll(ctx, booking.id);
  expect(await liveBookingEvents()).toEqual([]);
  expect((await listSlots(ctx, { productId, ...wednesday })).slots.map(({ start }) => start)).toContain(ten);
});

test("[SY41] an insert whose answer is lost leads to one event all the same", async () => {
  const { ctx, productId } = await linkedRoom();
  const booking = await createBooking(ctx, { productId, start: ten, attendees: 1, customer });
  const [pushId = ""] = await listPendingPushes(ctx, { bookingId: booking.id });
  await world.control("POST", "faults", {
    match: { method: "events.insert" },
    times: 1,
    do: { drop: "after" },
  });
  await expect(pushBooking(ctx, { pushId })).rejects.toMatchObject({ kind: "unavailable" });
  expect(await liveBookingEvents()).toHaveLength(1);
  expect(await pushBooking(ctx, { pushId })).toEqual({ kind: "applied", remote: "present" });
  expect(await pushBooking(ctx, { pushId })).toEqual({ kind: "current" });
  expect(await liveBookingEvents()).toHaveLength(1);
});

test("[SY42] an event that somebody deleted is not restored by a push, but by a person, under an id the provider accepts", async () => {
  const { ctx, productId, calendarId } = await linkedRoom();
  await syncCalendar(ctx, { calendarId });
  const booking = await createBooking(ctx, { productId, start: ten, attendees: 1, customer });
  await pushAll(ctx, booking.id);
  const [id = ""] = await liveBookingEvents();
  const { event: _, ...place } = event(0, 0);
  await world.control("DELETE", `events/${id}`, place);
  await ctx.db
    .update(calendarPushes)
    .set({ desiredVersion: 2 })
    .where(eq(calendarPushes.bookingId, booking.id));
  await pushAll(ctx, booking.id);
  expect(await liveBookingEvents()).toEqual([]);
  // A reading misses it, and the next push asks for it by its id.
  await syncCalendar(ctx, { calendarId });
  await pushAll(ctx, booking.id);
  const { data } = await listConflicts(ctx, { limit: 50, state: "open" });
  expect(data).toMatchObject([{ kind: "ext_deleted", booking: { id: booking.id } }]);
  await resolveConflict(ctx, { conflictId: data[0]?.id ?? "", choice: "restore" });
  await pushAll(ctx, booking.id);
  expect(await liveBookingEvents()).toHaveLength(1);
});

test("[SY22] an expired access token is refreshed once, however many callers wait for it", async () => {
  const { ctx, calendarId } = await linkedRoom();
  const before = await ctx.db
    .select()
    .from(calendarConnections)
    .where(eq(calendarConnections.organizationId, ctx.actor.organizationId));
  world.clock.advance(2 * 3_600_000);
  await syncCalendar(ctx, { calendarId });
  const after = await ctx.db
    .select()
    .from(calendarConnections)
    .where(eq(calendarConnections.organizationId, ctx.actor.organizationId));
  expect(after[0]?.tokenVersion).toBe((before[0]?.tokenVersion ?? 0) + 1);
  world.clock.advance(2 * 3_600_000);
  await Promise.all([syncCalendar(ctx, { calendarId }), syncCalendar(ctx, { calendarId })]);
  const last = await ctx.db
    .select()
    .from(calendarConnections)
    .where(eq(calendarConnections.organizationId, ctx.actor.organizationId));
  expect(last[0]?.tokenVersion).toBe((before[0]?.tokenVersion ?? 0) + 2);
});

test("[SY23] a revoked grant leaves the last known busy time standing and asks for a person", async () => {
  const { ctx, productId, calendarId } = await linkedRoom();
  await syncCalendar(ctx, { calendarId });
  const tuesday = { start: at("2026-11-24T00:00:00+01:00"), end: at("2026-11-25T00:00:00+01:00") };
  const before = await listSlots(ctx, { productId, ...tuesday });
  await world.control("POST", `accounts/${encodeURIComponent(ANN)}/revoke`);
  await expect(syncCalendar(ctx, { calendarId })).rejects.toMatchObject({ kind: "auth_revoked" });
  expect((await listSlots(ctx, { productId, ...tuesday })).slots).toEqual(before.slots);
  const [connection] = await listConnections(ctx, { provider: "google" });
  expect(connection).toMatchObject({ status: "needs_reauth" });
  await expect(requestSync(ctx, { calendarId })).rejects.toMatchObject({ code: "outside_rules" });
  const again = await connectGoogle(ctx, ANN);
  expect(again.get("Meeting room")).toBe(calendarId);
  expect(await syncCalendar(ctx, { calendarId })).toMatchObject({ kind: "synced" });
});

test("[SY24] disconnecting revokes the grant, wipes the tokens and frees what the calendar took", async () => {
  const { ctx, productId, calendarId } = await linkedRoom();
  await syncCalendar(ctx, { calendarId });
  const [connection] = await listConnections(ctx, { provider: "google" });
  expect(await disconnect(ctx, { connectionId: connection?.id ?? "" })).toEqual({
    revoked: true,
    removed: 0,
    left: 0,
  });
  const [row] = await ctx.db
    .select()
    .from(calendarConnections)
    .where(eq(calendarConnections.id, connection?.id ?? ""));
  expect(row).toMatchObject({ status: "disconnected", accessToken: null, refreshToken: null });
  const tuesday = { start: at("2026-11-24T00:00:00+01:00"), end: at("2026-11-25T00:00:00+01:00") };
  const { slots } = await listSlots(ctx, { productId, ...tuesday });
  expect(slots.map(({ start }) => start)).toContain(at("2026-11-24T10:00:00+01:00"));
  expect(await syncCalendar(ctx, { calendarId })).toEqual({ kind: "unwanted" });
});

test("[SY25] an OAuth state of another session, a forged one and a used one are refused", async () => {
  const ctx = await createMember(world);
  const redirectUri = "http://127.0.0.1:3000/api/oauth/google/callback";
  const session = { provider: "google" as const, sessionId: "mine", redirectUri };
  const { url } = await startConnection(ctx, { ...session, redirectAfter: "/" });
  const callbackUrl = await grantConsent(url, ANN);
  const forged = new URL(callbackUrl);
  forged.searchParams.set("state", "forged");
  const refusal = { code: "invalid", details: { errors: [{ pointer: "/state" }] } };
  await expect(completeConnection(ctx, { ...session, callbackUrl: forged })).rejects.toMatchObject(refusal);
  await expect(
    completeConnection(ctx, { ...session, sessionId: "other", callbackUrl }),
  ).rejects.toMatchObject(refusal);
  await completeConnection(ctx, { ...session, callbackUrl });
  await expect(completeConnection(ctx, { ...session, callbackUrl })).rejects.toMatchObject(refusal);
});

test("[SY26] a denied or partial consent connects nothing and says why", async () => {
  await world.control("POST", "reset");
  const ctx = await createMember(world);
  const redirectUri = "http://127.0.0.1:3000/api/oauth/google/callback";
  const session = { provider: "google" as const, sessionId: "mine", redirectUri };
  for (const [choice, kind] of [
    [{ decision: "deny" }, "rejected"],
    [{ scopes: ["openid", "email"] }, "insufficient_scope"],
  ] as const) {
    const { url } = await startConnection(ctx, { ...session, redirectAfter: "/" });
    const callbackUrl = await grantConsent(url, ANN, choice as ConsentChoice);
    await expect(completeConnection(ctx, { ...session, callbackUrl })).rejects.toMatchObject({ kind });
  }
  expect(await listConnections(ctx, {})).toEqual([]);
});

test("[SY32] while somebody reads a calendar a second reader steps back; a lease that ran out is taken over", async () => {
  const { ctx, calendarId } = await linkedRoom();
  const hold = { leaseOwner: newId(), leaseUntil: new Date(world.clock.now() + 30_000) };
  await ctx.db.update(calendarSyncStates).set(hold).where(eq(calendarSyncStates.calendarId, calendarId));
  expect(await syncCalendar(ctx, { calendarId })).toEqual({ kind: "busy", retryAfterMs: 30_000 });
  world.clock.advance(30_001);
  expect(await syncCalendar(ctx, { calendarId })).toMatchObject({ kind: "synced" });
});

test("[SY33] an expired cursor leads to one full reading that removes what went meanwhile", async () => {
  const { ctx, calendarId } = await linkedRoom();
  await world.control("POST", "events", event(ten, ten + 3_600_000, "hand0002"));
  await syncCalendar(ctx, { calendarId });
  const { event: _, ...place } = event(0, 0);
  await world.control("DELETE", "events/hand0002", place);
  await ctx.db
    .update(calendarSyncStates)
    .set({ cursor: "nonsense" })
    .where(eq(calendarSyncStates.calendarId, calendarId));
  expect(await syncCalendar(ctx, { calendarId })).toMatchObject({ kind: "synced", counts: { deleted: 1 } });
  const [state] = await ctx.db
    .select()
    .from(calendarSyncStates)
    .where(eq(calendarSyncStates.calendarId, calendarId));
  expect(state).toMatchObject({ generation: 2 });
});
