import { CreateException } from "@availability/domain/availability";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createException, deleteException, listExceptions, listSlots } from "../src/availability/index.ts";
import { createBooking } from "../src/booking/index.ts";
import { type Ctx, createCaller } from "../src/index.ts";
import { createLocation } from "../src/location/index.ts";
import { at, createMember, createRoom, createWorld, customer, type World } from "./world.ts";

let world: World;
let ctx: Ctx;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
  ctx = await createMember(world);
});

const organization = { kind: "organization" } as const;
const tuesday = { start: at("2026-11-24T00:00:00+01:00"), end: at("2026-11-25T00:00:00+01:00") };
const branch = () => createLocation(ctx, { kind: "branch", name: "Harbour", timeZone: "Europe/Berlin" });
const book = (productId: string, start: string) =>
  createBooking(ctx, { productId, start: at(start), attendees: 1, customer });
const slotCount = async (productId: string) => (await listSlots(ctx, { productId, ...tuesday })).slots.length;

test("[AV52] one exception a date: the later one replaces the earlier, under the same id", async () => {
  const productId = await createRoom(ctx);
  const first = await createException(ctx, { productId, date: "2026-11-24", hours: [] });
  const hours = [
    { start: "10:00", end: "12:00" },
    { start: "11:00", end: "13:00" },
  ];
  const second = await createException(ctx, { productId, date: "2026-11-24", hours, reason: "Fair" });
  expect(second).toMatchObject({
    id: first.id,
    data: [{ id: first.id, date: "2026-11-24" }],
    hours: [{ start: "10:00", end: "13:00" }],
    notices: [expect.stringContaining("10:00-13:00")],
  });
  expect(await listExceptions(ctx, { productId, limit: 10 })).toEqual({
    data: [
      {
        id: first.id,
        date: "2026-11-24",
        hours: [{ start: "10:00", end: "13:00" }],
        reason: "Fair",
        inheritedFrom: null,
      },
    ],
    nextCursor: null,
  });
});

test("[AV52] many dates at once, listed a page at a time by date, within a range", async () => {
  const productId = await createRoom(ctx);
  const dates = ["2026-12-31", "2026-12-24", "2026-12-25", "2026-12-24"];
  const made = await createException(ctx, { productId, dates, hours: [] });
  expect(made.data.map(({ date }) => date)).toEqual(["2026-12-24", "2026-12-25", "2026-12-31"]);
  const first = await listExceptions(ctx, { productId, limit: 2 });
  expect(first.data.map(({ date }) => date)).toEqual(["2026-12-24", "2026-12-25"]);
  const second = await listExceptions(ctx, { productId, limit: 2, cursor: first.nextCursor });
  expect(second).toMatchObject({ data: [{ date: "2026-12-31" }], nextCursor: null });
  const range = { from: "2026-12-25", to: "2026-12-30" };
  expect((await listExceptions(ctx, { productId, limit: 9, ...range })).data).toMatchObject([
    { date: "2026-12-25" },
  ]);
  const foreign = { productId, limit: 2, cursor: Buffer.from('["x"]').toString("base64url") };
  await expect(listExceptions(ctx, foreign)).rejects.toMatchObject({ code: "invalid" });
});

test("[AV53] closures of a location and of the organisation close all their products, and say where they are from", async () => {
  const location = await branch();
  const inside = await createRoom(ctx, { locationId: location.id });
  const outside = await createRoom(ctx);
  const owner = { kind: "location" as const, id: location.id };
  const closure = await createException(ctx, { owner, date: "2026-11-24", hours: [], reason: "Works" });
  expect([await slotCount(inside), await slotCount(outside)]).toEqual([0, 15]);
  await createException(ctx, { owner: organization, date: "2026-11-24", hours: [] });
  expect([await slotCount(inside), await slotCount(outside)]).toEqual([0, 0]);
  const all = await listExceptions(ctx, { productId: inside, inherited: true, limit: 9 });
  expect(all.data.map(({ inheritedFrom }) => inheritedFrom).sort()).toEqual(["location", "organization"]);
  expect((await listExceptions(ctx, { productId: inside, limit: 9 })).data).toEqual([]);
  await deleteException(ctx, { exceptionId: closure.id });
  const [own] = (await listExceptions(ctx, { owner: organization, limit: 9 })).data;
  await deleteException(ctx, { exceptionId: own?.id ?? "" });
  expect([await slotCount(inside), await slotCount(outside)]).toEqual([15, 15]);
});

