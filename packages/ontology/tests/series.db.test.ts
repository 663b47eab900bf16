import { bookingEvents, bookingSeries, bookings, claims, outbox } from "@availability/db/schema";
import { CreateSeries } from "@availability/domain/booking";
import { CreateProduct } from "@availability/domain/product";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createBlock, setSchedule } from "../src/availability/index.ts";
import { createBooking, createSeries, getSeries, listSeries, previewSeries } from "../src/booking/index.ts";
import type { Ctx } from "../src/index.ts";
import { createProduct } from "../src/product/index.ts";
import { at, createMember, createRoom, createWorld, customer, monday, type World } from "./world.ts";

let world: World;
let ctx: Ctx;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
  world.clock.set(monday);
  ctx = await createMember(world);
});

const ten = at("2026-11-24T10:00:00+01:00");
const hourMs = 3_600_000;
const weekMs = 7 * 24 * hourMs;
const fourWeeks = "FREQ=WEEKLY;COUNT=4";

const wish = (productId: string, more: object = {}) =>
  CreateSeries.parse({ productId, start: ten, rrule: fourWeeks, customer, ...more });
const create = (productId: string, more: object = {}) => createSeries(ctx, wish(productId, more));
const book = (productId: string, start: number) =>
  createBooking(ctx, { productId, start, attendees: 1, customer });
const startsOf = (series: { bookings: { start: number }[] }) => series.bookings.map(({ start }) => start);
const rowsOf = async (productId: string) => ({
  claims: (await ctx.db.select().from(claims).where(eq(claims.productId, productId))).length,
  bookings: (await ctx.db.select().from(bookings).where(eq(bookings.productId, productId))).length,
  series: (await ctx.db.select().from(bookingSeries).where(eq(bookingSeries.productId, productId))).length,
});

/** Open around the clock in New York. */
async function createNewYork(): Promise<string> {
  const input = CreateProduct.parse({
    type: "room",
    name: "Loft",
    durationsMinutes: [60],
    horizonDays: 1000,
  });
  const { id: productId } = await createProduct(ctx, input);
  const weeklyHours = [{ days: [1, 2, 3, 4, 5, 6, 7], start: "00:00", end: "24:00" }];
  await setSchedule(ctx, { productId, timeZone: "America/New_York", weeklyHours });
  return productId;
}

test("[BK62] what the preview shows free is what is booked", async () => {
  const productId = await createRoom(ctx);
  await book(productId, ten + weekMs + hourMs / 2);
  const start = ten + 2 * weekMs - hourMs;
  await createBlock(ctx, { productId, start, end: start + 2 * hourMs });
  const preview = await previewSeries(ctx, wish(productId, { rrule: "FREQ=WEEKLY;BYDAY=TU,SA;COUNT=8" }));
  expect(preview).toMatchObject({ timeZone: "Europe/Berlin", durationMinutes: 60 });
  expect(preview.occurrences.map(({ reason }) => reason)).toEqual([
    null,
    "closed",
    "booked",
    "closed",
    "blocked",
    "closed",
    null,
    "closed",
  ]);
  const series = await create(productId, { rrule: "FREQ=WEEKLY;BYDAY=TU,SA;COUNT=8", onConflict: "skip" });
  const free = preview.occurrences.filter(({ isFree }) => isFree);
  expect(startsOf(series)).toEqual(free.map(({ start }) => start));
  expect(series.skipped).toEqual(
    preview.occurrences
      .filter(({ isFree }) => !isFree)
      .map(({ start, end, reason }) => ({ start, end, reason })),
  );
  expect(await rowsOf(productId)).toEqual({ claims: 3, bookings: 3, series: 1 });
});

test("[BK62] reasons: past, too soon, beyond the horizon, off the grid, held elsewhere", async () => {
  const productId = await createRoom(ctx, {
    minNoticeMinutes: 24 * 60,
    horizonDays: 10,
    slotStepMinutes: 60,
  });
  const reasons = async (start: number, rrule: string) =>
    (await previewSeries(ctx, wish(productId, { start, rrule }))).occurrences.map(({ reason }) => reason);
  expect(await reasons(at("2026-11-20T10:00:00+01:00"), "FREQ=DAILY;BYDAY=MO,TU,WE,FR;COUNT=3")).toEqual([
    "past",
    "min_notice",
    null,
  ]);
  expect(await reasons(ten + 24 * hourMs, "FREQ=WEEKLY;INTERVAL=2;COUNT=2")).toEqual([null, "horizon"]);
  expect(await reasons(ten + 25 * hourMs - 10 * 60_000, "FREQ=DAILY;COUNT=1")).toEqual(["outside_rules"]);
});

