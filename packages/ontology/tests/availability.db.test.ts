import { newId } from "@availability/db";
import {
  exceptions,
  holidayCalendars,
  locations,
  products,
  requirementGroups,
  requirementMembers,
  scheduleAssignments,
  scheduleHours,
  schedules,
} from "@availability/db/schema";
import { CreateProduct } from "@availability/domain/product";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createBlock,
  createException,
  findNextSlots,
  listSlots,
  listSlotsOfProducts,
} from "../src/availability/index.ts";
import { createBooking } from "../src/booking/index.ts";
import type { Ctx } from "../src/index.ts";
import { createProduct } from "../src/product/index.ts";
import { at, createMember, createRoom, createWorld, customer, monday, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const tuesday = { start: at("2026-11-24T00:00:00+01:00"), end: at("2026-11-25T00:00:00+01:00") };
const dayMs = 86_400_000;

/** First and last start of a day, as the clock in Berlin shows them in winter. */
async function opening(ctx: Ctx, productId: string, range = tuesday): Promise<string[]> {
  const { slots } = await listSlots(ctx, { productId, ...range });
  const text = (start: number) => new Date(start + 3_600_000).toISOString().slice(11, 16);
  const [first, last] = [slots[0], slots.at(-1)];
  return first && last ? [text(first.start), text(last.start)] : [];
}

type Owner = { productId?: string; locationId?: string };
type Assigned = { start: string; end: string; from?: string; until?: string; timeZone?: string };

async function assign(
  ctx: Ctx,
  owner: Owner,
  { start, end, from, until, timeZone }: Assigned,
): Promise<void> {
  const { organizationId } = ctx.actor;
  const scheduleId = newId();
  await ctx.db
    .insert(schedules)
    .values({ id: scheduleId, organizationId, name: "Hours", timeZone: timeZone ?? "Europe/Berlin" });
  await ctx.db.insert(scheduleHours).values(
    [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
      id: newId(),
      organizationId,
      scheduleId,
      weekday,
      start,
      end,
    })),
  );
  await ctx.db.insert(scheduleAssignments).values({
    id: newId(),
    organizationId,
    ...owner,
    scheduleId,
    effectiveFrom: from ?? null,
    effectiveUntil: until ?? null,
  });
}

async function createBranch(ctx: Ctx, timeZone = "Europe/Berlin"): Promise<string> {
  const id = newId();
  const { organizationId } = ctx.actor;
  await ctx.db.insert(locations).values({ id, organizationId, kind: "branch", name: "Branch", timeZone });
  return id;
}

async function createBare(ctx: Ctx, changes: Partial<CreateProduct> = {}): Promise<string> {
  const product = CreateProduct.parse({ type: "room", name: "Bare", durationsMinutes: [60], ...changes });
  return (await createProduct(ctx, product)).id;
}

test("[AV80] hours come from the product, else its location, else the organisation, seasons with them", async () => {
  const ctx = await createMember(world);
  const locationId = await createBranch(ctx);
  const productId = await createBare(ctx, { locationId });
  expect(await opening(ctx, productId)).toEqual([]);
  await assign(ctx, {}, { start: "06:00", end: "08:00" });
  expect(await opening(ctx, productId)).toEqual(["06:00", "07:00"]);
  await assign(ctx, { locationId }, { start: "10:00", end: "12:00" });
  expect(await opening(ctx, productId)).toEqual(["10:00", "11:00"]);
  await assign(
    ctx,
    { locationId },
    { start: "13:00", end: "15:00", from: "2026-11-24", until: "2026-11-24" },
  );
  expect(await opening(ctx, productId)).toEqual(["13:00", "14:00"]);
  await assign(ctx, { productId }, { start: "16:00", end: "18:00", from: "2026-11-25" });
  expect(await opening(ctx, productId)).toEqual([]);
  await assign(ctx, { productId }, { start: "20:00", end: "21:00" });
  expect(await opening(ctx, productId)).toEqual(["20:00", "20:00"]);
});

test("[AV80] with the hours comes their zone; without any, the zone of the location", async () => {
  const ctx = await createMember(world);
  const locationId = await createBranch(ctx, "America/New_York");
  const productId = await createBare(ctx, { locationId });
  expect((await listSlots(ctx, { productId, ...tuesday })).timeZone).toBe("America/New_York");
  await assign(ctx, {}, { start: "06:00", end: "08:00", timeZone: "Asia/Tokyo" });
  const { timeZone, slots } = await listSlots(ctx, { productId, ...tuesday });
  expect(timeZone).toBe("Asia/Tokyo");
  expect(slots[0]?.start).toBe(at("2026-11-25T06:00:00+09:00"));
});

