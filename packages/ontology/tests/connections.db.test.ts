import {
  bookings,
  calendarConnections,
  calendarPushes,
  calendarSyncStates,
  externalCalendars,
  externalEvents,
  outbox,
  syncRuns,
} from "@availability/db/schema";
import { must } from "@availability/domain/errors";
import { ANN, BEN, grantConsent, SEED_CALENDARS } from "@availability/simulator";
import { and, eq, isNull, like } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { listSlots } from "../src/availability/index.ts";
import { createBooking } from "../src/booking/index.ts";
import {
  completeConnection,
  disconnect,
  listConnections,
  listPendingPushes,
  listScopes,
  previewDisconnect,
  probeConnection,
  pushBooking,
  queueDueSyncs,
  queueProbes,
  queueReconciles,
  refreshCalendars,
  requestSync,
  setSyncEnabled,
  startConnection,
  syncCalendar,
  updateCalendarLinks,
} from "../src/calendar/index.ts";
import type { Ctx } from "../src/index.ts";
import {
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
  await world.control("DELETE", "faults");
  await world.control("POST", "reset");
});

const minute = 60_000;
const nextDay = () => Math.floor(world.clock.now() / 86_400_000) * 86_400_000 + 2 * 86_400_000;

async function linkedRoom() {
  const ctx = await createMember(world);
  const productId = await createRoom(ctx);
  const calendars = await connectGoogle(ctx, ANN);
  const calendarId = must(calendars.get("Meeting room"), "Ann has a calendar of this name");
  const links = [{ productId, countsBusy: true, receivesBookings: true }];
  await updateCalendarLinks(ctx, { calendarId, links });
  await syncCalendar(ctx, { calendarId });
  const [connection] = await listConnections(ctx, {});
  return { ctx, productId, calendarId, connectionId: must(connection, "one was connected").id };
}

async function viewed(ctx: Ctx, calendarId: string) {
  const [connection] = await listConnections(ctx, {});
  const calendar = connection?.calendars.find(({ id }) => id === calendarId);
  return { connection: must(connection, "one was connected"), calendar: must(calendar, "it is listed") };
}

const busyRows = (ctx: Ctx, calendarId: string) =>
  ctx.db.$count(
    externalEvents,
    and(
      eq(externalEvents.calendarId, calendarId),
      eq(externalEvents.isBusy, true),
      isNull(externalEvents.deletedAt),
    ),
  );

async function bookTomorrow(ctx: Ctx, productId: string): Promise<string> {
  const range = { productId, start: nextDay(), end: nextDay() + 5 * 86_400_000 };
  const { slots } = await listSlots(ctx, range);
  const { start } = must(slots[0], "the room is open on working days");
  const { id } = await createBooking(ctx, { productId, start, attendees: 1, customer });
  return id;
}

async function pushAll(ctx: Ctx, bookingId: string): Promise<number> {
  const pushIds = await listPendingPushes(ctx, { bookingId });
  for (const pushId of pushIds) await pushBooking(ctx, { pushId });
  return pushIds.length;
}

async function liveBookingEvents(): Promise<number> {
  // The door's answer, whose shape the simulator's own tests hold.
  const state = (await world.control("GET", "state")) as {
    calendars: { events: { id: string; status: string }[] }[];
  };
  const events = state.calendars.flatMap((calendar) => calendar.events);
  return events.filter(({ id, status }) => id.startsWith("bk") && status !== "cancelled").length;
}

async function requests(): Promise<number> {
  return ((await world.control("GET", "requests")) as unknown[]).length;
}