test("[BK63] all or nothing: one conflict leaves no row, and is named", async () => {
  const productId = await createRoom(ctx);
  await book(productId, ten + 2 * weekMs);
  const before = await rowsOf(productId);
  await expect(create(productId)).rejects.toMatchObject({
    code: "slot_taken",
    details: {
      conflicts: [{ start: ten + 2 * weekMs, end: ten + 2 * weekMs + hourMs, reason: "booked" }],
    },
  });
  expect(await rowsOf(productId)).toEqual(before);
});

test("[BK63] a series at times that are never offered is outside the rules, one without a free time is taken", async () => {
  const productId = await createRoom(ctx);
  await expect(create(productId, { start: ten + 12 * hourMs })).rejects.toMatchObject({
    code: "outside_rules",
    details: { errors: [{ pointer: "/start" }], conflicts: [{}, {}, {}, {}] },
  });
  await create(productId);
  await expect(create(productId, { onConflict: "skip" })).rejects.toMatchObject({
    code: "slot_taken",
    details: { conflicts: [{}, {}, {}, {}] },
  });
  expect(await rowsOf(productId)).toEqual({ claims: 4, bookings: 4, series: 1 });
});

test.each([
  { rrule: "FREQ=WEEKLY" },
  { rrule: "FREQ=DAILY;COUNT=367" },
  { rrule: "FREQ=WEEKLY;BYDAY=XX;COUNT=2" },
  { rrule: "FREQ=YEARLY;COUNT=4" },
])("[BK61] $rrule is refused at the rule", async ({ rrule }) => {
  const productId = await createRoom(ctx);
  const refusal = { code: "invalid", details: { errors: [{ pointer: "/rrule" }] } };
  await expect(create(productId, { rrule })).rejects.toMatchObject(refusal);
  await expect(previewSeries(ctx, wish(productId, { rrule }))).rejects.toMatchObject(refusal);
});

test("[BK61] what the product does not offer is refused as for one booking", async () => {
  const productId = await createRoom(ctx, { bufferAfterMinutes: 10 });
  await expect(create(productId, { durationMinutes: 45 })).rejects.toMatchObject({
    code: "invalid",
    details: { errors: [{ pointer: "/durationMinutes" }] },
  });
  await expect(create(productId, { attendees: 2 })).rejects.toMatchObject({ code: "invalid" });
  const stranger = await createMember(world);
  await expect(createSeries(stranger, wish(productId))).rejects.toMatchObject({ code: "not_found" });
  await expect(previewSeries(stranger, wish(productId))).rejects.toMatchObject({ code: "not_found" });
});

