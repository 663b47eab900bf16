import { products } from "@availability/db/schema";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { listSlots } from "../../src/availability/index.ts";
import {
  cancelBooking,
  confirmBooking,
  createBooking,
  createHold,
  extendHold,
  rescheduleBooking,
} from "../../src/booking/index.ts";
import { inTurn } from "../../src/booking/place.ts";
import type { Ctx } from "../../src/index.ts";
import { updateProduct } from "../../src/product/index.ts";
import { createMember, createRoom, createWorld, customer, monday, type World } from "../world.ts";
import { anyOf, hourMs, minuteMs, staff, ten } from "./shop.ts";
import { expectSound } from "./sound.ts";
import { codesOf, settledOrWaiting, stopBefore } from "./stopping.ts";

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

const sound = () => expectSound(ctx.db, ctx.actor.organizationId, world.clock.now());
const stop = (pattern: RegExp) => stopBefore(pattern, { ctx, url: world.url });
const book = (productId: string, start = ten, as = ctx) =>
  createBooking(as, { productId, start, attendees: 1, customer });
const locksProducts = /with recursive needed/;

async function createService(capacity = 1): Promise<{ service: string; member: string }> {
  const member = await staff(ctx);
  const service = await createRoom(ctx, { type: "class", capacity, requirements: [anyOf(1, [member])] });
  return { service, member };
}

/** Two places: a claim on lane 1 from ten, one on lane 2 from eleven; one of 10:30-11:30 needs the latter moved. */
async function fragmented() {
  const room = await createRoom(ctx, { capacity: 2, maxAttendeesPerBooking: 2 });
  await book(room, ten);
  const filler = await book(room, ten + hourMs);
  const second = await book(room, ten + hourMs);
  await cancelBooking(ctx, { bookingId: filler.id });
  return { room, second };
}

test("[BK28] a service that moves gives its members back", async () => {
  const { service, member } = await createService();
  const { id } = await book(service);
  await rescheduleBooking(ctx, { bookingId: id, start: ten + 2 * hourMs });
  await sound();
  await book(member);
});

test("[BK24] a hold of a service that ended leaves its members free, swept or not", async () => {
  const { service, member } = await createService();
  await createHold(ctx, { productId: service, start: ten, attendees: 1 });
  await createHold(ctx, { productId: service, start: ten + 3 * hourMs, attendees: 1 });
  world.clock.advance(5 * minuteMs);
  await book(member);
  await book(service, ten + 3 * hourMs + 30 * minuteMs);
  await sound();
});

test("[BK24] a hold that shares members with a booking has them for its own time when that is cancelled", async () => {
  const { service, member } = await createService(8);
  await createHold(ctx, { productId: service, start: ten, attendees: 1 });
  const { id: bookingId } = await book(service);
  await cancelBooking(ctx, { bookingId });
  expect(await codesOf(book(member))).toEqual(["slot_taken"]);
  world.clock.advance(5 * minuteMs);
  expect(await codesOf(book(member))).toEqual(["ok"]);
  await sound();
});

test("[BK26] the owner of a hold of a service sees its members free at times that overlap it", async () => {
  const { service } = await createService();
  const { id: holdId } = await createHold(ctx, { productId: service, start: ten, attendees: 1 });
  const { slots } = await listSlots(ctx, {
    productId: service,
    start: ten,
    end: ten + 2 * hourMs,
    holdId,
  });
  expect(slots.map(({ start }) => start)).toEqual([ten, ten + 30 * minuteMs, ten + hourMs]);
});

test("[BK6] a hold is not confirmed: it has no customer yet", async () => {
  const room = await createRoom(ctx);
  const { id } = await createHold(ctx, { productId: room, start: ten, attendees: 1 });
  await expect(confirmBooking(ctx, { bookingId: id })).rejects.toMatchObject({
    code: "illegal_transition",
    details: { allowed: ["expire", "cancel"] },
  });
});

