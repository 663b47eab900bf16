import { SetHolidays } from "@availability/domain/availability";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  createException,
  getHolidays,
  listHolidayCountries,
  listSlots,
  setHolidays,
} from "../src/availability/index.ts";
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
const germany = { mode: "country" as const, country: "DE", openDates: [] };
/** Christmas Day is a Friday in 2026. */
const christmas = { start: at("2026-12-25T00:00:00+01:00"), end: at("2026-12-26T00:00:00+01:00") };
const slotCount = async (productId: string) =>
  (await listSlots(ctx, { productId, ...christmas })).slots.length;

test("[AV54] the holidays of a country close its products, except on dates that are opened", async () => {
  const productId = await createRoom(ctx);
  expect(await slotCount(productId)).toBe(15);
  const set = await setHolidays(ctx, { owner: organization, ...germany, region: "BE" });
  expect(set).toMatchObject({
    mode: "country",
    country: "DE",
    region: "BE",
    year: 2026,
    notices: [],
    version: 1,
  });
  expect(set.data).toContainEqual({ date: "2026-12-25", name: "Christmas Day", isOpen: false });
  expect(await slotCount(productId)).toBe(0);
  await setHolidays(ctx, { productId, mode: "inherit", openDates: ["2026-12-25"] });
  expect(await slotCount(productId)).toBe(15);
  const effective = await getHolidays(ctx, { productId });
  expect(effective).toMatchObject({
    mode: "country",
    inheritedFrom: "organization",
    openDates: ["2026-12-25"],
    own: { mode: "inherit", country: null },
  });
  expect(effective.data).toContainEqual({ date: "2026-12-25", name: "Christmas Day", isOpen: true });
});

test("[AV54] the nearest calendar that does not inherit decides", async () => {
  const location = await createLocation(ctx, { kind: "branch", name: "Harbour", timeZone: "Europe/Berlin" });
  const owner = { kind: "location" as const, id: location.id };
  const productId = await createRoom(ctx, { locationId: location.id });
  expect(await getHolidays(ctx, { productId })).toMatchObject({ mode: "none", data: [], version: 0 });
  await setHolidays(ctx, { owner: organization, ...germany });
  await setHolidays(ctx, { owner, mode: "country", country: "US", openDates: [] });
  expect(await getHolidays(ctx, { productId, year: 2027 })).toMatchObject({
    country: "US",
    inheritedFrom: "location",
    year: 2027,
  });
  await setHolidays(ctx, { productId, mode: "none", openDates: [] });
  expect(await getHolidays(ctx, { productId })).toMatchObject({
    mode: "none",
    inheritedFrom: null,
    data: [],
  });
  expect(await slotCount(productId)).toBe(15);
  await setHolidays(ctx, { owner, mode: "inherit", openDates: [] });
  expect(await getHolidays(ctx, { owner })).toMatchObject({ country: "DE", inheritedFrom: "organization" });
});

test("hours set for a holiday hold all the same", async () => {
  const productId = await createRoom(ctx);
  await setHolidays(ctx, { productId, ...germany });
  const hours = [{ start: "10:00", end: "12:00" }];
  await createException(ctx, { productId, date: "2026-12-25", hours });
  expect(await slotCount(productId)).toBe(3);
});

test("[AV55] a date that is opened without a holiday is accepted, and the answer says so", async () => {
  const openDates = ["2026-12-25", "2026-12-23"];
  const { notices } = await setHolidays(ctx, { owner: organization, ...germany, openDates });
  expect(notices).toEqual([expect.stringMatching(/of DE falls on 2026-12-23;/)]);
});

test("[AV55] an unknown country or region is refused with what is possible", async () => {
  const set = (place: object) => setHolidays(ctx, { owner: organization, ...germany, ...place });
  await expect(set({ country: "ZZ" })).rejects.toMatchObject({
    code: "invalid",
    details: { errors: [{ pointer: "/country", detail: expect.stringContaining('"ZZ"') }] },
  });
  await expect(set({ region: "XX" })).rejects.toMatchObject({
    code: "invalid",
    details: { errors: [{ pointer: "/region", detail: expect.stringMatching(/Germany.*BE/) }] },
  });
  expect(await getHolidays(ctx, { owner: organization })).toMatchObject({ version: 0 });
});

test("[AV47] holidays name the bookings that they close; a dry run keeps them open", async () => {
  const productId = await createRoom(ctx);
  const start = at("2026-12-25T10:00:00+01:00");
  const { id } = await createBooking(ctx, { productId, start, attendees: 1, customer });
  const dry = await setHolidays(ctx, { owner: organization, ...germany, dryRun: true });
  expect(dry.affectedBookings).toMatchObject({ bookings: [{ id }], total: 1 });
  expect(await getHolidays(ctx, { productId })).toMatchObject({ mode: "none", version: 0 });
  expect((await setHolidays(ctx, { owner: organization, ...germany })).affectedBookings.total).toBe(1);
});

test("a calendar is changed at the version it was read", async () => {
  await setHolidays(ctx, { owner: organization, ...germany, version: 0 });
  await expect(
    setHolidays(ctx, { owner: organization, mode: "none", openDates: [], version: 0 }),
  ).rejects.toMatchObject({ code: "stale", details: { version: 1 } });
});

test.each([
  [{ mode: "sometimes" }, "mode"],
  [{ mode: "country" }, "country"],
  [{ mode: "none", country: "DE" }, "country"],
  [{ mode: "inherit", region: "BE" }, "region"],
  [{ mode: "none", openDates: ["2026-02-30"] }, "openDates"],
  [{ mode: "none", openDates: ["1000-01-01"] }, "openDates"],
])("%j is refused", (given, field) => {
  const found = SetHolidays.safeParse({ owner: organization, ...given }).error?.issues[0];
  expect(found?.path[0]).toBe(field);
});

test("countries are listed, and no owner of another organisation is reached", async () => {
  expect((await listHolidayCountries(ctx)).data.length).toBeGreaterThan(190);
  const productId = await createRoom(ctx);
  const stranger = createCaller(await createMember(world)).availability;
  const calls = [
    () => stranger.holidays({ productId }),
    () => stranger.setHolidays({ productId, mode: "none" }),
  ];
  for (const call of calls) await expect(call()).rejects.toMatchObject({ code: "NOT_FOUND" });
});
