import { externalEvents } from "@availability/db/schema";
import { and, eq, isNull } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { listSlots } from "../src/availability/index.ts";
import { cancelBooking, createBooking } from "../src/booking/index.ts";
import {
  listConflicts,
  listPendingPushes,
  pushBooking,
  syncCalendar,
  updateCalendarLinks,
} from "../src/calendar/index.ts";
import type { Ctx } from "../src/index.ts";
import {
  at,
  connectMicrosoft,
  createMember,
  createMicrosoftWorld,
  createRoom,
  customer,
  type GoogleWorld,
} from "./world.ts";

let world: GoogleWorld;
beforeAll(async () => {
  world = await createMicrosoftWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const hourMs = 3_600_000;
const account = "eve@harbour-clinic.example";
const place = { provider: "microsoft", account, calendarId: "practice" };
const wednesday = { start: at("2026-11-25T00:00:00+01:00"), end: at("2026-11-26T00:00:00+01:00") };
const ten = at("2026-11-25T10:00:00+01:00");
const time = (ms: number) => ({ dateTime: new Date(ms).toISOString().slice(0, 19), timeZone: "UTC" });
const stretch = (start: number) => ({ start: time(start), end: time(start + hourMs) });

async function linkedRoom() {
  await world.control("POST", "reset");
  const timeZone = "Europe/Berlin";
  await world.control("POST", "accounts", { provider: "microsoft", account, name: "Eve", timeZone });
  const made = { provider: "microsoft", account, id: "practice", summary: "Practice", timeZone };
  await world.control("POST", "calendars", made);
  const ctx = await createMember(world);
  const productId = await createRoom(ctx);
  const calendarId = (await connectMicrosoft(ctx, account)).get("Practice") ?? "";
  const links = [{ productId, countsBusy: true, receivesBookings: true }];
  await updateCalendarLinks(ctx, { calendarId, links });
  await syncCalendar(ctx, { calendarId });
  return { ctx, productId, calendarId };
}

async function ownerAdds(event: object): Promise<string> {
  const answer = await world.control("POST", "events", { ...place, event });
  return z.object({ id: z.string() }).parse(answer).id;
}

test("[SY100] an event of an Outlook calendar takes and frees its time, and no change costs one request", async () => {
  const { ctx, productId, calendarId } = await linkedRoom();
  const starts = async () => (await listSlots(ctx, { productId, ...wednesday })).slots.map((s) => s.start);
  const id = encodeURIComponent(await ownerAdds({ subject: "Walk-in", ...stretch(ten) }));
  expect(await syncCalendar(ctx, { calendarId })).toMatchObject({ counts: { created: 1 }, requests: 1 });
  expect(await starts()).not.toContain(ten);
  await world.control("PATCH", `events/${id}`, { ...place, event: { showAs: "free" } });
  await syncCalendar(ctx, { calendarId });
  expect(await starts()).toContain(ten);
  await world.control("DELETE", `events/${id}`, place);
  expect(await syncCalendar(ctx, { calendarId })).toMatchObject({ counts: { deleted: 1 } });
  expect(await syncCalendar(ctx, { calendarId })).toMatchObject({ counts: { seen: 0 }, requests: 1 });
});

test("[SY101] a series of which one occurrence was deleted frees that one and keeps the others", async () => {
  const { ctx, productId, calendarId } = await linkedRoom();
  const recurrence = {
    pattern: { type: "daily", interval: 1 },
    range: { type: "numbered", startDate: "2026-11-25", numberOfOccurrences: 3 },
  };
  await ownerAdds({ subject: "Rounds", ...stretch(ten), recurrence });
  await syncCalendar(ctx, { calendarId });
  const before = await living(ctx, calendarId);
  expect(before).toHaveLength(3);
  await world.control("DELETE", `events/${encodeURIComponent(before[0]?.id ?? "")}`, place);
  expect(await syncCalendar(ctx, { calendarId })).toMatchObject({ counts: { deleted: 1 }, requests: 2 });
  expect(await living(ctx, calendarId)).toEqual(before.slice(1));
  const { slots } = await listSlots(ctx, { productId, ...wednesday });
  expect(slots.map(({ start }) => start)).toContain(ten);
});

test("[SY102] a booking stands once in an Outlook calendar, is known as ours in its changes, and goes when it is cancelled", async () => {
  const { ctx, productId, calendarId } = await linkedRoom();
  const booking = await createBooking(ctx, { productId, start: ten, attendees: 1, customer });
  await pushAll(ctx, booking.id);
  expect(await subjects()).toHaveLength(1);
  await syncCalendar(ctx, { calendarId });
  const rows = await ctx.db.select().from(externalEvents).where(eq(externalEvents.calendarId, calendarId));
  expect(rows).toMatchObject([{ origin: "ours", isBusy: false }]);
  await cancelBooking(ctx, { bookingId: booking.id, reason: "ill" });
  await pushAll(ctx, booking.id);
  expect(await subjects()).toEqual([]);
});

test("[SY33] a delta link that Graph no longer knows leads to one full reading, which removes what went meanwhile", async () => {
  const { ctx, calendarId } = await linkedRoom();
  const [stays, goes] = [
    await ownerAdds({ subject: "Stays", ...stretch(ten) }),
    await ownerAdds({ subject: "Goes", ...stretch(ten) }),
  ];
  await syncCalendar(ctx, { calendarId });
  await world.control("DELETE", `events/${encodeURIComponent(goes)}`, place);
  await world.control("POST", "faults", { preset: "graphSyncStateNotFound", times: 1 });
  expect(await syncCalendar(ctx, { calendarId })).toMatchObject({ counts: { deleted: 1, unchanged: 1 } });
  expect((await living(ctx, calendarId)).map(({ id }) => id)).toEqual([stays]);
  expect(await syncCalendar(ctx, { calendarId })).toMatchObject({ counts: { seen: 0 }, requests: 1 });
});

test("[SY35][SY70] what Graph calls removed has left the window: it takes no time, and a booking of ours is not cancelled by it", async () => {
  const { ctx, productId, calendarId } = await linkedRoom();
  const booking = await createBooking(ctx, { productId, start: ten, attendees: 1, customer });
  await pushAll(ctx, booking.id);
  const event = { ...stretch(ten + 2 * hourMs), subject: "Walk-in" };
  const walkIn = await ownerAdds(event);
  await syncCalendar(ctx, { calendarId });
  const ours = (await living(ctx, calendarId)).find(({ id }) => id !== walkIn)?.id ?? "";
  for (const id of [walkIn, ours]) {
    const far = { ...place, event: stretch(ten + 200 * 24 * hourMs) };
    await world.control("PATCH", `events/${encodeURIComponent(id)}`, far);
  }
  expect(await syncCalendar(ctx, { calendarId })).toMatchObject({ counts: { deleted: 2 } });
  expect(await living(ctx, calendarId)).toEqual([]);
  for (let look = 0; look < 3; look += 1) {
    await pushAll(ctx, booking.id).catch((error: unknown) =>
      expect(error).toMatchObject({ code: "missing" }),
    );
    world.clock.advance(60_000);
  }
  const { data } = await listConflicts(ctx, { limit: 50, state: "open" });
  expect(data).toMatchObject([{ kind: "ext_moved", booking: { id: booking.id, status: "confirmed" } }]);
});

function living(ctx: Ctx, calendarId: string) {
  return ctx.db
    .select({ id: externalEvents.providerEventId, startsAt: externalEvents.startsAt })
    .from(externalEvents)
    .where(and(eq(externalEvents.calendarId, calendarId), isNull(externalEvents.deletedAt)))
    .orderBy(externalEvents.startsAt);
}

async function pushAll(ctx: Ctx, bookingId: string): Promise<void> {
  for (const pushId of await listPendingPushes(ctx, { bookingId })) await pushBooking(ctx, { pushId });
}

const State = z.object({
  calendars: z.array(
    z.object({
      id: z.string(),
      events: z.array(z.looseObject({ status: z.string().optional(), isCancelled: z.boolean().optional() })),
    }),
  ),
});

/** What stands in the calendar. */
async function subjects() {
  const { calendars } = State.parse(await world.control("GET", "state"));
  const own = calendars.find(({ id }) => id === place.calendarId)?.events ?? [];
  return own.filter(({ status, isCancelled }) => status !== "cancelled" && !isCancelled);
}