test("[BK81] a booking of a service, and one that moves away from the same time", async () => {
  const { service } = await createService(8);
  const { id } = await book(service);
  await using mover = stop(locksProducts);
  await using booker = stop(/from "allocations"/);
  const moved = rescheduleBooking(mover.ctx, { bookingId: id, start: ten + 2 * hourMs });
  await mover.reached;
  const booked = book(service, ten, booker.ctx);
  await booker.reached;
  mover.proceed();
  await settledOrWaiting(ctx.db, moved);
  booker.proceed();
  expect(await codesOf(moved, booked)).toEqual(["ok", "ok"]);
  await sound();
});

test("[BK81] whoever Postgres ends to break a circle begins again", async () => {
  const rooms = [await createRoom(ctx), await createRoom(ctx)];
  const [first = "", second = ""] = rooms;
  let waiting = 0;
  const lock = (ids: string[]) =>
    inTurn(ctx, async (tx) => {
      for (const [place, id] of ids.entries()) {
        await tx.select().from(products).where(eq(products.id, id)).for("update");
        if (place > 0) continue;
        waiting += 1;
        // Only the first two hold one and want the other's.
        while (waiting < 2) await tx.execute(sql`select 1`);
      }
      return null;
    });
  expect(await codesOf(lock([first, second]), lock([second, first]))).toEqual(["ok", "ok"]);
  expect(waiting).toBe(3);
});

test("[BK80] a claim that is moved to another lane does not outlive its booking", async () => {
  const { room, second } = await fragmented();
  await using booker = stop(/^insert into "claims"/);
  const booked = book(room, ten + hourMs / 2, booker.ctx);
  await booker.reached;
  const cancelled = cancelBooking(ctx, { bookingId: second.id });
  await settledOrWaiting(ctx.db, cancelled);
  booker.proceed();
  expect(await codesOf(booked, cancelled)).toEqual(["ok", "ok"]);
  await sound();
});

test("[BK80] a claim that is just given up is not put back when lanes are moved", async () => {
  const { room, second } = await fragmented();
  await using canceller = stop(/from "calendar_pushes"|update "calendar_pushes"/);
  const cancelled = cancelBooking(canceller.ctx, { bookingId: second.id });
  await canceller.reached;
  const booked = book(room, ten + hourMs / 2);
  await settledOrWaiting(ctx.db, booked);
  canceller.proceed();
  expect(await codesOf(booked, cancelled)).toEqual(["ok", "ok"]);
  await sound();
});

test("[BK81] a booking that moves lanes, and a booking in one of them that moves away", async () => {
  const { room, second } = await fragmented();
  await using mover = stop(locksProducts);
  const moved = rescheduleBooking(mover.ctx, { bookingId: second.id, start: ten + 4 * hourMs });
  await mover.reached;
  const booked = book(room, ten + hourMs / 2);
  await settledOrWaiting(ctx.db, booked);
  mover.proceed();
  expect(await codesOf(moved, booked)).toEqual(["ok", "ok"]);
  await sound();
});

test("[BK24] a hold is not extended once somebody has booked its time as ended", async () => {
  const room = await createRoom(ctx);
  const { id: holdId } = await createHold(ctx, { productId: room, start: ten, attendees: 1 });
  world.clock.advance(5 * minuteMs - 1);
  await using extender = stop(/^update "bookings"/);
  const extended = extendHold(extender.ctx, { holdId });
  await extender.reached;
  world.clock.advance(1);
  const booked = book(room);
  await settledOrWaiting(ctx.db, booked);
  extender.proceed();
  const codes = await codesOf(extended, booked);
  expect(codes.filter((code) => code === "ok")).toHaveLength(1);
  await sound();
});

test("[BK80] more units of a product are not claimed for what is just given up", async () => {
  const hall = await createRoom(ctx, { capacity: 2, maxAttendeesPerBooking: 2 });
  const concert = await createRoom(ctx, {
    type: "class",
    requirements: [{ ...anyOf(1, [hall]), units: null }],
  });
  const { id } = await book(concert);
  await using raiser = stop(/insert into claims/);
  const raised = updateProduct(raiser.ctx, { productId: hall, capacity: 3 });
  await raiser.reached;
  const cancelled = cancelBooking(ctx, { bookingId: id });
  await settledOrWaiting(ctx.db, cancelled);
  raiser.proceed();
  expect(await codesOf(raised, cancelled)).toEqual(["ok", "ok"]);
  await sound();
});