test("[SY142] switched off an account is neither read nor written and keeps what is known; switched on both go on", async () => {
  const { ctx, productId, calendarId, connectionId } = await linkedRoom();
  const known = await busyRows(ctx, calendarId);
  const bookingId = await bookTomorrow(ctx, productId);
  const [waiting] = await listPendingPushes(ctx, { bookingId });
  await requestSync(ctx, { calendarId });
  await setSyncEnabled(ctx, { connectionId, on: false });
  await world.control("DELETE", "requests");
  world.clock.advance(24 * 60 * minute);
  expect(await viewed(ctx, calendarId)).toMatchObject({
    connection: { syncEnabled: false, health: { code: "paused", action: "turn_on" } },
    calendar: { health: { code: "paused" }, latestRun: { status: "failed", errorCode: "paused" } },
  });
  await queueDueSyncs(world.environment);
  await queueProbes(world.environment);
  expect(await syncCalendar(ctx, { calendarId })).toEqual({ kind: "unwanted" });
  expect(await probeConnection(ctx, { connectionId })).toEqual({ kind: "unwanted" });
  await expect(requestSync(ctx, { calendarId })).rejects.toMatchObject({ code: "outside_rules" });
  expect(await listPendingPushes(ctx, { bookingId })).toEqual([]);
  expect(await pushBooking(ctx, { pushId: waiting ?? "" })).toEqual({ kind: "paused" });
  expect(await requests()).toBe(0);
  expect(await busyRows(ctx, calendarId)).toBe(known);
  const range = { productId, start: nextDay(), end: nextDay() + 86_400_000 };
  expect((await listSlots(ctx, range)).stale).toMatchObject([{ calendarId }]);

  await setSyncEnabled(ctx, { connectionId, on: true });
  await setSyncEnabled(ctx, { connectionId, on: true });
  const { calendar } = await viewed(ctx, calendarId);
  expect(calendar.latestRun).toMatchObject({ status: "queued", trigger: "connect" });
  const asked = await ctx.db.select().from(outbox).where(eq(outbox.name, "calendar/push.requested"));
  expect(asked.map(({ payload }) => payload)).toContainEqual({
    organizationId: ctx.actor.organizationId,
    bookingId,
  });
  await syncCalendar(ctx, { calendarId });
  expect(await pushAll(ctx, bookingId)).toBe(1);
  expect(await viewed(ctx, calendarId)).toMatchObject({ connection: { health: { state: "healthy" } } });
});

test("[SY143] the catalogue is listed, a choice is checked against it, and what was granted is shown beside what was asked", async () => {
  const { ctx, calendarId } = await linkedRoom();
  expect(listScopes(ctx, { provider: "google" }).length).toBeGreaterThan(2);
  expect(() => listScopes(ctx, { provider: "microsoft" })).toThrow(/not set up/);
  const start = {
    provider: "google",
    sessionId: "s",
    redirectUri: "http://127.0.0.1/cb",
    redirectAfter: "/",
  } as const;
  const foreign = startConnection(ctx, { ...start, scopes: ["https://mail.google.com/"] });
  await expect(foreign).rejects.toMatchObject({
    code: "invalid",
    details: { errors: [{ pointer: "/scopes/0" }] },
  });
  const { connection } = await viewed(ctx, calendarId);
  expect(connection.permissions.every(({ granted }) => granted)).toBe(true);
  const { url } = await startConnection(ctx, { ...start, connectionId: connection.id });
  expect(url.searchParams.get("login_hint")).toBe(ANN);
  expect(url.searchParams.get("scope")?.split(" ").sort()).toEqual([...connection.scopes].sort());
  const stranger = await createMember(world);
  const foreignId = startConnection(stranger, { ...start, connectionId: connection.id });
  await expect(foreignId).rejects.toMatchObject({ code: "not_found" });
});

test("[SY144] another account than the one to be reconnected becomes a connection of its own, and that is said", async () => {
  const { ctx, connectionId, calendarId } = await linkedRoom();
  const redirectUri = "http://127.0.0.1:3000/api/oauth/google/callback";
  const session = { provider: "google" as const, sessionId: "mine", redirectUri };
  const reconnect = async (account: string) => {
    const { url } = await startConnection(ctx, { ...session, redirectAfter: "/", connectionId });
    return completeConnection(ctx, { ...session, callbackUrl: await grantConsent(url, account) });
  };
  const other = await reconnect(BEN);
  expect(other).toMatchObject({ isReconnected: false, expectedEmail: ANN });
  expect(other.connectionId).not.toBe(connectionId);
  expect(await listConnections(ctx, {})).toHaveLength(2);
  expect(await reconnect(ANN)).toMatchObject({ connectionId, isReconnected: true, expectedEmail: null });
  const { calendar } = await viewed(ctx, calendarId);
  expect(calendar.links).toHaveLength(1);
});