test("[BK60] every week at nine in New York, over both clock changes of a year", async () => {
  const productId = await createNewYork();
  const start = at("2027-03-08T09:00:00-05:00");
  const series = await create(productId, { start, rrule: "FREQ=WEEKLY;COUNT=36" });
  expect(series).toMatchObject({ timeZone: "America/New_York", standing: 36 });
  const hour = new Intl.DateTimeFormat("en-GB", {
    timeZone: "America/New_York",
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
  expect(new Set(startsOf(series).map((one) => hour.format(one)))).toEqual(new Set(["Mon 09:00"]));
  const offsets = new Set(startsOf(series).map((one) => new Date(one).getUTCHours()));
  expect(offsets).toEqual(new Set([13, 14]));
});

test("[BK64] each occurrence is a booking with timeline, claims and announcements of its own", async () => {
  const productId = await createRoom(ctx, { requiresApproval: false });
  const series = await create(productId, { notes: "Choir" });
  const read = await getSeries(ctx, { seriesId: series.id });
  expect(read).toMatchObject({
    rrule: fourWeeks,
    start: ten,
    standing: 4,
    notes: "Choir",
    customer: { email: customer.email },
    bookings: [{ seriesId: series.id, occurrenceStart: ten, isMoved: false, notes: "Choir" }, {}, {}, {}],
  });
  for (const { id } of read.bookings) {
    const events = await ctx.db.select().from(bookingEvents).where(eq(bookingEvents.bookingId, id));
    expect(events).toMatchObject([
      { action: "create", fromStatus: null, toStatus: "confirmed", actorKind: "member" },
    ]);
  }
  const { organizationId } = ctx.actor;
  const announced = await ctx.db.select().from(outbox).where(eq(outbox.organizationId, organizationId));
  expect(announced.map(({ name }) => name).sort()).toEqual([
    ...Array.from({ length: 4 }, () => "booking/confirmed"),
    ...Array.from({ length: 4 }, () => "booking/created"),
  ]);
  const stranger = await createMember(world);
  await expect(getSeries(stranger, { seriesId: series.id })).rejects.toMatchObject({ code: "not_found" });
});

test("[BK64] series are listed a page at a time, the newest first", async () => {
  const productId = await createRoom(ctx);
  const first = await create(productId);
  world.clock.advance(1000);
  const second = await create(productId, { start: ten + hourMs });
  const page = await listSeries(ctx, { limit: 1, productId });
  expect(page.data).toMatchObject([{ id: second.id, standing: 4 }]);
  expect(await listSeries(ctx, { limit: 1, cursor: page.nextCursor })).toMatchObject({
    data: [{ id: first.id }],
    nextCursor: null,
  });
  const stranger = await createMember(world);
  expect(await listSeries(stranger, { limit: 10 })).toEqual({ data: [], nextCursor: null });
});

test("[BK64] a service gets members for every occurrence, and shares those of its other bookings", async () => {
  const staff = await createRoom(ctx, { name: "Ann" });
  const other = await createRoom(ctx, { name: "Bob" });
  const productId = await createRoom(ctx, {
    type: "appointment",
    capacity: 2,
    requirements: [{ name: "Who", count: 1, units: 1, productIds: [staff, other] }],
  });
  await book(staff, ten);
  const series = await create(productId);
  expect(series.bookings.map(({ members }) => members.length)).toEqual([1, 1, 1, 1]);
  expect(series.bookings[0]?.members).toMatchObject([{ name: "Bob" }]);
  await create(productId);
  const taken = await ctx.db.select().from(claims).where(eq(claims.productId, other));
  const more = await ctx.db.select().from(claims).where(eq(claims.productId, staff));
  expect(taken.length + more.length).toBe(5);
});

test("[BK65] a series against single bookings: nothing double, and somebody is told", async () => {
  for (let round = 0; round < 10; round += 1) {
    const productId = await createRoom(ctx);
    const single = (week: number) => book(productId, ten + week * weekMs);
    const settled = await Promise.allSettled([
      single(1),
      create(productId, { onConflict: round % 2 === 0 ? "fail" : "skip" }),
      single(3),
    ]);
    const refused = settled.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    expect(refused.filter(({ code }) => code !== "slot_taken")).toEqual([]);
    const rows = await ctx.db
      .select({ startsAt: bookings.startsAt })
      .from(bookings)
      .where(eq(bookings.productId, productId));
    const starts = rows.map(({ startsAt }) => startsAt.getTime());
    expect(new Set(starts).size).toBe(starts.length);
    expect((await rowsOf(productId)).claims).toBe(starts.length);
    const [, series] = settled;
    const told = refused.length + (series.status === "fulfilled" ? series.value.skipped.length : 0);
    expect(told).toBeGreaterThan(0);
  }
});

test("[BK65] of twenty equal series at once one stands", async () => {
  const productId = await createRoom(ctx);
  const settled = await Promise.allSettled(Array.from({ length: 20 }, () => create(productId)));
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await rowsOf(productId)).toEqual({ claims: 4, bookings: 4, series: 1 });
});

test("[BK61] a series of 366 occurrences is booked in one transaction", async () => {
  const productId = await createNewYork();
  const start = at("2026-12-01T09:00:00-05:00");
  const series = await create(productId, { start, rrule: "FREQ=DAILY;COUNT=366", onConflict: "skip" });
  expect(series.bookings).toHaveLength(366);
  expect(await rowsOf(productId)).toEqual({ claims: 366, bookings: 366, series: 1 });
});
