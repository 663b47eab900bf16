import { afterAll, beforeAll, expect, test } from "vitest";
import { createCaller } from "../src/index.ts";
import { createMember, createRoom, createWorld, customer, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

test("the first steps are read from what the organisation has, and from no other", async () => {
  const ctx = await createMember(world);
  const trpc = createCaller(ctx);
  const nothing = { location: false, product: false, hours: false, calendar: false, booking: false };
  expect(await trpc.report.firstSteps()).toEqual(nothing);
  await trpc.location.create({ kind: "branch", name: "Office", timeZone: "Europe/Berlin" });
  expect(await trpc.report.firstSteps()).toEqual({ ...nothing, location: true });
  const productId = await createRoom(ctx);
  await trpc.booking.createHold({ productId, start: "2026-11-24T10:00:00+01:00" });
  expect(await trpc.report.firstSteps()).toEqual({ ...nothing, location: true, product: true, hours: true });
  await trpc.booking.create({ productId, start: "2026-11-24T12:00:00+01:00", customer });
  expect(await trpc.report.firstSteps()).toMatchObject({ booking: true, calendar: false });
  expect(await createCaller(await createMember(world)).report.firstSteps()).toEqual(nothing);
});
