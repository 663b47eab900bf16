import { bookingEvents, bookings, claims } from "@availability/db/schema";
import { CreateSeries, EditSeries } from "@availability/domain/booking";
import { and, asc, eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createBlock } from "../src/availability/index.ts";
import {
  cancelBooking,
  cancelSeries,
  createBooking,
  createHold,
  createSeries,
  editSeries,
  getSeries,
  rescheduleBooking,
  type Series,
} from "../src/booking/index.ts";
import type { Ctx } from "../src/index.ts";
import { expectSound } from "./races/sound.ts";
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
const dayMs = 24 * hourMs;
const week = (index: number) => ten + index * 7 * dayMs;

/** Four Tuesdays at ten. */
const create = (productId: string, more: object = {}) =>
  createSeries(
    ctx,
    CreateSeries.parse({ productId, start: ten, rrule: "FREQ=WEEKLY;COUNT=4", customer, ...more }),
  );
const idOf = (series: Series, index: number) => series.bookings[index]?.id ?? "";
const edit = (series: Series, index: number, more: object) =>
  editSeries(ctx, EditSeries.parse({ seriesId: series.id, bookingId: idOf(series, index), ...more }));
const startsOf = (series: Series) => series.bookings.map(({ start }) => start);
const statuses = (series: Series) => series.bookings.map(({ status }) => status);
const book = (productId: string, start: number) =>
  createBooking(ctx, { productId, start, attendees: 1, customer });
const claimed = async (productId: string) =>
  (await ctx.db.select().from(claims).where(eq(claims.productId, productId)))
    .map(({ during }) => during.start)
    .sort((a, b) => a - b);

test("[BK67] cancelling one, those that follow, or all that are still to come", async () => {
  const productId = await createRoom(ctx);
  const series = await create(productId);
  const scope = { seriesId: series.id };
  const one = await cancelSeries(ctx, { ...scope, scope: "this", bookingId: idOf(series, 1), reason: "Ill" });
  expect(one.cancelledIds).toEqual([idOf(series, 1)]);
  expect(statuses(one)).toEqual(["confirmed", "cancelled", "confirmed", "confirmed"]);
  expect(one.bookings[1]).toMatchObject({ cancelReason: "Ill" });
  const rest = await cancelSeries(ctx, { ...scope, scope: "following", bookingId: idOf(series, 2) });
  expect(rest.cancelledIds).toEqual([idOf(series, 2), idOf(series, 3)]);
  expect(await claimed(productId)).toEqual([week(0)]);
  const all = await cancelSeries(ctx, { ...scope, scope: "all", version: rest.version });
  expect(all).toMatchObject({ cancelledIds: [idOf(series, 0)], standing: 0 });
  await expect(cancelSeries(ctx, { ...scope, scope: "all" })).rejects.toMatchObject({
    code: "outside_rules",
    details: { errors: [{ pointer: "/scope" }] },
  });
  await expect(
    cancelSeries(ctx, { ...scope, scope: "this", bookingId: idOf(series, 1) }),
  ).rejects.toMatchObject({ code: "illegal_transition" });
  await expect(edit(series, 0, { scope: "all", notes: "Too late" })).rejects.toMatchObject({
    code: "outside_rules",
  });
});

test("[BK67] what has begun stays, and each costs the fee of its own terms", async () => {
  const terms = { cancellationFreeUntilMinutes: 24 * 60, cancellationFeeMinor: 500, priceMinor: 2000 };
  const productId = await createRoom(ctx, terms);
  const series = await create(productId);
  world.clock.set(week(1) - hourMs);
  const all = await cancelSeries(ctx, { seriesId: series.id, scope: "all" });
  expect(statuses(all)).toEqual(["confirmed", "cancelled", "cancelled", "cancelled"]);
  expect(all.bookings.map(({ feeDueMinor }) => feeDueMinor)).toEqual([null, 500, 0, 0]);
});

test("[BK67] a series, a booking or a version that is not there is refused as such", async () => {
  const productId = await createRoom(ctx);
  const series = await create(productId);
  const other = await create(productId, { start: ten + hourMs });
  const foreign = { seriesId: series.id, scope: "following" as const, bookingId: idOf(other, 0) };
  const notThere = { code: "not_found", details: { errors: [{ pointer: "/bookingId" }] } };
  await expect(cancelSeries(ctx, foreign)).rejects.toMatchObject(notThere);
  await expect(cancelSeries(ctx, { seriesId: series.id, scope: "this" })).rejects.toMatchObject(notThere);
  await expect(
    edit(series, 9, { scope: "all", notes: "x", bookingId: idOf(other, 0) }),
  ).rejects.toMatchObject(notThere);
  await expect(edit(series, 0, { scope: "all", notes: "x", version: 7 })).rejects.toMatchObject({
    code: "stale",
  });
  await expect(edit(series, 0, { scope: "all" })).rejects.toMatchObject({ code: "invalid" });
  const stranger = await createMember(world);
  await expect(cancelSeries(stranger, { seriesId: series.id, scope: "all" })).rejects.toMatchObject({
    code: "not_found",
  });
  const input = EditSeries.parse({
    seriesId: series.id,
    bookingId: idOf(series, 0),
    scope: "all",
    start: ten + hourMs,
  });
  await expect(editSeries(stranger, input)).rejects.toMatchObject({ code: "not_found" });
});