test("[AV81] a closure of the location or the organisation closes its products, and of no others", async () => {
  const ctx = await createMember(world);
  const { organizationId } = ctx.actor;
  const locationId = await createBranch(ctx);
  const inside = await createRoom(ctx, { locationId });
  const outside = await createRoom(ctx);
  const close = (owner: Owner, date: string) =>
    ctx.db
      .insert(exceptions)
      .values({ id: newId(), organizationId, ...owner, date, hours: [], reason: "Painting" });
  await createException(ctx, {
    productId: inside,
    date: "2026-11-24",
    hours: [{ start: "10:00", end: "12:00" }],
  });
  expect(await opening(ctx, inside)).toEqual(["10:00", "11:00"]);
  await close({ locationId }, "2026-11-24");
  expect(await opening(ctx, inside)).toEqual([]);
  expect(await opening(ctx, outside)).toEqual(["09:00", "16:00"]);
  const { unavailable } = await listSlots(ctx, { productId: inside, ...tuesday, explain: true });
  expect(unavailable).toMatchObject([
    { reason: "exception", cause: { kind: "exception", name: "Painting" } },
  ]);
  await close({}, "2026-11-24");
  expect(await opening(ctx, outside)).toEqual([]);
});

test("[AV82] holidays of the nearest calendar close, but for dates opened at any level", async () => {
  const ctx = await createMember(world);
  const { organizationId } = ctx.actor;
  const locationId = await createBranch(ctx);
  const productId = await createRoom(ctx, { locationId });
  const christmas = { start: at("2026-12-25T00:00:00+01:00"), end: at("2026-12-26T00:00:00+01:00") };
  const set = (owner: Owner, changes: Partial<typeof holidayCalendars.$inferInsert>) =>
    ctx.db
      .insert(holidayCalendars)
      .values({ id: newId(), organizationId, ...owner, mode: "inherit", ...changes });
  expect(await opening(ctx, productId, christmas)).toEqual(["09:00", "16:00"]);
  await set({}, { mode: "country", country: "DE" });
  expect(await opening(ctx, productId, christmas)).toEqual([]);
  const { unavailable } = await listSlots(ctx, { productId, ...christmas, explain: true });
  expect(unavailable).toMatchObject([{ reason: "exception", cause: { kind: "holiday", id: null } }]);
  await set({ productId }, { openDates: ["2026-12-25"] });
  expect(await opening(ctx, productId, christmas)).toEqual(["09:00", "16:00"]);
  await ctx.db.delete(holidayCalendars).where(eq(holidayCalendars.productId, productId));
  await set({ locationId }, { mode: "none" });
  expect(await opening(ctx, productId, christmas)).toEqual(["09:00", "16:00"]);
});

test("[AV37] reasons come with their causes, for a service with the name of what is missing", async () => {
  const ctx = await createMember(world);
  const { organizationId } = ctx.actor;
  const teacher = await createRoom(ctx, { type: "staff", name: "Anna" });
  const lesson = await createRoom(ctx, { type: "appointment", name: "Lesson" });
  const groupId = newId();
  await ctx.db
    .insert(requirementGroups)
    .values({ id: groupId, organizationId, productId: lesson, position: 0, name: "Teacher" });
  await ctx.db
    .insert(requirementMembers)
    .values({ organizationId, groupId, productId: teacher, position: 0 });
  const booking = { attendees: 1, customer };
  const own = await createBooking(ctx, {
    ...booking,
    productId: lesson,
    start: at("2026-11-24T09:00:00+01:00"),
  });
  await createBooking(ctx, { ...booking, productId: teacher, start: at("2026-11-24T11:00:00+01:00") });
  await createBlock(ctx, {
    productId: lesson,
    start: at("2026-11-24T14:00:00+01:00"),
    end: at("2026-11-24T15:00:00+01:00"),
    reason: "Exam",
  });
  const hours = { start: at("2026-11-24T09:00:00+01:00"), end: at("2026-11-24T17:00:00+01:00") };
  const { unavailable } = await listSlots(ctx, { productId: lesson, ...hours, explain: true });
  expect(unavailable).toEqual([
    {
      start: at("2026-11-24T09:00:00+01:00"),
      end: at("2026-11-24T10:00:00+01:00"),
      reason: "booked",
      cause: { kind: "booking", id: own.id, name: "Carla Diaz" },
    },
    {
      start: at("2026-11-24T11:00:00+01:00"),
      end: at("2026-11-24T12:00:00+01:00"),
      reason: "requirement",
      cause: { kind: "requirement", id: null, name: "Teacher" },
    },
    expect.objectContaining({ reason: "blocked", cause: expect.objectContaining({ name: "Exam" }) }),
  ]);
  const teachers = await listSlots(ctx, { productId: teacher, ...hours, explain: true });
  expect(teachers.unavailable?.[0]).toMatchObject({
    reason: "booked",
    cause: { kind: "service", id: lesson, name: "Lesson" },
  });
});