test("[SY145] every account is looked at once a day: what was renamed or may only be read is noticed, revoked access too", async () => {
  const { ctx, connectionId, calendarId } = await linkedRoom();
  const probes = () =>
    ctx.db.$count(
      outbox,
      and(eq(outbox.name, "calendar/probe.requested"), eq(outbox.organizationId, ctx.actor.organizationId)),
    );
  await queueProbes(world.environment);
  expect(await probes()).toBe(0);
  world.clock.advance(31 * 60 * minute);
  await queueProbes(world.environment);
  await queueProbes(world.environment);
  expect(await probes()).toBe(1);
  const role = { provider: "google", access: { [ANN]: "reader" } };
  await world.control("PATCH", `calendars/${encodeURIComponent(SEED_CALENDARS.meetingRoom)}`, role);
  expect(await probeConnection(ctx, { connectionId })).toMatchObject({
    kind: "reached",
    missing: 0,
    gone: 0,
  });
  expect(await viewed(ctx, calendarId)).toMatchObject({
    connection: { lastProbeAt: world.clock.now() },
    calendar: { canWrite: false, health: { code: "calendar_read_only" } },
  });
  await queueProbes(world.environment);
  expect(await probes()).toBe(1);
  await world.control("POST", `accounts/${ANN}/revoke`, {});
  world.clock.advance(2 * 60 * minute);
  expect(await probeConnection(ctx, { connectionId })).toEqual({ kind: "needs_reauth" });
  expect(await viewed(ctx, calendarId)).toMatchObject({
    connection: { status: "needs_reauth", health: { code: "access_revoked", action: "reconnect" } },
  });
});

test("[SY146] a calendar that is missed once is looked for again ten minutes later; then it is gone at once, bookings stand", async () => {
  const { ctx, productId, calendarId, connectionId } = await linkedRoom();
  const bookingId = await bookTomorrow(ctx, productId);
  await pushAll(ctx, bookingId);
  const later = await bookTomorrow(ctx, productId);
  const known = await busyRows(ctx, calendarId);
  expect(known).toBeGreaterThan(0);
  await world.control("DELETE", `calendars/${encodeURIComponent(SEED_CALENDARS.meetingRoom)}`);
  await expect(syncCalendar(ctx, { calendarId })).rejects.toMatchObject({ kind: "not_found" });
  world.clock.advance(9 * minute);
  await expect(syncCalendar(ctx, { calendarId })).rejects.toMatchObject({ kind: "not_found" });
  expect(await viewed(ctx, calendarId)).toMatchObject({
    calendar: { status: "active", health: { code: "calendar_missing", state: "degraded" } },
  });
  expect(await busyRows(ctx, calendarId)).toBe(known);
  world.clock.advance(2 * minute);
  expect(await probeConnection(ctx, { connectionId })).toMatchObject({ gone: 1 });
  expect(await viewed(ctx, calendarId)).toMatchObject({
    connection: { health: { code: "calendar_gone" } },
    calendar: { status: "gone", links: [{ productId }], health: { action: "choose_calendar" } },
  });
  expect(await busyRows(ctx, calendarId)).toBe(0);
  const kept = await ctx.db
    .select({ status: bookings.status })
    .from(bookings)
    .where(eq(bookings.productId, productId));
  expect(kept).toEqual([{ status: "confirmed" }, { status: "confirmed" }]);
  const [blocked] = await ctx.db.select().from(calendarPushes).where(eq(calendarPushes.bookingId, later));
  expect(blocked).toMatchObject({ remoteState: "blocked", desired: "present" });
});

test("[SY146] a calendar that cannot be read but is still listed, or is missing from the list but read, is not gone", async () => {
  const { ctx, calendarId, connectionId } = await linkedRoom();
  const lag = {
    match: { method: "events.list" },
    do: { status: 404, body: { error: { code: 404, errors: [{ reason: "notFound" }] } } },
  };
  for (let look = 0; look < 3; look++) {
    await world.control("POST", "faults", { ...lag, times: 1 });
    await expect(syncCalendar(ctx, { calendarId })).rejects.toMatchObject({ kind: "not_found" });
    world.clock.advance(11 * minute);
  }
  expect(await viewed(ctx, calendarId)).toMatchObject({ calendar: { status: "active", goneSince: null } });
  await syncCalendar(ctx, { calendarId });
  const none = {
    match: { method: "calendarList.list" },
    times: null,
    do: { status: 200, body: { kind: "calendar#calendarList", items: [] } },
  };
  await world.control("POST", "faults", none);
  for (let look = 0; look < 3; look++) {
    await refreshCalendars(ctx, { connectionId });
    await syncCalendar(ctx, { calendarId });
    world.clock.advance(11 * minute);
  }
  expect(await viewed(ctx, calendarId)).toMatchObject({ calendar: { status: "active" } });
});