test("[BK68] editing one moves it alone, and the series knows it was moved", async () => {
  const productId = await createRoom(ctx);
  const series = await create(productId);
  const edited = await edit(series, 1, { scope: "this", start: week(1) + hourMs, notes: "Later" });
  expect(startsOf(edited)).toEqual([week(0), week(1) + hourMs, week(2), week(3)]);
  expect(edited.bookings.map(({ isMoved }) => isMoved)).toEqual([false, true, false, false]);
  expect(edited.bookings[1]).toMatchObject({ notes: "Later", occurrenceStart: week(1) });
  await book(productId, week(2) + hourMs);
  await expect(edit(series, 2, { scope: "this", start: week(2) + hourMs })).rejects.toMatchObject({
    code: "slot_taken",
    details: { conflicts: [{ start: week(2) + hourMs, bookingId: idOf(series, 2), reason: "booked" }] },
  });
  await expect(edit(series, 2, { scope: "this", start: week(2) + 12 * hourMs })).rejects.toMatchObject({
    code: "outside_rules",
    details: { conflicts: [{ reason: "closed" }] },
  });
});

test("[BK68] editing what follows parts the series in two", async () => {
  const productId = await createRoom(ctx);
  const series = await create(productId);
  const rest = await edit(series, 2, { scope: "following", start: week(2) + 2 * hourMs, notes: "New room" });
  expect(rest).toMatchObject({ continuesId: series.id, rrule: "FREQ=WEEKLY;COUNT=2", notes: "New room" });
  expect(startsOf(rest)).toEqual([week(2) + 2 * hourMs, week(3) + 2 * hourMs]);
  expect(rest.bookings.map(({ isMoved, id }) => [isMoved, id])).toEqual([
    [false, idOf(series, 2)],
    [false, idOf(series, 3)],
  ]);
  const before = await getSeries(ctx, { seriesId: series.id });
  expect(before).toMatchObject({ rrule: "FREQ=WEEKLY;COUNT=2", notes: null, version: 2 });
  expect(startsOf(before)).toEqual([week(0), week(1)]);
  const events = await ctx.db
    .select()
    .from(bookingEvents)
    .where(eq(bookingEvents.bookingId, idOf(series, 3)))
    .orderBy(asc(bookingEvents.id));
  expect(events.map(({ action }) => action)).toEqual(["create", "edit", "reschedule"]);
});

test("[BK68] editing all leaves what has begun, and moves the rest to other days as well", async () => {
  const productId = await createRoom(ctx);
  const series = await create(productId, { rrule: "FREQ=WEEKLY;BYDAY=TU;COUNT=4" });
  world.clock.set(week(1) + 2 * hourMs);
  const rest = await edit(series, 3, { scope: "all", start: week(3) + dayMs });
  expect(rest).toMatchObject({ rrule: "FREQ=WEEKLY;BYDAY=WE;COUNT=2", continuesId: series.id });
  expect(startsOf(rest)).toEqual([week(2) + dayMs, week(3) + dayMs]);
  expect(await claimed(productId)).toEqual([week(0), week(1), week(2) + dayMs, week(3) + dayMs]);
});

test.each([1, -1])("[BK68] each moves to where its neighbour was, by %i days", async (days) => {
  const productId = await createRoom(ctx);
  const series = await create(productId, { start: ten + dayMs, rrule: "FREQ=DAILY;COUNT=2" });
  const moved = await edit(series, 0, { scope: "all", start: ten + dayMs + days * dayMs });
  expect(moved).toMatchObject({ id: series.id, continuesId: null });
  expect(startsOf(moved)).toEqual([ten + dayMs + days * dayMs, ten + 2 * dayMs + days * dayMs]);
});

