import { newId } from "@availability/db";
import {
  allocations,
  claims,
  products,
  requirementGroups,
  requirementMembers,
} from "@availability/db/schema";
import { eq, isNotNull } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createBlock, getProductCalendar, listSlots } from "../src/availability/index.ts";
import { cancelBooking, createBooking } from "../src/booking/index.ts";
import type { Ctx } from "../src/index.ts";
import { at, createMember, createRoom, createWorld, customer, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const nine = "2026-11-24T09:00:00+01:00";
const ten = "2026-11-24T10:00:00+01:00";
const tuesday = { start: at("2026-11-24T00:00:00+01:00"), end: at("2026-11-25T00:00:00+01:00") };

type Group = { name?: string; count?: number; units?: number | null; memberIds: string[] };

async function require(ctx: Ctx, productId: string, groups: Group[]): Promise<void> {
  const { organizationId } = ctx.actor;
  for (const [position, { name = "Group", count = 1, units = 1, memberIds }] of groups.entries()) {
    const id = newId();
    await ctx.db
      .insert(requirementGroups)
      .values({ id, organizationId, productId, position, name, count, units });
    for (const [order, memberId] of memberIds.entries()) {
      await ctx.db
        .insert(requirementMembers)
        .values({ organizationId, groupId: id, productId: memberId, position: order });
    }
  }
}

function book(ctx: Ctx, productId: string, start: string, attendees = 1) {
  return createBooking(ctx, { productId, start: at(start), attendees, customer });
}

async function startsOf(ctx: Ctx, productId: string): Promise<string[]> {
  const { slots } = await listSlots(ctx, { productId, ...tuesday });
  return slots.map(({ start }) => new Date(start + 3_600_000).toISOString().slice(11, 16));
}

/** Teachers Anna and Ben, a room, and a class for eight that needs the room and one of them. */
async function createClass(ctx: Ctx) {
  const [anna, ben, room, yoga] = [
    await createRoom(ctx, { type: "staff", name: "Anna" }),
    await createRoom(ctx, { type: "staff", name: "Ben" }),
    await createRoom(ctx, { name: "Studio" }),
    await createRoom(ctx, {
      type: "class",
      name: "Yoga",
      capacity: 8,
      maxAttendeesPerBooking: 4,
      slotStepMinutes: 60,
    }),
  ];
  await require(ctx, yoga, [
    { name: "Room", memberIds: [room] },
    { name: "Teacher", memberIds: [anna, ben] },
  ]);
  return { anna, ben, room, yoga };
}

test("[BK22] a booking of a service claims the members it got; those of the same time share them", async () => {
  const ctx = await createMember(world);
  const { anna, ben, room, yoga } = await createClass(ctx);
  const first = await book(ctx, yoga, ten, 4);
  const second = await book(ctx, yoga, ten, 3);
  expect(first.members).toEqual([
    { productId: room, name: "Studio" },
    { productId: anna, name: "Anna" },
  ]);
  expect(second.members).toEqual(first.members);
  expect(await startsOf(ctx, room)).not.toContain("10:00");
  expect(await startsOf(ctx, anna)).not.toContain("10:00");
  expect(await startsOf(ctx, ben)).toContain("10:00");
  expect(await startsOf(ctx, yoga)).toContain("10:00");
  const calendar = await getProductCalendar(ctx, { productId: anna, ...tuesday });
  expect(calendar.bookings.map(({ id }) => id)).toEqual([first.id, second.id]);
  await book(ctx, yoga, ten, 1);
  expect(await startsOf(ctx, yoga)).not.toContain("10:00");
  const held = await ctx.db.select().from(claims).where(isNotNull(claims.allocationId));
  expect(held.filter(({ organizationId }) => organizationId === ctx.actor.organizationId)).toHaveLength(2);
});

test("[BK22] members go back when the last booking of their time is cancelled, and not before", async () => {
  const ctx = await createMember(world);
  const { anna, yoga } = await createClass(ctx);
  const first = await book(ctx, yoga, ten);
  const second = await book(ctx, yoga, ten);
  await cancelBooking(ctx, { bookingId: first.id });
  expect(await startsOf(ctx, anna)).not.toContain("10:00");
  const cancelled = await cancelBooking(ctx, { bookingId: second.id });
  expect(await startsOf(ctx, anna)).toContain("10:00");
  expect(cancelled.members.map(({ name }) => name)).toEqual(["Studio", "Anna"]);
  const again = await book(ctx, yoga, ten);
  expect(again.members).toHaveLength(2);
});

test("[BK22] twenty cancellations of one time at once leave nothing claimed", async () => {
  const ctx = await createMember(world);
  const { yoga, room } = await createClass(ctx);
  const made = await Promise.all(Array.from({ length: 8 }, () => book(ctx, yoga, nine)));
  await Promise.all(made.map(({ id }) => cancelBooking(ctx, { bookingId: id })));
  expect(await startsOf(ctx, room)).toContain("09:00");
  expect(await ctx.db.select().from(claims).where(eq(claims.productId, room))).toEqual([]);
});

test("[BK22] bookings that come while others go never stand without their members", async () => {
  const ctx = await createMember(world);
  const { yoga, room, anna, ben } = await createClass(ctx);
  let standing = [(await book(ctx, yoga, ten)).id];
  for (let round = 0; round < 10; round += 1) {
    const [, ...made] = await Promise.all([
      ...standing.map((bookingId) => cancelBooking(ctx, { bookingId })),
      ...Array.from({ length: 3 }, () => book(ctx, yoga, ten)),
    ]);
    standing = made.filter(({ status }) => status === "confirmed").map(({ id }) => id);
    const held = await ctx.db
      .select({ productId: claims.productId })
      .from(claims)
      .innerJoin(allocations, eq(allocations.id, claims.allocationId))
      .where(eq(allocations.productId, yoga));
    const ids = held.map(({ productId }) => productId);
    expect(ids).toHaveLength(2);
    expect(ids).toContain(room);
    expect([anna, ben].some((id) => ids.includes(id))).toBe(true);
  }
});

test("[AV35] the least booked teacher gets the next class", async () => {
  const ctx = await createMember(world);
  const { anna, ben, yoga } = await createClass(ctx);
  await book(ctx, anna, nine);
  const names = [];
  for (const hour of ["10", "11", "12", "13"]) {
    const { members } = await book(ctx, yoga, `2026-11-24T${hour}:00:00+01:00`);
    names.push(members[1]?.name);
  }
  expect(names).toEqual(["Ben", "Anna", "Ben", "Anna"]);
  await createBlock(ctx, {
    productId: ben,
    start: at("2026-11-24T14:00:00+01:00"),
    end: at("2026-11-24T15:00:00+01:00"),
  });
  expect((await book(ctx, yoga, "2026-11-24T14:00:00+01:00")).members[1]?.name).toBe("Anna");
});

test("[BK23] services that want the same members take turns: of twenty at once one gets each", async () => {
  const ctx = await createMember(world);
  const { anna, ben } = await createClass(ctx);
  const services = await Promise.all(
    Array.from({ length: 4 }, (_, i) => createRoom(ctx, { type: "treatment", name: `Massage ${i}` })),
  );
  for (const [i, service] of services.entries()) {
    const memberIds = i % 2 === 0 ? [anna, ben] : [ben, anna];
    await require(ctx, service, [{ name: "Therapist", memberIds }]);
  }
  const settled = await Promise.allSettled(
    Array.from({ length: 20 }, (_, i) => book(ctx, services[i % 4] ?? "", ten)),
  );
  const made = settled.flatMap((one) => (one.status === "fulfilled" ? [one.value.members[0]?.name] : []));
  expect(made.sort()).toEqual(["Anna", "Ben"]);
  for (const one of settled) {
    if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "slot_taken" });
  }
});

