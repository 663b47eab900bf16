import { newId } from "@availability/db";
import { bookingEvents, claims, outbox, payments, products } from "@availability/db/schema";
import { and, asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createBlock, listSlots } from "../src/availability/index.ts";
import {
  cancelBooking,
  checkInBooking,
  completeBooking,
  completeEndedBookings,
  confirmBooking,
  createBooking,
  createHold,
  declineBooking,
  expireBookings,
  extendHold,
  markNoShow,
  releaseHold,
  rescheduleBooking,
} from "../src/booking/index.ts";
import type { Ctx } from "../src/index.ts";
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
const eleven = ten + 3_600_000;
const tuesday = { start: at("2026-11-24T00:00:00+01:00"), end: at("2026-11-25T00:00:00+01:00") };
const minuteMs = 60_000;

const book = (productId: string, start = ten, more: object = {}) =>
  createBooking(ctx, { productId, start, attendees: 1, customer, ...more });
const hold = (productId: string, start = ten) => createHold(ctx, { productId, start, attendees: 1 });

async function isFree(productId: string, start = ten, holdId?: string): Promise<boolean> {
  const { slots } = await listSlots(ctx, { productId, ...tuesday, ...(holdId ? { holdId } : {}) });
  return slots.some((slot) => slot.start === start);
}

async function timeline(bookingId: string) {
  const rows = await ctx.db
    .select()
    .from(bookingEvents)
    .where(eq(bookingEvents.bookingId, bookingId))
    .orderBy(asc(bookingEvents.at), asc(bookingEvents.id));
  return rows.map(({ action, fromStatus, toStatus }) => `${action}: ${fromStatus} > ${toStatus}`);
}

test("[BK24] a hold takes its slot and ends by itself, swept or not", async () => {
  const productId = await createRoom(ctx);
  const held = await hold(productId);
  expect(held.expiresAt).toBe(monday + 5 * minuteMs);
  expect(await isFree(productId)).toBe(false);
  await expect(book(productId)).rejects.toMatchObject({ code: "slot_taken" });
  await expect(hold(productId)).rejects.toMatchObject({ code: "slot_taken" });
  world.clock.advance(5 * minuteMs);
  expect(await isFree(productId)).toBe(true);
  expect((await book(productId)).status).toBe("confirmed");
});

test("[BK24] a hold is extended once", async () => {
  const productId = await createRoom(ctx);
  const { id: holdId, token: holdToken } = await hold(productId);
  world.clock.advance(4 * minuteMs);
  expect((await extendHold(ctx, { holdId, holdToken })).expiresAt).toBe(monday + 9 * minuteMs);
  world.clock.advance(4 * minuteMs);
  expect(await isFree(productId)).toBe(false);
  await expect(extendHold(ctx, { holdId })).rejects.toMatchObject({ code: "outside_rules" });
  world.clock.advance(minuteMs);
  expect(await isFree(productId)).toBe(true);
  await expect(extendHold(ctx, { holdId })).rejects.toMatchObject({ code: "not_found" });
});

test("[BK24] a hold that is given up frees its time at once, and again does no harm", async () => {
  const productId = await createRoom(ctx);
  const { id: holdId } = await hold(productId);
  await releaseHold(ctx, { holdId });
  expect(await isFree(productId)).toBe(true);
  await releaseHold(ctx, { holdId });
  expect(await timeline(holdId)).toEqual(["hold: null > hold", "cancel: hold > cancelled"]);
  await expect(releaseHold(ctx, { holdId: newId() })).rejects.toMatchObject({ code: "not_found" });
});

test("[BK24] [BK26] a hold of a service keeps its members, its owner sees neither, and both end with it", async () => {
  const teacher = await createRoom(ctx, { type: "staff" });
  const requirements = [{ name: "Teacher", count: 1, units: 1, productIds: [teacher] }];
  const lesson = await createRoom(ctx, { type: "appointment", requirements, capacity: 2 });
  const { id: holdId } = await hold(lesson);
  expect(await isFree(teacher)).toBe(false);
  expect(await isFree(lesson, ten + 30 * minuteMs)).toBe(false);
  expect(await isFree(lesson, ten + 30 * minuteMs, holdId)).toBe(true);
  await extendHold(ctx, { holdId });
  world.clock.advance(5 * minuteMs);
  expect(await isFree(teacher)).toBe(true);
  expect((await book(lesson, ten + 30 * minuteMs)).members).toHaveLength(1);
  await expect(book(lesson, ten, { holdId })).rejects.toMatchObject({ code: "slot_taken" });
});

