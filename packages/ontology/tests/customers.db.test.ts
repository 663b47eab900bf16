import { newId } from "@availability/db";
import {
  bookingEvents,
  bookingSeries,
  bookings,
  customerAliases,
  customers,
  outbox,
  payments,
} from "@availability/db/schema";
import { UpdateCustomer } from "@availability/domain/customer";
import { eq, inArray, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  cancelBooking,
  completeBooking,
  createBooking,
  markNoShow,
  rescheduleBooking,
} from "../src/booking/index.ts";
import {
  eraseCustomer,
  exportCustomer,
  getCustomer,
  listCustomers,
  mergeCustomers,
  updateCustomer,
} from "../src/customer/index.ts";
import type { Ctx } from "../src/index.ts";
import { recordPayment } from "../src/payment/index.ts";
import { at, createMember, createRoom, createWorld, monday, type World } from "./world.ts";

let world: World;
let ctx: Ctx;
let productId: string;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
  world.clock.set(monday);
  ctx = await createMember(world);
  productId = await createRoom(ctx, { priceMinor: 5000, capacity: 30 });
});

const hourMs = 3_600_000;
const ten = at("2026-11-24T10:00:00+01:00");
const dayAfter = ten + 48 * hourMs;
const carla = {
  name: "Carla Diaz",
  email: "carla@example.org",
  phone: "+49 30 1234",
  timeZone: "Europe/Madrid",
};

async function book(customer: { name: string; email: string } = carla, more: object = {}) {
  return createBooking(ctx, { productId, start: ten, attendees: 1, customer, ...more });
}

const named = (name: string) => ({ name, email: `${name.toLowerCase().replaceAll(" ", ".")}@example.org` });
const customerOf = async (name: string) => (await book(named(name))).customer.id;
const history = (customerId: string) => getCustomer(ctx, { customerId, limit: 50 });
const pay = (bookingId: string, kind: "charge" | "refund", amountMinor: number) =>
  recordPayment(ctx, {
    bookingId,
    kind,
    amountMinor,
    currency: "EUR",
    method: "cash",
    reference: "Carla, till 2",
  });

test("[BK50] a customer is found again by e-mail address in any case, in its organisation", async () => {
  const { customer } = await book();
  expect((await book({ name: "Carla D.", email: "CARLA@example.org" })).customer.id).toBe(customer.id);
  expect(await listCustomers(ctx, { limit: 10 })).toMatchObject({
    data: [{ id: customer.id, name: "Carla D." }],
  });
  const stranger = await createMember(world);
  expect(await listCustomers(stranger, { limit: 10 })).toEqual({ data: [], nextCursor: null });
});

test("[BK50] customers are listed by name, a page at a time, and found by how name or address begin", async () => {
  for (const name of ["Cem", "Ann", "Ann", "Bea 100%", "Bea_2"]) {
    await book({ name, email: `${newId()}@example.org` });
  }
  await book({ name: "Zoe", email: "ann.zoe@example.org" });
  const first = await listCustomers(ctx, { limit: 4 });
  expect(first.data.map(({ name }) => name)).toEqual(["Ann", "Ann", "Bea 100%", "Bea_2"]);
  const second = await listCustomers(ctx, { limit: 4, cursor: first.nextCursor });
  expect(second.data.map(({ name }) => name)).toEqual(["Cem", "Zoe"]);
  expect(second.nextCursor).toBeNull();
  const find = async (query: string) =>
    (await listCustomers(ctx, { limit: 10, query })).data.map(({ name }) => name);
  expect(await find("aNN")).toEqual(["Ann", "Ann", "Zoe"]);
  expect(await find("bea 100%")).toEqual(["Bea 100%"]);
  expect(await find("bea_")).toEqual(["Bea_2"]);
  expect(await find("%")).toEqual([]);
  expect(await find("\\")).toEqual([]);
  expect(await find("nn")).toEqual([]);
});