test("[AV84] the next slots are found behind months without any, and none beyond the horizon", async () => {
  const ctx = await createMember(world);
  const productId = await createRoom(ctx);
  const first = await findNextSlots(ctx, { productId, count: 2 });
  expect(first.slots.map(({ start }) => start)).toEqual([
    at("2026-11-23T09:00:00+01:00"),
    at("2026-11-23T09:30:00+01:00"),
  ]);
  await createBlock(ctx, { productId, start: monday, end: at("2027-03-01T00:00:00+01:00") });
  const later = await findNextSlots(ctx, { productId, count: 1 });
  expect(later.slots[0]?.start).toBe(at("2027-03-01T09:00:00+01:00"));
  const from = at("2027-05-01T00:00:00+02:00");
  expect((await findNextSlots(ctx, { productId, count: 1, from })).slots[0]?.start).toBe(
    at("2027-05-03T09:00:00+02:00"),
  );
  await createBlock(ctx, { productId, start: monday, end: monday + 200 * dayMs });
  const none = await findNextSlots(ctx, { productId, count: 1 });
  expect(none).toMatchObject({ slots: [], searchedUntil: monday + 180 * dayMs + 3_600_000 });
});

test("[AV85] several products at once have the slots that each has alone", async () => {
  const ctx = await createMember(world);
  const [a, b, c] = [
    await createRoom(ctx),
    await createRoom(ctx, { durationsMinutes: [30] }),
    await createBare(ctx),
  ];
  await createBlock(ctx, {
    productId: a,
    start: at("2026-11-24T10:00:00+01:00"),
    end: at("2026-11-24T12:00:00+01:00"),
  });
  const together = await listSlotsOfProducts(ctx, { productIds: [b, a, c, b], ...tuesday });
  expect(together.map(({ productId }) => productId)).toEqual([b, a, c]);
  for (const { productId, slots } of together) {
    expect(slots).toEqual((await listSlots(ctx, { productId, ...tuesday })).slots);
  }
  const hours = await listSlotsOfProducts(ctx, { productIds: [a, b], ...tuesday, durationMinutes: 60 });
  expect(hours.map(({ isOffered, slots }) => [isOffered, slots.length > 0])).toEqual([
    [true, true],
    [false, false],
  ]);
});

test("[AV86] an archived product is refused by every way to ask for its slots", async () => {
  const ctx = await createMember(world);
  const productId = await createRoom(ctx);
  await ctx.db.update(products).set({ status: "archived" }).where(eq(products.id, productId));
  const refused = { code: "outside_rules" };
  await expect(listSlots(ctx, { productId, ...tuesday })).rejects.toMatchObject(refused);
  await expect(findNextSlots(ctx, { productId, count: 1 })).rejects.toMatchObject(refused);
  await expect(listSlotsOfProducts(ctx, { productIds: [productId], ...tuesday })).rejects.toMatchObject({
    ...refused,
    details: { errors: [{ pointer: "/productIds/0" }] },
  });
  const start = at("2026-11-24T10:00:00+01:00");
  await expect(createBooking(ctx, { productId, start, attendees: 1, customer })).rejects.toMatchObject(
    refused,
  );
});

test("a list with a product of another organisation is refused by its place in the list", async () => {
  const ctx = await createMember(world);
  const stranger = await createMember(world);
  const productIds = [await createRoom(ctx), await createRoom(stranger)];
  await expect(listSlotsOfProducts(ctx, { productIds, ...tuesday })).rejects.toMatchObject({
    code: "not_found",
    details: { errors: [{ pointer: "/productIds/1" }] },
  });
});
