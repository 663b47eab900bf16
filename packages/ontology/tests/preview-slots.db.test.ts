import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { getOwnerSchedule, listSlots, setSchedule } from "../src/availability/index.ts";
import { type Ctx, createCaller } from "../src/index.ts";
import { createMember, createRoom, createWorld, type World } from "./world.ts";

let world: World;
let ctx: Ctx;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
  ctx = await createMember(world);
});

const dayMs = 24 * 3600 * 1000;
const allDays = [1, 2, 3, 4, 5, 6, 7];

test("hours that are not saved give the slots that they would give once saved", async () => {
  const productId = await createRoom(ctx);
  const before = await getOwnerSchedule(ctx, { productId });
  const hours = {
    productId,
    timeZone: before.timeZone,
    weeklyHours: [{ days: allDays, start: "10:00", end: "13:00" }],
  };
  const start = ctx.now() + dayMs;
  const range = { start, end: start + 7 * dayMs };
  const { availability } = createCaller(ctx);
  const preview = await availability.previewSlots({ ...hours, ...range, level: "product" });
  expect(await getOwnerSchedule(ctx, { productId })).toEqual(before);
  await setSchedule(ctx, hours);
  const { slots } = await listSlots(ctx, { productId, ...range });
  expect(slots.length).toBeGreaterThan(0);
  expect(preview).toEqual({ slots, applies: true });
});

test("hours of a level further up do not apply to a product with its own", async () => {
  const productId = await createRoom(ctx);
  const { timeZone } = await getOwnerSchedule(ctx, { productId });
  const start = ctx.now() + dayMs;
  const range = { start, end: start + 7 * dayMs };
  const { availability } = createCaller(ctx);
  const preview = await availability.previewSlots({
    productId,
    timeZone,
    weeklyHours: [],
    ...range,
    level: "organization",
  });
  const { slots } = await listSlots(ctx, { productId, ...range });
  expect(slots.length).toBeGreaterThan(0);
  expect(preview).toEqual({ slots, applies: false });
});