test("[SY147] what disconnecting means is said before; future events go when that is wished, and come back with the account", async () => {
  const { ctx, productId, calendarId, connectionId } = await linkedRoom();
  const bookingId = await bookTomorrow(ctx, productId);
  await pushAll(ctx, bookingId);
  expect(await previewDisconnect(ctx, { connectionId })).toMatchObject({
    provider: "google",
    email: ANN,
    calendars: 1,
    products: [{ id: productId, countsBusy: true, receivesBookings: true }],
    futureEvents: 1,
    channels: 0,
  });
  expect(await disconnect(ctx, { connectionId, futureEvents: "remove" })).toEqual({
    revoked: true,
    removed: 1,
    left: 0,
  });
  expect(await liveBookingEvents()).toBe(0);
  expect(await viewed(ctx, calendarId)).toMatchObject({
    connection: { health: { code: "disconnected", action: "connect" } },
  });
  await connectGoogle(ctx, ANN);
  await pushAll(ctx, bookingId);
  expect(await liveBookingEvents()).toBe(1);
  expect(await disconnect(ctx, { connectionId, futureEvents: "keep" })).toMatchObject({
    removed: 0,
    left: 0,
  });
  expect(await liveBookingEvents()).toBe(1);
});

test("[SY147] events that cannot be removed any more are counted, and the tokens go all the same", async () => {
  const { ctx, productId, connectionId } = await linkedRoom();
  await pushAll(ctx, await bookTomorrow(ctx, productId));
  await pushAll(ctx, await bookTomorrow(ctx, productId));
  await world.control("POST", "faults", {
    match: { method: "events.delete" },
    times: null,
    do: { status: 503 },
  });
  expect(await disconnect(ctx, { connectionId, futureEvents: "remove" })).toEqual({
    revoked: true,
    removed: 0,
    left: 2,
  });
  const [row] = await ctx.db
    .select()
    .from(calendarConnections)
    .where(eq(calendarConnections.id, connectionId));
  expect(row).toMatchObject({ accessToken: null, refreshToken: null });
});

test("[SY148] each night a calendar is read in full, spread over hours; what differs though nothing changed is counted as drift", async () => {
  const { ctx, calendarId } = await linkedRoom();
  const runs = () =>
    ctx.db.$count(syncRuns, and(eq(syncRuns.calendarId, calendarId), eq(syncRuns.trigger, "reconcile")));
  await queueReconciles(world.environment);
  expect(await runs()).toBe(0);
  world.clock.advance(30 * 60 * minute);
  await queueReconciles(world.environment);
  await queueReconciles(world.environment);
  expect(await runs()).toBe(1);
  expect(await syncCalendar(ctx, { calendarId })).toMatchObject({ kind: "synced", requests: 2 });
  expect(await viewed(ctx, calendarId)).toMatchObject({
    calendar: { sync: { driftCount: 0, lastDriftAt: null } },
  });

  const broken = and(eq(externalEvents.calendarId, calendarId), like(externalEvents.providerEventId, "%"));
  const [lost] = await ctx.db.select({ id: externalEvents.id }).from(externalEvents).where(broken).limit(1);
  await ctx.db
    .update(externalEvents)
    .set({ deletedAt: new Date(world.clock.now()) })
    .where(eq(externalEvents.id, must(lost, "the seed has events").id));
  world.clock.advance(31 * 60 * minute);
  await syncCalendar(ctx, { calendarId });
  await queueReconciles(world.environment);
  await syncCalendar(ctx, { calendarId });
  const { calendar } = await viewed(ctx, calendarId);
  expect(calendar.latestRun).toMatchObject({ trigger: "reconcile", kind: "full", status: "succeeded" });
  expect(calendar.sync).toMatchObject({ driftCount: 1, lastDriftAt: world.clock.now() });
});