test("[BK24] members that a hold has stay when somebody books the same time beside it", async () => {
  const teacher = await createRoom(ctx, { type: "staff" });
  const requirements = [{ name: "Teacher", count: 1, units: 1, productIds: [teacher] }];
  const lesson = await createRoom(ctx, { type: "class", requirements, capacity: 2 });
  await hold(lesson);
  const booking = await book(lesson);
  world.clock.advance(6 * minuteMs);
  await expireBookings(world.environment);
  expect(await isFree(teacher)).toBe(false);
  await cancelBooking(ctx, { bookingId: booking.id });
  expect(await isFree(teacher)).toBe(true);
});

test("[BK25] a hold becomes the booking: same id, no claim of the hold left", async () => {
  const productId = await createRoom(ctx);
  const { id: holdId, token: holdToken } = await hold(productId);
  const booking = await book(productId, ten, { holdId, holdToken });
  expect(booking).toMatchObject({ id: holdId, status: "confirmed", version: 2 });
  const rows = await ctx.db.select().from(claims).where(eq(claims.productId, productId));
  expect(rows).toMatchObject([{ bookingId: holdId, expiresAt: null }]);
  expect(await timeline(holdId)).toEqual(["hold: null > hold", "create: hold > confirmed"]);
  await expect(book(productId, ten, { holdId })).rejects.toMatchObject({
    code: "invalid",
    details: { errors: [{ pointer: "/holdId" }] },
  });
});

test("[BK25] a hold that ended is no obstacle while its time is free, and none when it is not", async () => {
  const productId = await createRoom(ctx);
  const { id: holdId } = await hold(productId);
  world.clock.advance(6 * minuteMs);
  await expireBookings(world.environment);
  expect((await timeline(holdId)).at(-1)).toBe("expire: hold > expired");
  expect((await book(productId, ten, { holdId })).status).toBe("confirmed");
  await expect(book(productId, ten, { holdId })).rejects.toMatchObject({ code: "slot_taken" });
});