test("[BK50] the search is served by indexes", async () => {
  const { organizationId } = ctx.actor;
  await ctx.db.execute(sql`
    insert into customers (id, organization_id, name, email)
    select gen_random_uuid(), ${organizationId}::uuid, 'Name ' || n, 'n' || n || '@example.org' from generate_series(1, 5000) n`);
  await ctx.db.execute(sql`analyze customers`);
  const plan = await ctx.db.execute(sql`
    explain select id from customers where organization_id = ${organizationId}::uuid
      and (lower(name) like lower('name 42') || '%' or lower(email) like lower('name 42') || '%')`);
  const text = JSON.stringify(plan);
  expect(text).toContain("customers_name_prefix_idx");
  expect(text).toContain("customers_email_prefix_idx");
});

test("[BK51] the history has the newest bookings first, counts and revenue", async () => {
  const [past, missed, called, next] = [
    await book(),
    await book(carla, { start: ten + hourMs }),
    await book(carla, { start: ten + 2 * hourMs }),
    await book(carla, { start: dayAfter }),
  ];
  await pay(past.id, "charge", 5000);
  await pay(called.id, "charge", 5000);
  await pay(called.id, "refund", 4000);
  await cancelBooking(ctx, { bookingId: called.id });
  world.clock.set(ten + 5 * hourMs);
  await completeBooking(ctx, { bookingId: past.id });
  await markNoShow(ctx, { bookingId: missed.id });
  const customerId = past.customer.id;
  const first = await getCustomer(ctx, { customerId, limit: 3 });
  expect(first).toMatchObject({
    ...carla,
    erasedAt: null,
    figures: {
      bookings: 4,
      upcoming: 1,
      completed: 1,
      cancelled: 1,
      noShows: 1,
      firstStart: ten,
      lastStart: dayAfter,
      revenue: [{ currency: "EUR", chargedMinor: 10_000, refundedMinor: 4000, paidMinor: 6000 }],
    },
  });
  expect(first.bookings.data.map(({ id }) => id)).toEqual([next.id, called.id, missed.id]);
  const second = await getCustomer(ctx, { customerId, limit: 3, cursor: first.bookings.nextCursor });
  expect(second.bookings).toMatchObject({ data: [{ id: past.id }], nextCursor: null });
});

test("[BK52] a correction changes what it gives", async () => {
  const { customer } = await book();
  const customerId = customer.id;
  const changed = await updateCustomer(ctx, { customerId, name: "Carla D.", phone: null });
  expect(changed).toMatchObject({ ...carla, name: "Carla D.", phone: null });
  expect(await updateCustomer(ctx, { customerId, email: "Carla@Example.org" })).toMatchObject({
    email: "Carla@Example.org",
    name: "Carla D.",
  });
  expect(await updateCustomer(ctx, { customerId })).toMatchObject({ name: "Carla D." });
  expect(UpdateCustomer.safeParse({ customerId, email: "carla@" }).success).toBe(false);
  expect(UpdateCustomer.safeParse({ customerId, timeZone: "Mars" }).success).toBe(false);
});

test("[BK52] an address of another customer is refused with whose it is, also when two want it at once", async () => {
  const [ann, bea, cem] = [await customerOf("Ann"), await customerOf("Bea"), await customerOf("Cem")];
  await expect(updateCustomer(ctx, { customerId: ann, email: "BEA@example.org" })).rejects.toMatchObject({
    code: "in_use",
    details: { customerId: bea, errors: [{ pointer: "/email" }] },
  });
  const settled = await Promise.allSettled(
    [ann, cem].map((customerId) => updateCustomer(ctx, { customerId, email: "one@example.org" })),
  );
  expect(settled.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(settled.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "in_use" } });
});

async function seriesOf(customerId: string): Promise<string> {
  const id = newId();
  const rule = { rrule: "FREQ=WEEKLY;COUNT=2", timeZone: "Europe/Berlin", startsAt: new Date(ten) };
  const { organizationId } = ctx.actor;
  await ctx.db.insert(bookingSeries).values({
    id,
    organizationId,
    productId,
    customerId,
    ...rule,
    durationMinutes: 60,
    notes: "Allergic to nuts",
  });
  return id;
}