test("[AV47] a closure names the bookings on its dates, of every product it closes", async () => {
  const location = await branch();
  const productId = await createRoom(ctx, { locationId: location.id });
  const other = await createRoom(ctx);
  const { id } = await book(productId, "2026-11-24T10:00:00+01:00");
  await book(productId, "2026-11-25T10:00:00+01:00");
  await book(other, "2026-11-24T10:00:00+01:00");
  const owner = { kind: "location" as const, id: location.id };
  const dry = await createException(ctx, { owner, date: "2026-11-24", hours: [], dryRun: true });
  expect(dry.affectedBookings).toMatchObject({ bookings: [{ id, productId }], total: 1, examined: 2 });
  expect((await listExceptions(ctx, { owner, limit: 9 })).data).toEqual([]);
  const closed = await createException(ctx, { owner, date: "2026-11-24", hours: [] });
  expect(closed.affectedBookings.total).toBe(1);
  const again = await createException(ctx, { productId, date: "2026-11-24", hours: [] });
  expect(again.affectedBookings.total).toBe(0);
});

test("[AV47] taking longer hours back names the bookings that only they allowed", async () => {
  const productId = await createRoom(ctx);
  const hours = [{ start: "09:00", end: "20:00" }];
  const { id: exceptionId } = await createException(ctx, { productId, date: "2026-11-24", hours });
  const { id } = await book(productId, "2026-11-24T18:00:00+01:00");
  const dry = await deleteException(ctx, { exceptionId, dryRun: true });
  expect(dry.affectedBookings).toMatchObject({ bookings: [{ id }], total: 1 });
  expect((await listExceptions(ctx, { productId, limit: 9 })).data).toHaveLength(1);
  expect((await deleteException(ctx, { exceptionId })).affectedBookings.total).toBe(1);
});

test.each([
  [{ date: "2026-02-30" }, "date", /2026-03-29/],
  [{}, "date", /either/],
  [{ date: "2026-12-24", dates: ["2026-12-25"] }, "date", /either/],
  [{ dates: [] }, "dates", /at least one/],
  [{ dates: Array.from({ length: 367 }, () => "2026-12-24") }, "dates", /366/],
  [{ date: "2026-12-24", hours: [{ start: "25:00", end: "26:00" }] }, "hours", /HH:MM/],
  [{ date: "2026-12-24", hours: [{ start: "09:00", end: "09:00" }] }, "hours", /00:00 to 24:00/],
])("%j is refused", (given, field, sentence) => {
  const productId = "0190a5a0-0000-7000-8000-000000000000";
  const [issue] = CreateException.safeParse({ productId, hours: [], ...given }).error?.issues ?? [];
  expect(issue?.path[0]).toBe(field);
  expect(issue?.message).toMatch(sentence);
});

test("nobody reaches the exceptions of another organisation", async () => {
  const location = await branch();
  const owner = { kind: "location" as const, id: location.id };
  const { id: exceptionId } = await createException(ctx, { owner, date: "2026-11-24", hours: [] });
  const stranger = createCaller(await createMember(world)).availability;
  const calls = [
    () => stranger.createException({ owner, date: "2026-11-24", hours: [] }),
    () => stranger.exceptions({ owner }),
    () => stranger.deleteException({ exceptionId }),
  ];
  for (const call of calls) await expect(call()).rejects.toMatchObject({ code: "NOT_FOUND" });
  const staff = await createMember(world, "staff");
  await expect(
    createException(staff, { owner: organization, date: "2026-11-24", hours: [] }),
  ).rejects.toMatchObject({ code: "forbidden" });
});