test("[BK68] with fail nothing changes when one cannot have the time, with skip that one stays", async () => {
  const productId = await createRoom(ctx);
  const series = await create(productId);
  const start = week(2) + hourMs;
  await createBlock(ctx, { productId, start, end: start + hourMs });
  const before = await claimed(productId);
  await expect(edit(series, 0, { scope: "all", start: week(0) + hourMs })).rejects.toMatchObject({
    code: "slot_taken",
    details: { conflicts: [{ start, bookingId: idOf(series, 2), reason: "blocked" }] },
  });
  expect(await claimed(productId)).toEqual(before);
  expect(await getSeries(ctx, { seriesId: series.id })).toMatchObject({ start: ten, version: 1 });
  const skipping = { scope: "all", start: week(0) + hourMs, onConflict: "skip" };
  const edited = await edit(series, 0, skipping);
  expect(edited.skipped).toMatchObject([{ start, bookingId: idOf(series, 2) }]);
  expect(startsOf(edited)).toEqual([week(0) + hourMs, week(1) + hourMs, week(2), week(3) + hourMs]);
  expect(edited.bookings[2]).toMatchObject({ isMoved: true, occurrenceStart: start });
});

test("[BK69] what was moved or cancelled on its own is left alone by an edit, unless asked", async () => {
  const productId = await createRoom(ctx);
  const series = await create(productId);
  await rescheduleBooking(ctx, { bookingId: idOf(series, 1), start: week(1) + 4 * hourMs });
  await cancelBooking(ctx, { bookingId: idOf(series, 2) });
  const edited = await edit(series, 0, { scope: "all", start: week(0) + hourMs, notes: "Moved" });
  expect(startsOf(edited)).toEqual([week(0) + hourMs, week(1) + 4 * hourMs, week(2), week(3) + hourMs]);
  expect(statuses(edited)).toEqual(["confirmed", "confirmed", "cancelled", "confirmed"]);
  expect(edited.bookings.map(({ notes }) => notes)).toEqual(["Moved", "Moved", null, "Moved"]);
  const asked = await edit(edited, 0, { scope: "all", includeMoved: true });
  expect(startsOf(asked)).toEqual([week(0) + hourMs, week(1) + hourMs, week(2), week(3) + hourMs]);
});

test("[BK69] the booking that is named is moved although it was moved before", async () => {
  const productId = await createRoom(ctx);
  const series = await create(productId);
  await rescheduleBooking(ctx, { bookingId: idOf(series, 1), start: week(1) + 4 * hourMs });
  const rest = await edit(series, 1, { scope: "following", start: week(1) + 2 * hourMs });
  expect(startsOf(rest)).toEqual([1, 2, 3].map((index) => week(index) + 2 * hourMs));
});

test("[BK68] an edit keeps the wall time over the change of the clocks", async () => {
  const productId = await createRoom(ctx, { horizonDays: 300 });
  const start = at("2027-03-16T10:00:00+01:00");
  const series = await create(productId, { start });
  const edited = await edit(series, 0, { scope: "all", start: start + hourMs });
  expect(startsOf(edited)).toEqual([
    at("2027-03-16T11:00:00+01:00"),
    at("2027-03-23T11:00:00+01:00"),
    at("2027-03-30T11:00:00+02:00"),
    at("2027-04-06T11:00:00+02:00"),
  ]);
});

test("[BK68] attendees and duration change with their claims", async () => {
  const productId = await createRoom(ctx, {
    capacity: 3,
    maxAttendeesPerBooking: 3,
    durationsMinutes: [60, 120],
  });
  const series = await create(productId);
  const edited = await edit(series, 0, { scope: "all", attendees: 2, durationMinutes: 120 });
  expect(edited).toMatchObject({ attendees: 2, durationMinutes: 120, standing: 4 });
  const rows = await ctx.db.select().from(claims).where(eq(claims.productId, productId));
  expect(rows.map(({ during }) => during.end - during.start)).toEqual(rows.map(() => 2 * hourMs));
  expect(rows).toHaveLength(8);
  await expect(edit(series, 0, { scope: "all", attendees: 4 })).rejects.toMatchObject({ code: "invalid" });
  await expect(edit(series, 0, { scope: "all", durationMinutes: 45 })).rejects.toMatchObject({
    code: "invalid",
  });
});

test("[BK65] edits, cancellations and single bookings of the same times at once leave nothing double", async () => {
  for (let round = 0; round < 5; round += 1) {
    const productId = await createRoom(ctx);
    const series = await create(productId);
    const settled = await Promise.allSettled([
      edit(series, 0, { scope: "all", start: week(0) + hourMs, onConflict: "skip" }),
      book(productId, week(2) + hourMs),
      edit(series, 1, { scope: "following", start: week(1) + 2 * hourMs }),
      cancelSeries(ctx, { seriesId: series.id, scope: "following", bookingId: idOf(series, 3) }),
      rescheduleBooking(ctx, { bookingId: idOf(series, 1), start: week(1) + 3 * hourMs }),
      cancelBooking(ctx, { bookingId: idOf(series, 2) }),
    ]);
    const known = ["slot_taken", "stale", "not_found", "illegal_transition", "outside_rules"];
    const refused = settled.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    expect(refused.filter(({ code }) => !known.includes(code))).toEqual([]);
    const rows = await ctx.db.select().from(bookings).where(eq(bookings.productId, productId));
    const standing = rows
      .filter(({ status }) => status === "confirmed")
      .map(({ startsAt }) => startsAt.getTime());
    expect(await claimed(productId)).toEqual(standing.sort((a, b) => a - b));
  }
});

