import { newId } from "@availability/db";
import { calendarPushes, externalEvents, outbox } from "@availability/db/schema";
import { pushKey } from "@availability/domain/calendar";
import { ANN, SEED_CALENDARS } from "@availability/simulator";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { listSlots } from "../src/availability/index.ts";
import { createBooking, rescheduleBooking } from "../src/booking/index.ts";
import {
  listConflicts,
  listConnections,
  listPendingPushes,
  pushBooking,
  queueStuckPushes,
  refreshCalendars,
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
beforeEach(async () => {
  await world.control("POST", "reset");
  await world.control("DELETE", "faults");
});

const hourMs = 3_600_000;
const ten = at("2026-12-02T10:00:00+01:00");
const two = at("2026-12-02T16:00:00+01:00");
const place = { provider: "google", account: ANN, calendarId: SEED_CALENDARS.meetingRoom };
const both = (productId: string) => ({ productId, countsBusy: true, receivesBookings: true });

async function linkedRoom() {
  const ctx = await createMember(world);
  const productId = await createRoom(ctx);
  const calendars = await connectGoogle(ctx, ANN);
  const calendarId = calendars.get("Meeting room") ?? "";
  await updateCalendarLinks(ctx, { calendarId, links: [both(productId)] });
  return { ctx, productId, calendarId, calendars };
}

async function book(ctx: Ctx, productId: string, start = ten) {
  const booking = await createBooking(ctx, { productId, start, attendees: 1, customer });
  const [push] = await ctx.db.select().from(calendarPushes).where(eq(calendarPushes.bookingId, booking.id));
  return { bookingId: booking.id, pushId: push?.id ?? "" };
}

async function readPush(ctx: Ctx, pushId: string) {
  const [push] = await ctx.db.select().from(calendarPushes).where(eq(calendarPushes.id, pushId));
  return push;
}

const fault = (method: string, action: object, times: number | null = 1) =>
  world.control("POST", "faults", { match: { method }, times, do: action });

const times = (start: number) => ({
  start: { dateTime: new Date(start).toISOString() },
  end: { dateTime: new Date(start + hourMs).toISOString() },
});

type SimulatorEvent = { id: string; status: string; start?: { dateTime?: string } };

async function liveEvents(): Promise<{ id: string; start: number }[]> {
  // The door's answer, whose shape the simulator's own tests hold.
  const state = (await world.control("GET", "state")) as { calendars: { events: SimulatorEvent[] }[] };
  return state.calendars
    .flatMap(({ events }) => events)
    .filter(({ id, status }) => id.startsWith("bk") && status !== "cancelled")
    .map(({ id, start }) => ({ id, start: at(start?.dateTime ?? "") }));
}

const refusal = (status: number, reason: string) => ({
  status,
  body: { error: { code: status, message: reason, errors: [{ domain: "global", reason, message: reason }] } },
});

test("[SY65] a key that somebody else's event has is given up for the next", async () => {
  const { ctx, productId } = await linkedRoom();
  const { pushId } = await book(ctx, productId);
  const foreign = { extendedProperties: { private: { availabilityBooking: `${newId()}:${pushId}` } } };
  await world.control("POST", "events", {
    ...place,
    event: { id: pushKey(pushId, 1), ...times(two), ...foreign },
  });
  expect(await pushBooking(ctx, { pushId })).toEqual({ kind: "applied", remote: "present" });
  expect(await liveEvents()).toEqual([
    { id: pushKey(pushId, 1), start: two },
    { id: pushKey(pushId, 2), start: ten },
  ]);
});

test("[SY66] a calendar that may only be read blocks its pushes, which go on when it can be written again", async () => {
  const { ctx, productId } = await linkedRoom();
  const { bookingId, pushId } = await book(ctx, productId);
  await fault("events.insert", refusal(403, "requiredAccessLevel"));
  expect(await pushBooking(ctx, { pushId })).toEqual({ kind: "blocked", code: "read_only" });
  expect(await readPush(ctx, pushId)).toMatchObject({ remoteState: "blocked", lastErrorCode: "read_only" });
  const asked = () =>
    ctx.db.$count(
      outbox,
      and(eq(outbox.name, "calendar/push.requested"), eq(outbox.organizationId, ctx.actor.organizationId)),
    );
  world.clock.advance(hourMs);
  await queueStuckPushes(world.environment);
  expect(await asked()).toBe(0);
  const [connection] = await listConnections(ctx, {});
  await refreshCalendars(ctx, { connectionId: connection?.id ?? "" });
  expect(await asked()).toBe(1);
  expect(await listPendingPushes(ctx, { bookingId })).toEqual([pushId]);
  expect(await pushBooking(ctx, { pushId })).toEqual({ kind: "applied", remote: "present" });
  expect(await liveEvents()).toHaveLength(1);
});

test("[SY68] pushes that wait are all asked for again, those that failed often less often", async () => {
  const { ctx, productId } = await linkedRoom();
  const { pushId } = await book(ctx, productId);
  const ids = Array.from({ length: 600 }, () => newId());
  const { bookingId, calendarId } = (await readPush(ctx, pushId)) ?? { bookingId: "", calendarId: "" };
  await ctx.db.update(calendarPushes).set({ attempts: 2 }).where(eq(calendarPushes.id, pushId));
  await world.database.sql`
    with template as (select to_jsonb(b) as booking from bookings b where b.id = ${bookingId}), made as (
      insert into bookings
      select (jsonb_populate_record(null::bookings, t.booking || jsonb_build_object('id', u.id))).*
      from template t, unnest(string_to_array(${ids.join(",")}, ',')) as u(id) returning id)
    insert into calendar_pushes (id, organization_id, booking_id, calendar_id, desired, provider_event_id, updated_at)
    select id, ${ctx.actor.organizationId}, id, ${calendarId}, 'present', id::text, ${new Date(world.clock.now()).toISOString()} from made`;
  const asked = () =>
    ctx.db.$count(
      outbox,
      and(eq(outbox.name, "calendar/push.requested"), eq(outbox.organizationId, ctx.actor.organizationId)),
    );
  world.clock.advance(11 * 60_000);
  await queueStuckPushes(world.environment);
  await queueStuckPushes(world.environment);
  expect(await asked()).toBe(600);
  world.clock.advance(30 * 60_000);
  await queueStuckPushes(world.environment);
  expect(await asked()).toBe(1201);
});

test("[SY80] an event that its provider does not know counts as deleted after a second look, and never while its calendar is not there", async () => {
  const { ctx, productId } = await linkedRoom();
  const { bookingId, pushId } = await book(ctx, productId);
  await pushBooking(ctx, { pushId });
  await rescheduleBooking(ctx, { bookingId, start: two });
  const notFound = refusal(404, "notFound");
  await fault("events.patch", notFound, null);
  await fault("events.get", notFound, null);
  const missing = { code: "missing", retryAfterMs: 60_000 };
  await expect(pushBooking(ctx, { pushId })).rejects.toMatchObject(missing);
  await expect(pushBooking(ctx, { pushId })).rejects.toMatchObject(missing);
  world.clock.advance(60_000);
  await fault("calendarList.list", { status: 200, body: { kind: "calendar#calendarList", items: [] } });
  await expect(pushBooking(ctx, { pushId })).rejects.toMatchObject(missing);
  expect((await listConflicts(ctx, { limit: 50 })).data).toEqual([]);
  expect(await pushBooking(ctx, { pushId })).toEqual({ kind: "conflict" });
  expect((await listConflicts(ctx, { limit: 50 })).data).toMatchObject([{ kind: "ext_deleted" }]);
});

test("[SY81] a copy of our event takes no time, in this calendar or another; one that another installation wrote does", async () => {
  const { ctx, productId, calendarId } = await linkedRoom();
  const { pushId } = await book(ctx, productId);
  await pushBooking(ctx, { pushId });
  const push = await readPush(ctx, pushId);
  const iCalUID = push?.iCalUid ?? "";
  const copies: [string, object][] = [
    ["dup0001", { iCalUID }],
    [
      "dup0002",
      { extendedProperties: { private: { availabilityBooking: `${ctx.installationId}:${pushId}` } } },
    ],
    [
      "dup0003",
      { iCalUID, extendedProperties: { private: { availabilityBooking: `${newId()}:${pushId}` } } },
    ],
  ];
  for (const [id, event] of copies)
    await world.control("POST", "events", { ...place, event: { id, ...times(two), ...event } });
  await syncCalendar(ctx, { calendarId });
  const rows = await ctx.db.select().from(externalEvents).where(eq(externalEvents.calendarId, calendarId));
  const busy = rows.filter(({ isBusy }) => isBusy).map(({ providerEventId }) => providerEventId);
  expect(copies.map(([id]) => busy.includes(id))).toEqual([false, false, true]);
});

test("[SY82] the same meeting in two calendars takes the time of a product once, and all of its capacity", async () => {
  const { ctx, calendarId, calendars } = await linkedRoom();
  const productId = await createRoom(ctx, { capacity: 3, maxAttendeesPerBooking: 3 });
  const other = [...calendars].find(([, id]) => id !== calendarId)?.[1] ?? "";
  const busy = { productId, countsBusy: true, receivesBookings: false };
  await updateCalendarLinks(ctx, { calendarId, links: [busy] });
  await updateCalendarLinks(ctx, { calendarId: other, links: [busy] });
  await world.control("POST", "events", { ...place, event: { id: "meeting1", ...times(two) } });
  await syncCalendar(ctx, { calendarId });
  const [copied] = await ctx.db
    .select()
    .from(externalEvents)
    .where(and(eq(externalEvents.calendarId, calendarId), eq(externalEvents.providerEventId, "meeting1")));
  if (!copied) throw new Error("The meeting was not read");
  const slots = async () =>
    (await listSlots(ctx, { productId, start: ten, end: two + 2 * hourMs })).slots.map(
      ({ start, remaining }) => [start, remaining],
    );
  const once = await slots();
  await ctx.db.insert(externalEvents).values({ ...copied, id: newId(), calendarId: other });
  expect(await slots()).toEqual(once);
  expect(once).toContainEqual([ten, 3]);
  expect(once.some(([start = 0]) => start > two - hourMs && start < two + hourMs)).toBe(false);
});
