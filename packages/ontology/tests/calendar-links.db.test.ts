import { newId } from "@availability/db";
import { calendarPushes, calendarSyncStates, externalCalendars, outbox } from "@availability/db/schema";
import { ANN } from "@availability/simulator";
import { and, eq, lte } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listSlots } from "../src/availability/index.ts";
import { createBooking } from "../src/booking/index.ts";
import {
  countDueSyncs,
  disconnect,
  listConnections,
  queueDueSyncs,
  queueStuckPushes,
  syncCalendar,
  updateCalendarLinks,
} from "../src/calendar/index.ts";
import { pruneOutbox, relayOutbox } from "../src/index.ts";
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

const ten = at("2026-11-25T10:00:00+01:00");

async function room() {
  const ctx = await createMember(world);
  const productId = await createRoom(ctx);
  const calendars = await connectGoogle(ctx, ANN);
  const id = (name: string) => calendars.get(name) ?? "";
  return { ctx, productId, calendarId: id("Meeting room"), readOnlyId: id("Holidays in Germany") };
}

const both = (productId: string) => ({ productId, countsBusy: true, receivesBookings: true });

test("[SY45] future bookings follow the link: they are to appear where it is made and to go where it is ended", async () => {
  const { ctx, productId, calendarId } = await room();
  const booking = await createBooking(ctx, { productId, start: ten, attendees: 1, customer });
  const desired = async () => {
    const rows = await ctx.db.select().from(calendarPushes).where(eq(calendarPushes.bookingId, booking.id));
    return rows.map((row) => [row.calendarId, row.desired]);
  };
  expect(await desired()).toEqual([]);
  await updateCalendarLinks(ctx, { calendarId, links: [both(productId)] });
  expect(await desired()).toEqual([[calendarId, "present"]]);
  await updateCalendarLinks(ctx, { calendarId, links: [{ ...both(productId), receivesBookings: false }] });
  expect(await desired()).toEqual([[calendarId, "absent"]]);
  await updateCalendarLinks(ctx, { calendarId, links: [both(productId)] });
  expect(await desired()).toEqual([[calendarId, "present"]]);
});

test("a read-only calendar receives no bookings, and a foreign product is not linked", async () => {
  const { ctx, productId, readOnlyId, calendarId } = await room();
  await expect(
    updateCalendarLinks(ctx, { calendarId: readOnlyId, links: [both(productId)] }),
  ).rejects.toMatchObject({
    code: "outside_rules",
    details: { errors: [{ pointer: "/links/0/receivesBookings" }] },
  });
  await expect(updateCalendarLinks(ctx, { calendarId, links: [both(newId())] })).rejects.toMatchObject({
    code: "not_found",
    details: { errors: [{ pointer: "/links/0/productId" }] },
  });
});

test("[SY36] the cron queues what is due once, and nothing of an account that is disconnected", async () => {
  const { ctx, productId, calendarId } = await room();
  await updateCalendarLinks(ctx, { calendarId, links: [both(productId)] });
  await syncCalendar(ctx, { calendarId });
  await queueDueSyncs(world.environment);
  expect(await queueDueSyncs(world.environment)).toBe(0);
  world.clock.advance(15 * 60_000);
  expect(await queueDueSyncs(world.environment)).toBeGreaterThanOrEqual(1);
  expect(await queueDueSyncs(world.environment)).toBe(0);
  const [connection] = await listConnections(ctx, {});
  await disconnect(ctx, { connectionId: connection?.id ?? "" });
  world.clock.advance(60 * 60_000);
  await queueDueSyncs(world.environment);
  const [state] = await ctx.db
    .select()
    .from(calendarSyncStates)
    .where(eq(calendarSyncStates.calendarId, calendarId));
  expect(state?.nextDueAt.getTime()).toBeLessThan(world.clock.now());
});

test("[SY51] many calendars are due at once and are asked for in turns, each in the one its id puts it in, all in the last", async () => {
  const { ctx, productId, calendarId } = await room();
  await updateCalendarLinks(ctx, { calendarId, links: [both(productId)] });
  const early = "01990000-0000-7000-8000-000000000001";
  const late = "01990000-0000-7000-8000-00000000ffff";
  await syncCalendar(ctx, { calendarId });
  await queueDueSyncs(world.environment);
  const [like] = await ctx.db.select().from(externalCalendars).where(eq(externalCalendars.id, calendarId));
  if (!like) throw new Error("The calendar is there");
  for (const id of [early, late]) {
    await ctx.db.insert(externalCalendars).values({ ...like, id, providerCalendarId: id });
    await updateCalendarLinks(ctx, { calendarId: id, links: [both(productId)] });
    await ctx.db
      .update(calendarSyncStates)
      .set({ nextDueAt: new Date(world.clock.now()) })
      .where(eq(calendarSyncStates.calendarId, id));
  }
  const stillDue = async () => {
    const rows = await ctx.db
      .select({ id: calendarSyncStates.calendarId })
      .from(calendarSyncStates)
      .where(lte(calendarSyncStates.nextDueAt, new Date(world.clock.now())));
    return rows.map(({ id }) => id).filter((id) => id === early || id === late);
  };
  expect(await countDueSyncs(world.environment, { atMost: 1 })).toBe(1);
  await queueDueSyncs(world.environment, { turn: 1, turns: 3 });
  expect(await stillDue()).toEqual([late]);
  await queueDueSyncs(world.environment, { turn: 3, turns: 3 });
  expect(await stillDue()).toEqual([]);
});