test("[SY149] a listing that would remove most of a calendar is read once more before it is believed", async () => {
  const { ctx, calendarId } = await linkedRoom();
  for (let nth = 0; nth < 22; nth++) {
    const start = nextDay() + nth * 3_600_000;
    const time = (at: number) => ({ dateTime: new Date(at).toISOString() });
    const event = { summary: "Busy", start: time(start), end: time(start + 3_600_000) };
    await world.control("POST", "events", {
      provider: "google",
      account: ANN,
      calendarId: SEED_CALENDARS.meetingRoom,
      event,
    });
  }
  await syncCalendar(ctx, { calendarId });
  const known = await busyRows(ctx, calendarId);
  const forgetCursor = () =>
    ctx.db
      .update(calendarSyncStates)
      .set({ cursor: null })
      .where(eq(calendarSyncStates.calendarId, calendarId));
  const empty = { kind: "calendar#events", timeZone: "Europe/Berlin", items: [], nextSyncToken: "odd" };
  await forgetCursor();
  await world.control("POST", "faults", {
    match: { method: "events.list" },
    times: 1,
    do: { status: 200, body: empty },
  });
  expect(await syncCalendar(ctx, { calendarId })).toMatchObject({ requests: 2, counts: { deleted: 0 } });
  expect(await busyRows(ctx, calendarId)).toBe(known);
  await forgetCursor();
  await world.control("POST", "faults", {
    match: { method: "events.list" },
    times: 2,
    do: { status: 200, body: empty },
  });
  await syncCalendar(ctx, { calendarId });
  expect(await busyRows(ctx, calendarId)).toBe(0);
});

test("[SY150] an outage and a refused client are noted on the account with their beginning, and end with the next answer", async () => {
  const { ctx, calendarId } = await linkedRoom();
  const since = world.clock.now();
  await world.control("POST", "faults", {
    match: { method: "events.list" },
    times: null,
    do: { status: 503 },
  });
  await expect(syncCalendar(ctx, { calendarId })).rejects.toMatchObject({ kind: "unavailable" });
  expect(await viewed(ctx, calendarId)).toMatchObject({
    connection: { health: { code: "not_answering", since } },
  });
  world.clock.advance(16 * minute);
  await expect(syncCalendar(ctx, { calendarId })).rejects.toMatchObject({ kind: "unavailable" });
  expect(await viewed(ctx, calendarId)).toMatchObject({
    connection: { health: { code: "provider_outage", since, action: "none" } },
    calendar: { health: { code: "provider_outage", since } },
  });
  await world.control("DELETE", "faults");
  await syncCalendar(ctx, { calendarId });
  expect(await viewed(ctx, calendarId)).toMatchObject({ connection: { health: { code: "ok" } } });
  world.clock.advance(2 * 60 * minute);
  const client = { status: 401, body: { error: "invalid_client" } };
  await world.control("POST", "faults", { match: { method: "oauth.token" }, times: 1, do: client });
  await expect(syncCalendar(ctx, { calendarId })).rejects.toMatchObject({ kind: "misconfigured" });
  expect(await viewed(ctx, calendarId)).toMatchObject({
    connection: { status: "active", health: { code: "misconfigured", action: "ask_operator" } },
  });
  await syncCalendar(ctx, { calendarId });
  expect(await viewed(ctx, calendarId)).toMatchObject({ connection: { health: { state: "healthy" } } });
});

test("another organisation neither switches, previews nor looks at an account", async () => {
  const { calendarId, connectionId } = await linkedRoom();
  const stranger = await createMember(world);
  const refused = { code: "not_found" };
  await expect(setSyncEnabled(stranger, { connectionId, on: false })).rejects.toMatchObject(refused);
  await expect(previewDisconnect(stranger, { connectionId })).rejects.toMatchObject(refused);
  expect(await probeConnection(stranger, { connectionId })).toEqual({ kind: "unwanted" });
  expect(await stranger.db.$count(externalCalendars, eq(externalCalendars.id, calendarId))).toBe(1);
});
