import { newId } from "@availability/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCaller } from "../src/index.ts";
import { at, createMember, createRoom, createWorld, customer, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const november = { from: "2026-11-23", to: "2026-11-29" };

test("each day says how much of each kind it holds", async () => {
  const ctx = await createMember(world);
  const productId = await createRoom(ctx);
  const caller = createCaller(ctx);
  await caller.booking.create({ productId, start: "2026-11-24T12:00:00+01:00", customer });
  await caller.availability.createBlock({
    productId,
    start: "2026-11-24T15:00:00+01:00",
    end: "2026-11-25T12:00:00+01:00",
  });
  const { timeZone, days } = await caller.availability.dayCounts({ productIds: [productId], ...november });
  expect(timeZone).toBe("Europe/Berlin");
  expect(days.map(({ date }) => date).at(0)).toBe("2026-11-23");
  expect(days).toHaveLength(7);
  // 09:00 to 12:00 and 13:00 to 15:00, an hour each on a grid of 30 minutes.
  expect(days[1]).toEqual({ date: "2026-11-24", free: 5 + 3, bookings: 1, blocks: 1, busy: 0 });
  expect(days[2]).toEqual({ date: "2026-11-25", free: 9, bookings: 0, blocks: 1, busy: 0 });
  expect(days[5]).toEqual({ date: "2026-11-28", free: 0, bookings: 0, blocks: 0, busy: 0 });
});

test("what several products share counts once, and days are those of the zone asked for", async () => {
  const ctx = await createMember(world);
  const productIds = [await createRoom(ctx), await createRoom(ctx)];
  const caller = createCaller(ctx);
  const [productId = ""] = productIds;
  await caller.availability.createBlock({
    productIds,
    start: "2026-11-24T10:00:00+01:00",
    end: "2026-11-24T11:00:00+01:00",
  });
  const start = "2026-11-25T09:00:00+01:00";
  await caller.booking.create({ productId, start, customer });
  const { days } = await caller.availability.dayCounts({ productIds, ...november });
  expect(days[1]?.blocks).toBe(1);
  expect(days[2]?.bookings).toBe(1);
  // In Honolulu it is still the day before.
  const far = await caller.availability.dayCounts({ productIds, ...november, timeZone: "Pacific/Honolulu" });
  expect(new Date(at(start)).toISOString()).toBe("2026-11-25T08:00:00.000Z");
  expect(far.days[1]?.bookings).toBe(1);
  expect(far.days[2]?.bookings).toBe(0);
});

test("a service's booking counts for the member that serves it, once", async () => {
  const ctx = await createMember(world);
  const caller = createCaller(ctx);
  const room = await createRoom(ctx);
  const service = await createRoom(ctx, {
    type: "appointment",
    requirements: [{ name: "Room", count: 1, units: null, productIds: [room] }],
  });
  await caller.booking.create({ productId: service, start: "2026-11-24T12:00:00+01:00", customer });
  for (const productIds of [[room], [service], [room, service]]) {
    const { days } = await caller.availability.dayCounts({ productIds, ...november });
    expect(days[1]?.bookings).toBe(1);
  }
});

test("a foreign product is not counted, and 43 days are too many", async () => {
  const ctx = await createMember(world);
  const caller = createCaller(ctx);
  const productIds = [await createRoom(ctx), newId()];
  await expect(caller.availability.dayCounts({ productIds, ...november })).rejects.toMatchObject({
    cause: { code: "not_found", details: { errors: [{ pointer: "/productIds/1" }] } },
  });
  const long = { productIds, from: "2026-11-01", to: "2026-12-13" };
  await expect(caller.availability.dayCounts(long)).rejects.toMatchObject({ code: "BAD_REQUEST" });
});
