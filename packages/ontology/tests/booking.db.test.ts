import { newId } from "@availability/db";
import { bookingEvents, bookings, claims, outbox } from "@availability/db/schema";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createBlock, createException, listSlots } from "../src/availability/index.ts";
import {
  cancelBooking,
  confirmBooking,
  createBooking,
  createHold,
  getBooking,
  listBookings,
} from "../src/booking/index.ts";
import { createLocation } from "../src/location/index.ts";
import { archiveProduct } from "../src/product/index.ts";
import { at, createMember, createRoom, createWorld, customer, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const tenOClock = at("2026-11-24T10:00:00+01:00");
const tuesday = { start: at("2026-11-24T00:00:00+01:00"), end: at("2026-11-25T00:00:00+01:00") };
const wish = (productId: string, start = tenOClock) => ({ productId, start, attendees: 1, customer });

test("[BK10] a free slot becomes a confirmed booking, its claim, its timeline and its event together", async () => {
  const ctx = await createMember(world);
  const productId = await createRoom(ctx, { bufferBeforeMinutes: 15, bufferAfterMinutes: 30 });
  const booking = await createBooking(ctx, wish(productId));
  expect(booking).toMatchObject({
    status: "confirmed",
    start: tenOClock,
    end: tenOClock + 3_600_000,
    version: 1,
  });
  const claimed = await ctx.db.select().from(claims).where(eq(claims.bookingId, booking.id));
  expect(claimed).toMatchObject([
    { lane: 1, productId, during: { start: tenOClock - 15 * 60_000, end: tenOClock + 90 * 60_000 } },
  ]);
  const timeline = await ctx.db.select().from(bookingEvents).where(eq(bookingEvents.bookingId, booking.id));
  expect(timeline).toMatchObject([{ fromStatus: null, toStatus: "confirmed", actorKind: "member" }]);
  const announced = await ctx.db
    .select()
    .from(outbox)
    .where(eq(outbox.organizationId, ctx.actor.organizationId));
  expect(announced.map(({ name }) => name)).toEqual(["booking/created", "booking/confirmed"]);
});

test("[BK11] the listing loses exactly the slots that a booking occupies and regains them on cancellation", async () => {
  const ctx = await createMember(world);
  const productId = await createRoom(ctx);
  const before = await listSlots(ctx, { productId, ...tuesday });
  const booking = await createBooking(ctx, wish(productId));
  const during = await listSlots(ctx, { productId, ...tuesday });
  const gone = before.slots.filter(({ start }) => !during.slots.some((slot) => slot.start === start));
  expect(gone.map(({ start }) => (start - tenOClock) / 60_000)).toEqual([-30, 0, 30]);
  await cancelBooking(ctx, { bookingId: booking.id, reason: "ill" });
  expect(await listSlots(ctx, { productId, ...tuesday })).toEqual(before);
  expect(await getBooking(ctx, { bookingId: booking.id })).toMatchObject({
    status: "cancelled",
    cancelReason: "ill",
    version: 2,
  });
});

test("[BK12] a start off the grid, outside hours, on a closed date or too soon is refused with the field and the fix", async () => {
  const ctx = await createMember(world);
  const productId = await createRoom(ctx, { minNoticeMinutes: 24 * 60 });
  await createException(ctx, { productId, date: "2026-11-26", hours: [], reason: "Stocktaking" });
  const starts = [
    "2026-11-25T10:10:00+01:00",
    "2026-11-25T16:30:00+01:00",
    "2026-11-26T10:00:00+01:00",
    "2026-11-23T15:00:00+01:00",
  ];
  for (const start of starts) {
    await expect(createBooking(ctx, wish(productId, at(start)))).rejects.toMatchObject({
      code: "outside_rules",
      details: {
        errors: [{ pointer: "/start", detail: expect.stringContaining("take a start from its slots") }],
      },
    });
  }
});

test("[BK13] a taken slot is refused with the nearest free ones", async () => {
  const ctx = await createMember(world);
  const productId = await createRoom(ctx);
  await createBooking(ctx, wish(productId));
  await expect(createBooking(ctx, wish(productId))).rejects.toMatchObject({
    code: "slot_taken",
    details: {
      alternatives: [
        { start: tenOClock - 3_600_000 },
        { start: tenOClock + 3_600_000 },
        { start: tenOClock + 5_400_000 },
      ],
    },
  });
});

test("[BK13] the same time of equivalent products is offered beside other times, the most similar name first", async () => {
  const ctx = await createMember(world);
  const create = (name: string, overrides: object = {}) => createRoom(ctx, { name, ...overrides });
  const [taken, alike, other] = [await create("Room 2"), await create("Room 1"), await create("Attic")];
  await create("Room 2 annex");
  const busy = await create("Room 3");
  await create("Room 4", { type: "equipment" });
  await create("Room 5", { durationsMinutes: [30] });
  await archiveProduct(ctx, { productId: await create("Room 6") });
  const { id: locationId } = await createLocation(ctx, { kind: "branch", name: "Pier", timeZone: "UTC" });
  await create("Room 7", { locationId });
  const member = await create("Room 8");
  const needed = [{ name: "Room", productIds: [member], count: 1, units: null }];
  await createRoom(ctx, { type: "class", name: "Yoga", requirements: needed });
  await createBooking(ctx, wish(taken));
  await createBooking(ctx, wish(busy));
  const error = await createBooking(ctx, wish(taken)).catch((refusal) => refusal);
  const { alternatives } = error.details;
  expect(alternatives).toHaveLength(6);
  expect(alternatives.slice(0, 3).map(({ productId }: { productId: string }) => productId)).toEqual(
    Array.from({ length: 3 }, () => taken),
  );
  expect(alternatives.slice(3)).toMatchObject([
    { productName: "Room 2 annex", start: tenOClock },
    { productId: alike, productName: "Room 1", start: tenOClock, end: tenOClock + 3_600_000, remaining: 1 },
    { productId: other, productName: "Attic", start: tenOClock },
  ]);
  // What serves others is no replacement, unless it is what was asked for.
  await createBooking(ctx, wish(member));
  const ofMember = await createBooking(ctx, wish(member)).catch((refusal) => refusal);
  expect(ofMember.details.alternatives.slice(3)).toHaveLength(3);
  const held = await createHold(ctx, { ...wish(taken) }).catch((refusal) => refusal);
  expect(held.details.alternatives).toEqual(alternatives);
});

test("[BK14] a block takes the time although the hours are open", async () => {
  const ctx = await createMember(world);
  const productId = await createRoom(ctx);
  await createBlock(ctx, { productId, start: tenOClock, end: tenOClock + 1, reason: "Painting" });
  await expect(createBooking(ctx, wish(productId))).rejects.toMatchObject({ code: "slot_taken" });
});

test("[BK15] a class is booked to its capacity and not beyond, whatever the party sizes", async () => {
  const ctx = await createMember(world);
  const productId = await createRoom(ctx, { type: "class", capacity: 8, maxAttendeesPerBooking: 8 });
  for (const attendees of [3, 4]) await createBooking(ctx, { ...wish(productId), attendees });
  await expect(createBooking(ctx, { ...wish(productId), attendees: 2 })).rejects.toMatchObject({
    code: "slot_taken",
  });
  await createBooking(ctx, { ...wish(productId), attendees: 1 });
  const lanes = await ctx.db
    .select({ lane: claims.lane })
    .from(claims)
    .where(eq(claims.productId, productId));
  expect(lanes.map(({ lane }) => lane).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test("[BK21] places that are free but spread over partly taken lanes can be booked", async () => {
  const ctx = await createMember(world);
  const productId = await createRoom(ctx, { type: "class", capacity: 2, durationsMinutes: [60, 120] });
  const long = (start: number) => ({ ...wish(productId, start), durationMinutes: 120 });
  const short = (start: number) => ({ ...wish(productId, start), durationMinutes: 60 });
  const hours = (count: number) => tenOClock + count * 3_600_000;
  const first = await createBooking(ctx, short(hours(0)));
  await createBooking(ctx, long(hours(0)));
  await createBooking(ctx, short(hours(1)));
  await cancelBooking(ctx, { bookingId: first.id });
  await createBooking(ctx, long(hours(2)));
  await createBooking(ctx, short(hours(0)));
  await expect(createBooking(ctx, short(hours(1)))).rejects.toMatchObject({ code: "slot_taken" });
  await createBooking(ctx, long(hours(2)));
});

test("[BK16] a product that wants approval is pending first; confirming it twice is refused with what is allowed", async () => {
  const ctx = await createMember(world);
  const productId = await createRoom(ctx, { requiresApproval: true });
  const { id: bookingId, status } = await createBooking(ctx, wish(productId));
  expect(status).toBe("pending");
  await expect(createBooking(ctx, wish(productId))).rejects.toMatchObject({ code: "slot_taken" });
  expect(await confirmBooking(ctx, { bookingId, version: 1 })).toMatchObject({
    status: "confirmed",
    version: 2,
  });
  await expect(confirmBooking(ctx, { bookingId })).rejects.toMatchObject({
    code: "illegal_transition",
    details: { allowed: expect.arrayContaining(["cancel"]) },
  });
  await expect(cancelBooking(ctx, { bookingId, version: 1 })).rejects.toMatchObject({ code: "stale" });
});

test("[BK17] fifty bookings of one slot at once: one stands, forty-nine are told it is taken", async () => {
  const ctx = await createMember(world);
  const productId = await createRoom(ctx);
  const results = await Promise.allSettled(
    Array.from({ length: 50 }, () => createBooking(ctx, wish(productId))),
  );
  const refused = results
    .filter((result) => result.status === "rejected")
    .map((result) => result.reason.code);
  expect(refused).toEqual(Array.from({ length: 49 }, () => "slot_taken"));
  expect(await ctx.db.$count(bookings, eq(bookings.productId, productId))).toBe(1);
});

test("[BK18] the constraint alone refuses an overlapping claim when every check is bypassed", async () => {
  const ctx = await createMember(world);
  const productId = await createRoom(ctx);
  const booking = await createBooking(ctx, wish(productId));
  const { organizationId } = ctx.actor;
  const claim = { id: newId(), organizationId, productId, bookingId: booking.id, lane: 1 };
  const during = { start: booking.end - 1, end: booking.end + 3_600_000 };
  await expect(ctx.db.insert(claims).values({ ...claim, during })).rejects.toMatchObject({
    cause: { code: "23P01", constraint_name: "claims_no_overlap" },
  });
  await ctx.db.insert(claims).values({ ...claim, during: { start: booking.end, end: booking.end + 1 } });
});

test("[BK19] another organisation's product and booking are not found, and nothing is written", async () => {
  const ctx = await createMember(world);
  const stranger = await createMember(world);
  const productId = await createRoom(ctx);
  const booking = await createBooking(ctx, wish(productId));
  await expect(createBooking(stranger, wish(productId, tenOClock + 7_200_000))).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(cancelBooking(stranger, { bookingId: booking.id })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(getBooking(stranger, { bookingId: booking.id })).rejects.toMatchObject({ code: "not_found" });
  await expect(listSlots(stranger, { productId, ...tuesday })).rejects.toMatchObject({ code: "not_found" });
  expect(await listBookings(stranger, { limit: 50 })).toEqual({ data: [], nextCursor: null });
});

test("[BK19] a viewer sees bookings but cannot make or cancel one, and is told who can grant it", async () => {
  const viewer = await createMember(world, "viewer");
  await expect(createBooking(viewer, wish(newId()))).rejects.toMatchObject({
    code: "forbidden",
    message: expect.stringContaining("owner or admin"),
  });
  await expect(listBookings(viewer, { limit: 10 })).resolves.toMatchObject({ data: [] });
});

test("the listing pages through all bookings in order of start", async () => {
  const ctx = await createMember(world);
  const productId = await createRoom(ctx);
  const starts = [0, 1, 2, 3, 4].map((hour) => tenOClock + hour * 3_600_000);
  for (const start of starts.toReversed()) await createBooking(ctx, wish(productId, start));
  const seen: number[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listBookings>> = await listBookings(ctx, { limit: 2, cursor });
    seen.push(...page.data.map(({ start }) => start));
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen).toEqual(starts);
  await expect(listBookings(ctx, { limit: 2, cursor: "nonsense" })).rejects.toMatchObject({
    code: "invalid",
  });
});
