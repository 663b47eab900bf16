import { afterAll, beforeAll, expect, test } from "vitest";
import { createCaller } from "../src/index.ts";
import { mondayOf, summaryByHand, utilisationByHand, within } from "./report/by-hand.ts";
import { createShop } from "./report/shop.ts";
import { at, createMember, createRoom, createWorld, customer, type World } from "./world.ts";

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

const days = { from: "2026-10-12", to: "2026-11-08" };
/** The same in Berlin, whose clocks go back on 25 October. */
const range = { start: at("2026-10-12T00:00:00+02:00"), end: at("2026-11-09T00:00:00+01:00") };

test("[RP3] [RP4] [RP5] [RP6] [RP7] [RP8] every figure is what counting by hand gives", {
  timeout: 60_000,
}, async () => {
  const ctx = await createMember(world);
  const trpc = createCaller(ctx);
  const shop = await createShop(ctx, range);
  // Another organisation with bookings of its own, which no figure may hold.
  await createShop(await createMember(world), range);
  const { room, tokyo } = shop.products;
  const all = Object.values(shop.products);
  const inTokyo = { start: at("2026-10-12T00:00:00+09:00"), end: at("2026-11-09T00:00:00+09:00") };
  const asked = [
    { filter: days, ids: all, within: range, timeZone: "Europe/Berlin" },
    { filter: { ...days, productId: room }, ids: [room], within: range, timeZone: "Europe/Berlin" },
    { filter: { ...days, locationId: shop.tokyoId }, ids: [tokyo], within: inTokyo, timeZone: "Asia/Tokyo" },
  ];
  for (const { filter, ids, within: instants, timeZone } of asked) {
    const rows = within(shop.rows, instants, ids);
    expect(rows.length).toBeGreaterThan(50);
    expect(await trpc.report.summary(filter)).toEqual(
      summaryByHand(shop, instants, { productIds: ids, now: ctx.now() }),
    );

    const weeks = await trpc.report.weeks(filter);
    expect(weeks.map(({ from }) => from)).toEqual(["2026-10-12", "2026-10-19", "2026-10-26", "2026-11-02"]);
    for (const { from, counts } of weeks) {
      for (const [status, count] of Object.entries(counts)) {
        const ofWeek = rows.filter((row) => row.status === status && mondayOf(row.start, timeZone) === from);
        expect(count, `${status} in the week of ${from}`).toBe(ofWeek.length);
      }
    }

    const leads = rows
      .filter(({ status }) => !["cancelled", "declined", "expired"].includes(status))
      .map(({ start, createdAt }) => (start - createdAt) / 60_000);
    const ofClass = (from: number, until: number) =>
      leads.filter((lead) => lead >= from && lead < until).length;
    for (const { fromMinutes, untilMinutes, count } of await trpc.report.leadTimes(filter)) {
      const from = fromMinutes === 0 ? Number.NEGATIVE_INFINITY : fromMinutes;
      expect(count).toBe(ofClass(from, untilMinutes ?? Number.POSITIVE_INFINITY));
    }

    const found = await trpc.report.utilisation(filter);
    const byHand = ids.map((id) => utilisationByHand(shop, instants, id));
    const sum = (key: "bookable" | "booked") =>
      Array.from({ length: 168 }, (_, hour) =>
        byHand.reduce((total, one) => total + (one[key][hour] ?? 0), 0),
      );
    expect(found.bookable).toEqual(sum("bookable"));
    expect(found.booked).toEqual(sum("booked"));
    expect(found.outsideMinutes).toBe(byHand.reduce((total, one) => total + one.outsideMinutes, 0));
    expect(found.products.map(({ productId }) => productId).sort()).toEqual([...ids].sort());
    for (const product of found.products) {
      const own = utilisationByHand(shop, instants, product.productId);
      expect(product.bookedMinutes).toBe(own.booked.reduce((total, one) => total + one, 0));
      expect(product.bookableMinutes).toBe(own.bookable.reduce((total, one) => total + one, 0));
    }
  }
});

test("[RP2] a report looks at no more than 366 days, and at nothing for who may not see bookings", async () => {
  const ctx = await createMember(world);
  const trpc = createCaller(ctx);
  const tooLong = { from: "2026-01-01", to: "2027-01-02" };
  for (const report of [
    trpc.report.summary,
    trpc.report.utilisation,
    trpc.report.weeks,
    trpc.report.leadTimes,
  ]) {
    await expect(report(tooLong)).rejects.toMatchObject({
      code: "BAD_REQUEST",
      message: expect.stringMatching(/366/),
    });
  }
  const key = {
    ...ctx,
    actor: { ...ctx.actor, kind: "api_key" as const, apiKeyId: ctx.actor.organizationId, permissions: [] },
  };
  await expect(createCaller(key).report.summary(days)).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("a period without bookings has figures of nothing", async () => {
  const trpc = createCaller(await createMember(world));
  expect(await trpc.report.summary(days)).toEqual({
    bookings: 0,
    cancelled: 0,
    over: 0,
    noShows: 0,
    leadMinutes: null,
    revenue: [],
  });
  expect(await trpc.report.utilisation(days)).toMatchObject({
    bookableMinutes: 0,
    products: [],
    timeZones: [],
  });
});