test("[BK53] merging moves bookings and series, and keeps what is known of either", async () => {
  const keepId = await customerOf("Carla Two");
  const { id, customer } = await book(carla);
  const seriesId = await seriesOf(customer.id);
  await pay(id, "charge", 100);
  const kept = await mergeCustomers(ctx, { keepId, mergeId: customer.id });
  expect(kept).toMatchObject({ id: keepId, name: "Carla Two", phone: carla.phone, timeZone: carla.timeZone });
  await expect(history(customer.id)).rejects.toMatchObject({ code: "not_found" });
  expect(await history(keepId)).toMatchObject({
    figures: { bookings: 2, revenue: [{ paidMinor: 100 }] },
    bookings: { data: [{ id }, {}] },
  });
  const [series] = await ctx.db.select().from(bookingSeries).where(eq(bookingSeries.id, seriesId));
  expect(series).toMatchObject({ customerId: keepId, version: 2 });
});

test("[BK53] the address of the merged one finds the one that stayed, until that one's data is erased", async () => {
  const [old, kept] = [await book({ name: "C.", email: "c@example.org" }), await book()];
  const oldest = await book({ name: "Carla", email: "first@example.org" });
  await mergeCustomers(ctx, { keepId: old.customer.id, mergeId: oldest.customer.id });
  await mergeCustomers(ctx, { keepId: kept.customer.id, mergeId: old.customer.id });
  for (const email of ["C@example.org", "first@example.org", carla.email]) {
    const again = await book({ name: "Carla D.", email });
    expect(again.customer).toMatchObject({ id: kept.customer.id, name: "Carla D.", email: carla.email });
  }
  const customerId = kept.customer.id;
  const { formerEmails } = await exportCustomer(ctx, { customerId, limit: 1 });
  expect(formerEmails).toEqual(["first@example.org", "c@example.org"]);
  const stranger = await book({ name: "Bob", email: "bob@example.org" });
  const taken = { code: "in_use", details: { customerId } };
  const change = { customerId: stranger.customer.id, email: "c@example.org" };
  await expect(updateCustomer(ctx, change)).rejects.toMatchObject(taken);
  await updateCustomer(ctx, { customerId, email: "c@example.org" });
  expect((await exportCustomer(ctx, { customerId, limit: 1 })).formerEmails).toEqual(["first@example.org"]);
  world.clock.advance(10 * 24 * hourMs);
  await eraseCustomer(ctx, { customerId });
  const ofOurs = eq(customerAliases.customerId, customerId);
  expect(await ctx.db.select().from(customerAliases).where(ofOurs)).toEqual([]);
});