test("[AV34] a hall excludes its halves and they exclude it", async () => {
  const ctx = await createMember(world);
  const left = await createRoom(ctx, { name: "Left half" });
  const right = await createRoom(ctx, { name: "Right half" });
  const hall = await createRoom(ctx, { name: "Hall" });
  await require(ctx, hall, [{ memberIds: [left] }, { memberIds: [right] }]);
  await book(ctx, left, nine);
  await expect(book(ctx, hall, nine)).rejects.toMatchObject({ code: "slot_taken" });
  await book(ctx, right, nine);
  const { members } = await book(ctx, hall, ten);
  expect(members).toHaveLength(2);
  await expect(book(ctx, right, ten)).rejects.toMatchObject({ code: "slot_taken" });
  expect(await startsOf(ctx, left)).not.toContain("10:00");
});

test("[AV31] an archived member serves nobody", async () => {
  const ctx = await createMember(world);
  const { anna, ben, yoga } = await createClass(ctx);
  await ctx.db.update(products).set({ status: "archived" }).where(eq(products.id, anna));
  expect((await book(ctx, yoga, ten)).members[1]?.name).toBe("Ben");
  await ctx.db.update(products).set({ status: "archived" }).where(eq(products.id, ben));
  expect(await startsOf(ctx, yoga)).toEqual([]);
});