test("[BK65] series of services that share members: no deadlock, no member twice, none left behind", async () => {
  for (let round = 0; round < 4; round += 1) {
    const member = (name: string) => createRoom(ctx, { name });
    const productIds = [await member("Ann"), await member("Bob")];
    const requirements = [{ name: "Who", count: 1, units: 1, productIds }];
    const service = (name: string) => createRoom(ctx, { type: "class", name, capacity: 4, requirements });
    const [yoga, dance] = [await service("Yoga"), await service("Dance")];
    const first = await create(yoga);
    const single = await book(yoga, week(1));
    const settled = await Promise.allSettled([
      create(yoga),
      create(dance, { onConflict: "skip" }),
      cancelSeries(ctx, { seriesId: first.id, scope: "all" }),
      cancelBooking(ctx, { bookingId: single.id }),
      create(dance, { start: ten + hourMs / 2, onConflict: "skip" }),
      edit(first, 1, { scope: "following", start: week(1) + hourMs, onConflict: "skip" }),
    ]);
    const known = ["slot_taken", "stale", "not_found", "illegal_transition", "outside_rules"];
    const refused = settled.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    expect(refused.filter(({ code }) => !known.includes(code))).toEqual([]);
    for (const productId of [yoga, dance]) {
      const rows = await ctx.db.select().from(bookings).where(eq(bookings.productId, productId));
      const standing = rows.filter(({ status }) => status === "confirmed");
      expect(await claimed(productId)).toHaveLength(standing.length);
      expect(standing.filter(({ allocationId }) => allocationId === null)).toEqual([]);
    }
    const allocated = await ctx.db
      .select({ allocationId: claims.allocationId })
      .from(claims)
      .where(inArray(claims.productId, productIds));
    const used = await ctx.db
      .select({ allocationId: bookings.allocationId })
      .from(bookings)
      .where(and(inArray(bookings.productId, [yoga, dance]), eq(bookings.status, "confirmed")));
    const idsOf = (rows: { allocationId: string | null }[]) => new Set(rows.map((one) => one.allocationId));
    expect(idsOf(allocated)).toEqual(idsOf(used));
  }
});

test("[BK68] an edit has others moved to other lanes where it takes that to make room", async () => {
  const productId = await createRoom(ctx, { capacity: 2 });
  const series = await create(productId);
  const one = week(1) + 3 * hourMs;
  // Two lanes, of which one is taken until two and the other from then on: half past one is free once both are in one.
  await book(productId, one);
  const filler = await book(productId, one + hourMs);
  await book(productId, one + hourMs);
  await cancelBooking(ctx, { bookingId: filler.id });
  const later = 3.5 * hourMs;
  const edited = await edit(series, 0, { scope: "all", start: week(0) + later });
  expect(startsOf(edited)).toEqual([0, 1, 2, 3].map((index) => week(index) + later));
  await expectSound(ctx.db, ctx.actor.organizationId, ctx.now());
});

test("[BK69] bookings of a service that are edited share and give back members as single ones do", async () => {
  const [ann, bob] = [await createRoom(ctx, { name: "Ann" }), await createRoom(ctx, { name: "Bob" })];
  const requirements = [{ name: "Who", count: 1, units: 1, productIds: [ann, bob] }];
  const productId = await createRoom(ctx, { type: "class", capacity: 4, requirements });
  const series = await create(productId, { rrule: "FREQ=DAILY;COUNT=3" });
  // One shares the first time, a hold waits at the second's new one, and of the third's new one neither is free.
  const single = await book(productId, ten);
  await createHold(ctx, { productId, start: ten + dayMs + hourMs, attendees: 1 });
  for (const member of [ann, bob]) await book(member, ten + 2 * dayMs + hourMs);
  const edited = await edit(series, 0, { scope: "all", start: ten + hourMs, onConflict: "skip" });
  expect(startsOf(edited)).toEqual([ten + hourMs, ten + dayMs + hourMs, ten + 2 * dayMs]);
  await expectSound(ctx.db, ctx.actor.organizationId, ctx.now());
  await cancelSeries(ctx, { seriesId: series.id, scope: "all" });
  await cancelBooking(ctx, { bookingId: single.id });
  await expectSound(ctx.db, ctx.actor.organizationId, ctx.now());
  // Their own bookings, and what the hold has.
  expect([...(await claimed(ann)), ...(await claimed(bob))]).toHaveLength(3);
});