test("[SY37] [AV83] a calendar not read for too long is named as stale, and its product closed where the organisation says so", async () => {
  const { ctx, productId, calendarId } = await room();
  await updateCalendarLinks(ctx, { calendarId, links: [both(productId)] });
  const start = world.clock.now() + 24 * 3_600_000;
  const range = { productId, start, end: start + 4 * 24 * 3_600_000 };
  expect((await listSlots(ctx, range)).stale).toMatchObject([{ calendarId, lastSuccessAt: null }]);
  await syncCalendar(ctx, { calendarId });
  expect((await listSlots(ctx, range)).stale).toEqual([]);
  world.clock.advance(61 * 60_000);
  const { stale, slots } = await listSlots(ctx, range);
  expect(stale).toHaveLength(1);
  expect(slots.length).toBeGreaterThan(0);
  const service = await createRoom(ctx, {
    type: "treatment",
    requirements: [{ name: "Room", count: 1, units: 1, productIds: [productId] }],
  });
  const served = await listSlots(ctx, { ...range, productId: service });
  expect(served).toMatchObject({ stale: [{ calendarId }], slots: slots });
  await world.database
    .sql`update organizations set calendar_failure_policy = 'closed' where id = ${ctx.actor.organizationId}`;
  expect((await listSlots(ctx, range)).slots).toEqual([]);
  expect((await listSlots(ctx, { ...range, productId: service })).slots).toEqual([]);
  const { unavailable } = await listSlots(ctx, { ...range, explain: true });
  expect(unavailable).toContainEqual(
    expect.objectContaining({
      reason: "calendar_stale",
      cause: expect.objectContaining({ id: calendarId }),
    }),
  );
  const [connection] = await listConnections(ctx, {});
  await disconnect(ctx, { connectionId: connection?.id ?? "" });
  expect((await listSlots(ctx, range)).slots.length).toBeGreaterThan(0);
});

test("[SY46] a push that waits for ten minutes is asked for again", async () => {
  const { ctx, productId, calendarId } = await room();
  await updateCalendarLinks(ctx, { calendarId, links: [both(productId)] });
  const start = at("2026-12-02T10:00:00+01:00");
  const booking = await createBooking(ctx, { productId, start, attendees: 1, customer });
  await queueStuckPushes(world.environment);
  world.clock.advance(10 * 60_000 + 1);
  await queueStuckPushes(world.environment);
  const asked = await ctx.db
    .select()
    .from(outbox)
    .where(
      and(eq(outbox.name, "calendar/push.requested"), eq(outbox.organizationId, ctx.actor.organizationId)),
    );
  expect(asked.map(({ payload }) => payload)).toContainEqual({
    organizationId: ctx.actor.organizationId,
    bookingId: booking.id,
  });
});

test("[SY47] the outbox sends each event once, in order, keeps what could not be sent, and forgets old ones", async () => {
  const { environment } = world;
  const sent: string[] = [];
  const failing = relayOutbox(environment, async () => {
    throw new Error("The engine does not answer");
  });
  await expect(failing).rejects.toThrow("does not answer");
  const count = await relayOutbox(
    environment,
    async (events) => void sent.push(...events.map(({ id }) => id)),
  );
  expect(count).toBe(sent.length);
  expect(count).toBeGreaterThan(0);
  expect(sent).toEqual([...sent].sort());
  expect(await relayOutbox(environment, async () => undefined)).toBe(0);
  await pruneOutbox(environment);
  expect(await environment.db.$count(outbox)).toBe(count);
  world.clock.advance(8 * 24 * 3_600_000);
  await pruneOutbox(environment);
  expect(await environment.db.$count(outbox)).toBe(0);
});

test("[SY45] the calendar of a member receives the bookings it serves, those made before the link too", async () => {
  const { ctx, productId: teacher, calendarId } = await room();
  const lesson = await createRoom(ctx, {
    type: "appointment",
    requirements: [{ name: "Teacher", count: 1, units: 1, productIds: [teacher] }],
  });
  const book = (start: string) =>
    createBooking(ctx, { productId: lesson, start: at(start), attendees: 1, customer });
  const before = await book("2026-12-02T10:00:00+01:00");
  await updateCalendarLinks(ctx, { calendarId, links: [both(teacher)] });
  const after = await book("2026-12-02T11:00:00+01:00");
  const desired = async () => {
    const rows = await ctx.db.select().from(calendarPushes).where(eq(calendarPushes.calendarId, calendarId));
    return new Map(rows.map((row) => [row.bookingId, row.desired]));
  };
  expect(await desired()).toEqual(
    new Map([
      [before.id, "present"],
      [after.id, "present"],
    ]),
  );
  await updateCalendarLinks(ctx, { calendarId, links: [] });
  expect([...(await desired()).values()]).toEqual(["absent", "absent"]);
});