test("[BK25] twenty bookings with one hold make one booking", async () => {
  const productId = await createRoom(ctx);
  const { id: holdId } = await hold(productId);
  const settled = await Promise.allSettled(
    Array.from({ length: 20 }, () => book(productId, ten, { holdId })),
  );
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("[BK26] the owner sees no hold of the own; foreign tokens and times are refused", async () => {
  const productId = await createRoom(ctx);
  const { id: holdId } = await hold(productId);
  expect(await isFree(productId, ten, holdId)).toBe(true);
  await expect(isFree(productId, ten, newId())).rejects.toMatchObject({ code: "not_found" });
  await expect(book(productId, ten, { holdId, holdToken: "wrong" })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(book(productId, eleven, { holdId })).rejects.toMatchObject({ code: "invalid" });
  const stranger = await createMember(world);
  const foreign = { productId: await createRoom(stranger), start: ten, attendees: 1, customer, holdId };
  await expect(createBooking(stranger, foreign)).rejects.toMatchObject({ code: "not_found" });
});

test("[BK27] a booking keeps its terms when the product changes", async () => {
  const productId = await createRoom(ctx, { priceMinor: 5000 });
  const { id } = await book(productId);
  await ctx.db.update(products).set({ priceMinor: 9000 }).where(eq(products.id, productId));
  expect(await rescheduleBooking(ctx, { bookingId: id, start: eleven })).toMatchObject({ priceMinor: 5000 });
});

test("[BK28] a booking moves, also to a time that overlaps its own, and its old time is free", async () => {
  const productId = await createRoom(ctx);
  const { id } = await book(productId);
  const moved = await rescheduleBooking(ctx, {
    bookingId: id,
    start: ten + 30 * minuteMs,
    reason: "late train",
  });
  expect(moved).toMatchObject({ id, status: "confirmed", start: ten + 30 * minuteMs, version: 2 });
  expect(await isFree(productId, ten - 30 * minuteMs)).toBe(true);
  expect(await isFree(productId, ten)).toBe(false);
  expect(await isFree(productId, eleven + 30 * minuteMs)).toBe(true);
  expect(await timeline(id)).toEqual(["create: null > confirmed", "reschedule: confirmed > confirmed"]);
});

test("[BK28] when the new time is taken the old one stays, with alternatives", async () => {
  const productId = await createRoom(ctx);
  const { id } = await book(productId);
  await book(productId, eleven);
  await expect(rescheduleBooking(ctx, { bookingId: id, start: eleven })).rejects.toMatchObject({
    code: "slot_taken",
    details: { alternatives: [{}, {}, {}] },
  });
  await expect(rescheduleBooking(ctx, { bookingId: id, start: ten + minuteMs })).rejects.toMatchObject({
    code: "outside_rules",
  });
  await expect(rescheduleBooking(ctx, { bookingId: id, start: eleven, version: 7 })).rejects.toMatchObject({
    code: "stale",
  });
  expect(await isFree(productId)).toBe(false);
  await cancelBooking(ctx, { bookingId: id });
  await expect(rescheduleBooking(ctx, { bookingId: id, start: eleven })).rejects.toMatchObject({
    code: "illegal_transition",
  });
});

test("[BK29] the fee falls due at the deadline, never more than the price, and can be waived", async () => {
  const terms = { cancellationFreeUntilMinutes: 60, cancellationFeeMinor: 900, priceMinor: 2000 };
  const productId = await createRoom(ctx, terms);
  const [early, late, waived] = [
    await book(productId),
    await book(productId, eleven),
    await book(productId, eleven + 60 * minuteMs),
  ];
  world.clock.set(ten - 60 * minuteMs - 1);
  expect(await cancelBooking(ctx, { bookingId: early.id })).toMatchObject({ feeDueMinor: 0 });
  world.clock.set(eleven - 60 * minuteMs);
  expect(await cancelBooking(ctx, { bookingId: late.id })).toMatchObject({ feeDueMinor: 900 });
  world.clock.set(eleven);
  expect(await cancelBooking(ctx, { bookingId: waived.id, waiveFee: true })).toMatchObject({
    feeDueMinor: 0,
  });
  await ctx.db.update(products).set({ priceMinor: 900 }).where(eq(products.id, productId));
});

test("[BK30] rules are set aside with permission and reason; claims are not", async () => {
  const productId = await createRoom(ctx);
  const night = at("2026-11-24T03:10:00+01:00");
  const override = { reason: "Regular guest" };
  await createBlock(ctx, { productId, start: night, end: night + 60 * minuteMs });
  await expect(book(productId, night)).rejects.toMatchObject({ code: "outside_rules" });
  const booking = await book(productId, night, { override });
  expect(booking).toMatchObject({ status: "confirmed", overrideReason: "Regular guest" });
  await expect(book(productId, night + 10 * minuteMs, { override })).rejects.toMatchObject({
    code: "slot_taken",
  });
  const { organizationId } = ctx.actor;
  const staff: Ctx = {
    ...ctx,
    actor: {
      kind: "member",
      userId: newId(),
      organizationId,
      role: "staff",
      permissions: ["manage_bookings", "view_bookings"],
    },
  };
  const input = { productId, start: night + 120 * minuteMs, attendees: 1, customer, override };
  await expect(createBooking(staff, input)).rejects.toMatchObject({ code: "forbidden" });
});

test("[BK31] check-in, completion and no-show, none of them before its time", async () => {
  const productId = await createRoom(ctx);
  const [first, second] = [await book(productId), await book(productId, eleven)];
  await expect(completeBooking(ctx, { bookingId: first.id })).rejects.toMatchObject({
    code: "outside_rules",
  });
  await expect(markNoShow(ctx, { bookingId: first.id })).rejects.toMatchObject({ code: "outside_rules" });
  expect(await isFree(productId)).toBe(false);
  world.clock.set(ten + 5 * minuteMs);
  expect(await checkInBooking(ctx, { bookingId: first.id })).toMatchObject({ status: "checked_in" });
  await expect(markNoShow(ctx, { bookingId: first.id })).rejects.toMatchObject({
    code: "illegal_transition",
  });
  world.clock.set(eleven + 30 * minuteMs);
  expect(await completeBooking(ctx, { bookingId: first.id })).toMatchObject({ status: "completed" });
  expect(await markNoShow(ctx, { bookingId: second.id })).toMatchObject({ status: "no_show" });
  expect(await ctx.db.select().from(claims).where(eq(claims.productId, productId))).toEqual([]);
});

test("[BK32] a pending booking expires when its time to wait is over, a confirmed one does not", async () => {
  const productId = await createRoom(ctx, { requiresApproval: true });
  await ctx.db.update(products).set({ approvalMinutes: 30 }).where(eq(products.id, productId));
  const [waiting, approved] = [await book(productId), await book(productId, eleven)];
  await confirmBooking(ctx, { bookingId: approved.id });
  world.clock.advance(30 * minuteMs - 1);
  await expireBookings(world.environment);
  expect(await timeline(waiting.id)).toHaveLength(1);
  world.clock.advance(1);
  await Promise.all([expireBookings(world.environment), expireBookings(world.environment)]);
  expect(await expireBookings(world.environment)).toBe(0);
  expect(await isFree(productId)).toBe(true);
  expect(await timeline(waiting.id)).toEqual(["create: null > pending", "expire: pending > expired"]);
  expect((await timeline(approved.id)).at(-1)).toBe("confirm: pending > confirmed");
});

test("[BK32] bookings are completed an hour after their end", async () => {
  const productId = await createRoom(ctx);
  const { id } = await book(productId);
  world.clock.set(eleven + 60 * minuteMs - 1);
  await completeEndedBookings(world.environment);
  expect(await timeline(id)).toHaveLength(1);
  world.clock.advance(1);
  await completeEndedBookings(world.environment);
  expect(await completeEndedBookings(world.environment)).toBe(0);
  expect((await timeline(id)).at(-1)).toBe("complete: confirmed > completed");
});

test("[BK33] every change is announced in the order it happened", async () => {
  const productId = await createRoom(ctx, { requiresApproval: true });
  const { id } = await book(productId);
  await declineBooking(ctx, { bookingId: id, reason: "Renovation" });
  const { organizationId } = ctx.actor;
  const announced = await ctx.db
    .select({ name: outbox.name, payload: outbox.payload })
    .from(outbox)
    .where(eq(outbox.organizationId, organizationId))
    .orderBy(asc(outbox.id));
  expect(announced.map(({ name, payload }) => `${name} ${payload.version}`)).toEqual([
    "booking/created 1",
    "booking/declined 2",
  ]);
  const [event] = await ctx.db
    .select()
    .from(bookingEvents)
    .where(and(eq(bookingEvents.bookingId, id), eq(bookingEvents.action, "decline")));
  expect(event).toMatchObject({ actorKind: "member", reason: "Renovation" });
});

test("[BK2] what must be paid first is paid before it is confirmed, or set aside with a reason", async () => {
  const productId = await createRoom(ctx, { priceMinor: 5000, depositMinor: 1000 });
  await ctx.db.update(products).set({ paymentPolicy: "deposit" }).where(eq(products.id, productId));
  const { id, status } = await book(productId);
  expect(status).toBe("pending");
  await expect(confirmBooking(ctx, { bookingId: id })).rejects.toMatchObject({
    code: "outside_rules",
    details: { missingMinor: 1000, currency: "EUR" },
  });
  const { organizationId } = ctx.actor;
  await ctx.db.insert(payments).values({
    id: newId(),
    organizationId,
    bookingId: id,
    kind: "charge",
    method: "cash",
    amountMinor: 1000,
    currency: "EUR",
    actorKind: "system",
    at: new Date(monday),
  });
  expect(await confirmBooking(ctx, { bookingId: id })).toMatchObject({ status: "confirmed" });
  const other = await book(productId, eleven);
  const override = { reason: "Pays at the desk" };
  expect(await confirmBooking(ctx, { bookingId: other.id, override })).toMatchObject({ status: "confirmed" });
});