test("[BK53] merging wants two customers of the organisation", async () => {
  const [keepId, stranger] = [await customerOf("Ann"), await createMember(world)];
  await expect(mergeCustomers(ctx, { keepId, mergeId: newId() })).rejects.toMatchObject({
    code: "not_found",
    details: { errors: [{ pointer: "/mergeId" }] },
  });
  await expect(mergeCustomers(ctx, { keepId, mergeId: keepId })).rejects.toMatchObject({
    code: "invalid",
    details: { errors: [{ pointer: "/mergeId" }] },
  });
  await expect(mergeCustomers(ctx, { keepId: newId(), mergeId: keepId })).rejects.toMatchObject({
    code: "not_found",
    details: { errors: [{ pointer: "/keepId" }] },
  });
  await expect(mergeCustomers(stranger, { keepId, mergeId: newId() })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("[BK53] merges both ways at once and bookings meanwhile lose no booking", async () => {
  const [ann, bea] = [await customerOf("Ann"), await customerOf("Bea")];
  const settled = await Promise.allSettled([
    ...Array.from({ length: 6 }, (_, index) => book(named(index % 2 ? "Ann" : "Bea"))),
    mergeCustomers(ctx, { keepId: ann, mergeId: bea }),
    mergeCustomers(ctx, { keepId: bea, mergeId: ann }),
    ...Array.from({ length: 6 }, (_, index) => book(named(index % 2 ? "Ann" : "Bea"))),
  ]);
  const refused = settled.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  for (const reason of refused) expect(reason).toMatchObject({ code: "not_found" });
  expect(refused).toHaveLength(1);
  const rows = await ctx.db
    .select({ customerId: bookings.customerId, name: customers.name })
    .from(bookings)
    .innerJoin(customers, eq(customers.id, bookings.customerId))
    .where(eq(bookings.productId, productId));
  expect(rows).toHaveLength(14);
});

test("[BK53] merging while its bookings are moved, paid and cancelled: all of it counts, and nobody is left waiting", async () => {
  const keepId = await customerOf("Ann");
  const made = [];
  for (let index = 0; index < 8; index += 1) made.push(await book(named("Bea")));
  const [first] = made;
  const mergeId = first?.customer.id ?? "";
  const changes = made.map(({ id }, index) =>
    index % 3 === 0
      ? cancelBooking(ctx, { bookingId: id, reason: "Ill" })
      : index % 3 === 1
        ? rescheduleBooking(ctx, { bookingId: id, start: ten + 2 * hourMs })
        : pay(id, "charge", 100),
  );
  const merge = mergeCustomers(ctx, { keepId, mergeId });
  const settled = await Promise.allSettled([...changes, merge]);
  expect(settled.flatMap((result) => (result.status === "rejected" ? [result.reason] : []))).toEqual([]);
  expect((await history(keepId)).figures).toMatchObject({
    bookings: 9,
    cancelled: 3,
    revenue: [{ paidMinor: 200 }],
  });
});

test("[BK54] an export holds all that is known, a page at a time", async () => {
  const { id, customer } = await book(carla, { notes: "Sits by the window" });
  const second = await book(carla, { start: dayAfter });
  await seriesOf(customer.id);
  await pay(id, "charge", 700);
  await cancelBooking(ctx, { bookingId: id, reason: "Ill" });
  const first = await exportCustomer(ctx, { customerId: customer.id, limit: 1 });
  expect(first).toMatchObject({
    exportedAt: monday,
    customer: carla,
    series: [{ notes: "Allergic to nuts", start: ten }],
    bookings: {
      data: [
        {
          id,
          notes: "Sits by the window",
          cancelReason: "Ill",
          timeline: [{ action: "create" }, { action: "cancel", reason: "Ill" }],
          payments: [{ amountMinor: 700, reference: "Carla, till 2" }],
        },
      ],
    },
  });
  const next = await exportCustomer(ctx, {
    customerId: customer.id,
    limit: 1,
    cursor: first.bookings.nextCursor,
  });
  expect(next.bookings).toMatchObject({ data: [{ id: second.id, payments: [] }], nextCursor: null });
});

test("[BK55] erasing takes every word about a person and leaves the figures", async () => {
  const override = { reason: "Carla is a friend of the house" };
  const { id, customer } = await book(carla, { notes: "Sits by the window", override });
  const customerId = customer.id;
  await seriesOf(customerId);
  await pay(id, "charge", 700);
  await cancelBooking(ctx, { bookingId: id, reason: "Carla is ill" });
  expect(await eraseCustomer(ctx, { customerId })).toEqual({
    customerId,
    erasedAt: monday,
    bookings: 1,
    calendarEvents: 0,
  });
  for (const table of [customers, bookings, bookingSeries, bookingEvents, payments, outbox]) {
    const rows = await ctx.db.select().from(table).where(eq(table.organizationId, ctx.actor.organizationId));
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toMatch(/carla|diaz|window|nuts|madrid|1234/i);
  }
  expect(await history(customerId)).toMatchObject({
    name: "Erased",
    email: `erased-${customerId}@invalid`,
    phone: null,
    erasedAt: monday,
    figures: { cancelled: 1, revenue: [{ paidMinor: 700 }] },
    bookings: { data: [{ status: "cancelled", notes: null, cancelReason: "Erased", start: ten }] },
  });
  expect((await listCustomers(ctx, { limit: 10 })).data).toEqual([]);
  world.clock.advance(hourMs);
  expect(await eraseCustomer(ctx, { customerId })).toMatchObject({ erasedAt: monday, bookings: 1 });
  await expect(updateCustomer(ctx, { customerId, name: "Carla" })).rejects.toMatchObject({
    code: "outside_rules",
  });
  const other = await customerOf("Ann");
  for (const pair of [
    { keepId: customerId, mergeId: other },
    { keepId: other, mergeId: customerId },
  ]) {
    await expect(mergeCustomers(ctx, pair)).rejects.toMatchObject({ code: "outside_rules" });
  }
  expect((await book(carla)).customer.id).not.toBe(customerId);
});

test("[BK55] erasing is refused while bookings are to come, and names them", async () => {
  const { id, customer } = await book();
  await expect(eraseCustomer(ctx, { customerId: customer.id })).rejects.toMatchObject({
    code: "in_use",
    details: { bookings: [{ id, start: ten }], total: 1 },
  });
  expect(await history(customer.id)).toMatchObject(carla);
  world.clock.set(ten + hourMs);
  expect(await eraseCustomer(ctx, { customerId: customer.id })).toMatchObject({ bookings: 1 });
});

test("[BK55] erasing and booking at once: the booking is of somebody known, or the erasure is refused", async () => {
  const { id, customer } = await book();
  await cancelBooking(ctx, { bookingId: id });
  const [erasure, ...made] = await Promise.allSettled([
    eraseCustomer(ctx, { customerId: customer.id }),
    ...Array.from({ length: 5 }, () => book()),
  ]);
  const ids = made.flatMap((result) => (result.status === "fulfilled" ? [result.value.id] : []));
  expect(ids).toHaveLength(5);
  const rows = await ctx.db
    .select({ name: customers.name })
    .from(bookings)
    .innerJoin(customers, eq(customers.id, bookings.customerId))
    .where(inArray(bookings.id, ids));
  expect(rows).toEqual(ids.map(() => ({ name: carla.name })));
  if (erasure.status === "rejected") expect(erasure.reason).toMatchObject({ code: "in_use" });
});

test("[BK55] the database lets go of words of erased customers only, and of nothing else", async () => {
  const { id, customer } = await book(carla, { override: { reason: "Carla asked" } });
  const refused = { cause: { code: "23001" } };
  const setReason = (reason: string | null) =>
    ctx.db.update(bookingEvents).set({ reason }).where(eq(bookingEvents.bookingId, id));
  await expect(setReason("Erased")).rejects.toMatchObject(refused);
  await cancelBooking(ctx, { bookingId: id });
  await eraseCustomer(ctx, { customerId: customer.id });
  await expect(setReason("Something else")).rejects.toMatchObject(refused);
  await expect(setReason(null)).rejects.toMatchObject(refused);
  await expect(
    ctx.db.update(bookingEvents).set({ action: "confirm" }).where(eq(bookingEvents.bookingId, id)),
  ).rejects.toMatchObject(refused);
});

test("customers want their permissions", async () => {
  const customerId = await customerOf("Ann");
  const { organizationId } = ctx.actor;
  const as = (...permissions: ("view_bookings" | "manage_bookings" | "manage_products")[]): Ctx => ({
    ...ctx,
    actor: { kind: "api_key", apiKeyId: newId(), organizationId, permissions },
  });
  const forbidden = (permission: string) => ({ code: "forbidden", details: { permission } });
  const blind = as("manage_products");
  for (const read of [
    listCustomers(blind, { limit: 1 }),
    getCustomer(blind, { customerId, limit: 1 }),
    exportCustomer(blind, { customerId, limit: 1 }),
  ]) {
    await expect(read).rejects.toMatchObject(forbidden("view_bookings"));
  }
  const viewer = as("view_bookings");
  await expect(updateCustomer(viewer, { customerId })).rejects.toMatchObject(forbidden("manage_bookings"));
  await expect(mergeCustomers(viewer, { keepId: customerId, mergeId: newId() })).rejects.toMatchObject(
    forbidden("manage_bookings"),
  );
  await expect(eraseCustomer(as("manage_bookings"), { customerId })).rejects.toMatchObject(
    forbidden("manage_organization"),
  );
});
