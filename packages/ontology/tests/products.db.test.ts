import { newId } from "@availability/db";
import { allocationMembers, bookings, claims } from "@availability/db/schema";
import { CreateProduct, type ProductRequirement, UpdateProduct } from "@availability/domain/product";
import { asc, eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createBlock } from "../src/availability/index.ts";
import { cancelBooking, createBooking } from "../src/booking/index.ts";
import { type Ctx, createCaller } from "../src/index.ts";
import { archiveLocation, createLocation } from "../src/location/index.ts";
import {
  archiveProduct,
  createProduct,
  deleteProduct,
  getProduct,
  listProducts,
  restoreProduct,
  updateProduct,
} from "../src/product/index.ts";
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

const ten = at("2026-11-24T10:00:00+01:00");
const hour = 3_600_000;

async function create(overrides: Partial<CreateProduct> = {}): Promise<string> {
  const { id } = await createProduct(ctx, CreateProduct.parse({ type: "room", name: "Room", ...overrides }));
  return id;
}

function group(...productIds: string[]): ProductRequirement {
  return { name: "Room", count: 1, units: 1, productIds };
}

async function book(productId: string, start = ten, attendees = 1): Promise<string> {
  const { id } = await createBooking(ctx, { productId, start, attendees, customer });
  return id;
}

test("a product of each type keeps all that it was given", async () => {
  const location = await createLocation(ctx, { kind: "venue", name: "Harbour", timeZone: "Europe/Berlin" });
  const room = await create({ capacity: 4 });
  const given = {
    name: "Massage",
    description: "An hour",
    colour: "#2f9e44",
    locationId: location.id,
    capacity: 8,
    maxAttendeesPerBooking: 3,
    durationsMinutes: [60, 5, 10_080],
    slotStepMinutes: 1,
    bufferBeforeMinutes: 10,
    bufferAfterMinutes: 15,
    minNoticeMinutes: 120,
    horizonDays: 30,
    requiresApproval: true,
    approvalMinutes: 2880,
    priceMinor: 9000,
    depositMinor: 2000,
    paymentPolicy: "deposit",
    paymentMinutes: 45,
    cancellationFreeUntilMinutes: 1440,
    cancellationFeeMinor: 4500,
    currency: "CHF",
    requirements: [{ name: "Room", count: 1, units: null, productIds: [room] }],
  };
  for (const type of ["room", "staff", "equipment", "space", "appointment", "class", "treatment"] as const) {
    const created = await createProduct(ctx, CreateProduct.parse({ ...given, type }));
    expect(created).toEqual({ ...given, type, id: created.id, status: "active", version: 1 });
    expect(await getProduct(ctx, { productId: created.id })).toEqual(created);
  }
});

test("[AV60] each field outside its bounds is refused with its pointer", async () => {
  const caller = createCaller(ctx);
  const productId = await create();
  const faults: [Partial<Record<keyof CreateProduct, unknown>>, string][] = [
    [{ type: "boat" }, "/type"],
    [{ name: "  " }, "/name"],
    [{ name: "x".repeat(201) }, "/name"],
    [{ colour: "green" }, "/colour"],
    [{ locationId: "17" }, "/locationId"],
    [{ capacity: 0 }, "/capacity"],
    [{ capacity: 10_001 }, "/capacity"],
    [{ maxAttendeesPerBooking: 0 }, "/maxAttendeesPerBooking"],
    [{ durationsMinutes: [] }, "/durationsMinutes"],
    [{ durationsMinutes: [60, 60] }, "/durationsMinutes"],
    [{ durationsMinutes: [60, -30] }, "/durationsMinutes/1"],
    [{ durationsMinutes: [10_081] }, "/durationsMinutes/0"],
    [{ durationsMinutes: [7.5] }, "/durationsMinutes/0"],
    [{ slotStepMinutes: 0 }, "/slotStepMinutes"],
    [{ slotStepMinutes: 1441 }, "/slotStepMinutes"],
    [{ bufferBeforeMinutes: -1 }, "/bufferBeforeMinutes"],
    [{ bufferAfterMinutes: 1441 }, "/bufferAfterMinutes"],
    [{ minNoticeMinutes: 525_601 }, "/minNoticeMinutes"],
    [{ horizonDays: 0 }, "/horizonDays"],
    [{ requiresApproval: "yes" }, "/requiresApproval"],
    [{ approvalMinutes: 4 }, "/approvalMinutes"],
    [{ priceMinor: 1_000_000_001 }, "/priceMinor"],
    [{ paymentPolicy: "half" }, "/paymentPolicy"],
    [{ paymentMinutes: 43_201 }, "/paymentMinutes"],
    [{ depositMinor: -1 }, "/depositMinor"],
    [{ cancellationFreeUntilMinutes: -1 }, "/cancellationFreeUntilMinutes"],
    [{ cancellationFeeMinor: 0.5 }, "/cancellationFeeMinor"],
    [{ currency: "euro" }, "/currency"],
    [{ currency: "XQQ" }, "/currency"],
    [{ requirements: Array.from({ length: 11 }, () => group(newId())) }, "/requirements"],
    [{ requirements: [{ ...group(newId()), name: "" }] }, "/requirements/0/name"],
    [{ requirements: [group()] }, "/requirements/0/productIds"],
    [{ requirements: [{ ...group(newId()), count: 2 }] }, "/requirements/0/count"],
    [{ requirements: [{ ...group(newId()), units: 0 }] }, "/requirements/0/units"],
    [{ requirements: [group(productId, productId)] }, "/requirements/0/productIds/1"],
    [{ requirements: [group("17")] }, "/requirements/0/productIds/0"],
  ];
  for (const [fields, pointer] of faults) {
    for (const schema of [CreateProduct, UpdateProduct]) {
      const result = schema.safeParse({ type: "room", name: "Room", productId, ...fields });
      const pointers = result.error?.issues.map(({ path }) => `/${path.join("/")}`);
      expect(pointers, JSON.stringify(fields)).toEqual([pointer]);
    }
    await expect(
      caller.product.update({ productId, ...fields } as UpdateProduct),
      pointer,
    ).rejects.toMatchObject({ code: "BAD_REQUEST" });
  }
});

test("[AV61] fields that do not go together are refused, also when only one of them changes", async () => {
  const terms = { capacity: 4, maxAttendeesPerBooking: 4, priceMinor: 5000, depositMinor: 1000 };
  const fee = { cancellationFreeUntilMinutes: 60, cancellationFeeMinor: 2000 };
  const productId = await create({ ...terms, ...fee });
  const faults: [Omit<UpdateProduct, "productId">, string][] = [
    [{ capacity: 3 }, "/maxAttendeesPerBooking"],
    [{ maxAttendeesPerBooking: 5 }, "/maxAttendeesPerBooking"],
    [{ depositMinor: 5001 }, "/depositMinor"],
    [{ cancellationFeeMinor: 5001 }, "/cancellationFeeMinor"],
    [{ cancellationFreeUntilMinutes: null }, "/cancellationFreeUntilMinutes"],
    [{ currency: "USD", priceMinor: 5000, depositMinor: 1000 }, "/currency"],
  ];
  for (const [changes, pointer] of faults) {
    await expect(updateProduct(ctx, { productId, ...changes }), pointer).rejects.toMatchObject({
      code: "invalid",
      details: { errors: [{ pointer }] },
    });
  }
  expect(CreateProduct.safeParse({ type: "room", name: "A", depositMinor: 1 }).error?.issues).toMatchObject([
    { path: ["depositMinor"] },
  ]);
  const payFirst = await create({ priceMinor: 100, paymentPolicy: "full" });
  await expect(updateProduct(ctx, { productId: payFirst, priceMinor: 0 })).rejects.toMatchObject({
    code: "invalid",
    details: { errors: [{ pointer: "/paymentPolicy" }] },
  });
  // A price that is nought makes no bound: what is free of charge may cost when it is not used.
  const free = await create(fee);
  const dollars = { currency: "USD", priceMinor: 6000, depositMinor: 0, cancellationFeeMinor: 0 };
  expect(await getProduct(ctx, { productId: free })).toMatchObject({ priceMinor: 0, ...fee });
  expect(await updateProduct(ctx, { productId, ...dollars })).toMatchObject({ ...dollars, version: 2 });
});

test("[AV62] what a product requires must be the organisation's, active and large enough", async () => {
  const room = await create({ capacity: 2 });
  const archived = await create({ name: "Old room" });
  await archiveProduct(ctx, { productId: archived });
  const stranger = await createMember(world);
  const foreign = await createProduct(stranger, CreateProduct.parse({ type: "room", name: "Theirs" }));
  const service = await create({ type: "treatment", name: "Massage" });
  const cases = [
    [group(room, foreign.id), "not_found", "/requirements/0/productIds/1"],
    [group(room, newId()), "not_found", "/requirements/0/productIds/1"],
    [group(archived, room), "outside_rules", "/requirements/0/productIds/0"],
    [{ ...group(room), units: 3 }, "invalid", "/requirements/0/productIds/0"],
  ] as const;
  for (const [requirement, code, pointer] of cases) {
    const refused = { code, details: { errors: [{ pointer }] } };
    const requirements = [requirement];
    await expect(updateProduct(ctx, { productId: service, requirements })).rejects.toMatchObject(refused);
    await expect(create({ name: "New", requirements })).rejects.toMatchObject(refused);
  }
  expect(await getProduct(ctx, { productId: service })).toMatchObject({ requirements: [], version: 1 });
  expect((await listProducts(ctx, { limit: 200, query: "New" })).data).toEqual([]);
});

test("requirements keep their order and are replaced as a whole", async () => {
  const [a, b, c] = [await create({ name: "A" }), await create({ name: "B" }), await create({ name: "C" })];
  const first = [
    { name: "Teacher", count: 2, units: 1, productIds: [c, a] },
    { name: "Hall", count: 1, units: null, productIds: [b] },
  ];
  const productId = await create({ type: "class", name: "Yoga", requirements: first });
  expect(await getProduct(ctx, { productId })).toMatchObject({ requirements: first });
  const second = [{ ...group(b), name: "Studio" }];
  const changed = await updateProduct(ctx, { productId, requirements: second });
  expect(changed).toMatchObject({ requirements: second, version: 2, affectedBookings: { total: 0 } });
  expect(await updateProduct(ctx, { productId, name: "Yin" })).toMatchObject({ requirements: second });
  expect(await updateProduct(ctx, { productId, requirements: [] })).toMatchObject({ requirements: [] });
});

test("[AV63] a product that requires itself is refused, the chain named, also through others", async () => {
  const hall = await create({ name: "Hall" });
  const stage = await create({ name: "Stage", requirements: [group(hall)] });
  const show = await create({ name: "Show", requirements: [group(stage)] });
  const lamp = await create({ name: "Lamp" });
  await expect(
    updateProduct(ctx, { productId: hall, requirements: [group(lamp), group(lamp, show)] }),
  ).rejects.toMatchObject({
    code: "invalid",
    message: expect.stringContaining('"Hall" requires "Show" requires "Stage" requires "Hall"'),
    details: { errors: [{ pointer: "/requirements/1/productIds/1" }] },
  });
  await expect(updateProduct(ctx, { productId: hall, requirements: [group(hall)] })).rejects.toMatchObject({
    code: "invalid",
    message: expect.stringContaining('"Hall" requires "Hall"'),
  });
  // The same edges the other way round are no cycle.
  await updateProduct(ctx, { productId: show, requirements: [group(stage), group(hall, lamp)] });
});

test("[AV63] of two changes at once that would require each other, exactly one is made", async () => {
  for (let round = 0; round < 5; round += 1) {
    const [a, b] = [await create({ name: "A" }), await create({ name: "B" })];
    const results = await Promise.allSettled([
      updateProduct(ctx, { productId: a, requirements: [group(b)] }),
      updateProduct(ctx, { productId: b, requirements: [group(a)] }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = results.find((result) => result.status === "rejected");
    expect(refused).toMatchObject({ reason: { code: "invalid" } });
  }
});

test("[AV63] an id written in capitals is the same product", async () => {
  const productId = await create({ name: "Hall" });
  const other = await create({ name: "Lamp" });
  const capitals = productId.toUpperCase();
  expect(UpdateProduct.safeParse({ productId, requirements: [group(productId, capitals)] }).success).toBe(
    false,
  );
  const caller = createCaller(ctx);
  await expect(
    caller.product.update({ productId: capitals, requirements: [group(productId)] }),
  ).rejects.toMatchObject({ cause: { code: "invalid" } });
  const requirements = [group(other.toUpperCase())];
  expect(await caller.product.update({ productId: capitals, requirements })).toMatchObject({
    requirements: [group(other)],
  });
});

test("[AV67] of a requirement added and an archiving of what it names, only one is done", async () => {
  for (let round = 0; round < 5; round += 1) {
    const [room, service] = [await create(), await create()];
    const results = await Promise.allSettled([
      updateProduct(ctx, { productId: service, requirements: [group(room)] }),
      archiveProduct(ctx, { productId: room }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  }
});

test("[AV64] requirements go five levels deep and reach 200 products, seen from above as well", async () => {
  let below = await create({ name: "0" });
  const chain = [below];
  for (const name of ["1", "2", "3", "4", "5"]) {
    below = await create({ name, requirements: [group(below)] });
    chain.push(below);
  }
  await expect(create({ name: "6", requirements: [group(below)] })).rejects.toMatchObject({
    code: "invalid",
    message: expect.stringContaining("5 levels"),
    details: { errors: [{ pointer: "/requirements/0/productIds/0" }] },
  });
  const under = await create({ name: "-1" });
  const [lowest = ""] = chain;
  await expect(updateProduct(ctx, { productId: lowest, requirements: [group(under)] })).rejects.toMatchObject(
    {
      code: "invalid",
      message: expect.stringContaining('"5" requires "4"'),
    },
  );

  const ids: string[] = [];
  for (let index = 0; index < 201; index += 1) ids.push(await create({ name: `Seat ${index}` }));
  const groups = [0, 50, 100, 150].map((from) => group(...ids.slice(from, from + 50)));
  const wide = await create({ name: "Wide", requirements: groups });
  await expect(
    updateProduct(ctx, { productId: wide, requirements: [...groups, group(...ids.slice(200))] }),
  ).rejects.toMatchObject({ code: "invalid", message: expect.stringContaining("201 products") });
});

test("[AV65] each change raises the version; one decided on another version is refused", async () => {
  const productId = await create();
  const updated = await updateProduct(ctx, { productId, version: 1, name: "Blue room" });
  expect(updated).toMatchObject({ name: "Blue room", version: 2 });
  const stale = { code: "stale", details: { version: 2 } };
  for (const call of [updateProduct, archiveProduct, restoreProduct, deleteProduct]) {
    await expect(call(ctx, { productId, version: 1 })).rejects.toMatchObject(stale);
  }
  expect(await archiveProduct(ctx, { productId, version: 2 })).toMatchObject({ version: 3 });
  expect(await archiveProduct(ctx, { productId })).toMatchObject({ status: "archived", version: 3 });
  expect(await restoreProduct(ctx, { productId, version: 3 })).toMatchObject({ version: 4 });
  const results = await Promise.allSettled(
    ["A", "B"].map((name) => updateProduct(ctx, { productId, version: 4, name })),
  );
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await getProduct(ctx, { productId })).toMatchObject({ version: 5 });
});

test("[AV66] archiving keeps what is booked, says so, and takes the product off offer", async () => {
  const productId = await createRoom(ctx, { bufferAfterMinutes: 30 });
  const later = await book(productId, ten + 2 * hour);
  const sooner = await book(productId);
  await cancelBooking(ctx, { bookingId: await book(productId, ten + 4 * hour) });
  const archived = await archiveProduct(ctx, { productId });
  expect(archived).toMatchObject({ status: "archived", version: 2 });
  expect(archived.affectedBookings).toEqual({
    bookings: [
      { id: sooner, productId, start: ten, end: ten + hour, attendees: 1 },
      { id: later, productId, start: ten + 2 * hour, end: ten + 3 * hour, attendees: 1 },
    ],
    total: 2,
  });
  await expect(book(productId, ten + 5 * hour)).rejects.toMatchObject({ code: "outside_rules" });
  expect((await listProducts(ctx, { limit: 10 })).data).toEqual([]);
  expect(await restoreProduct(ctx, { productId })).toMatchObject({ affectedBookings: { total: 0 } });
});

test("[AV66] archiving names the bookings of services that got the product, not those that are over", async () => {
  const room = await create();
  const service = await createRoom(ctx, { type: "treatment", name: "Massage", requirements: [group(room)] });
  await book(service);
  await archiveProduct(ctx, { productId: service });
  const archived = await archiveProduct(ctx, { productId: room });
  expect(archived.affectedBookings).toMatchObject({ bookings: [{ productId: service }], total: 1 });
  await expect(restoreProduct(ctx, { productId: service })).rejects.toMatchObject({ code: "outside_rules" });
  await restoreProduct(ctx, { productId: room });
  world.clock.advance(7 * 24 * hour);
  expect(await archiveProduct(ctx, { productId: room })).toMatchObject({ affectedBookings: { total: 0 } });
  world.clock.advance(-7 * 24 * hour);
});

test("[AV66] of many bookings the first hundred are listed and all are counted", async () => {
  const productId = await createRoom(ctx, { capacity: 120, maxAttendeesPerBooking: 1 });
  const [model] = await ctx.db
    .select()
    .from(bookings)
    .where(eq(bookings.id, await book(productId)));
  if (!model) throw new Error("The booking was just made");
  const { organizationId } = model;
  const rows = Array.from({ length: 103 }, (_, index) => {
    const start = ten + (1 + (index % 4)) * hour;
    return { ...model, id: newId(), startsAt: new Date(start), endsAt: new Date(start + hour) };
  });
  await ctx.db.insert(bookings).values(rows);
  await ctx.db.insert(claims).values(
    rows.map(({ id: bookingId, startsAt, endsAt }, index) => {
      const during = { start: startsAt.getTime(), end: endsAt.getTime() };
      return { id: newId(), organizationId, productId, bookingId, lane: index + 1, during };
    }),
  );
  const { affectedBookings } = await archiveProduct(ctx, { productId });
  expect(affectedBookings.total).toBe(104);
  const starts = [model, ...rows].map(({ startsAt }) => startsAt.getTime()).sort();
  expect(affectedBookings.bookings.map(({ start }) => start)).toEqual(starts.slice(0, 100));
});

test("[AV66] a product that active ones require is not archived; they are named", async () => {
  const room = await create({ name: "Room 1" });
  const service = await create({ name: "Massage", requirements: [group(room)] });
  await expect(archiveProduct(ctx, { productId: room })).rejects.toMatchObject({
    code: "in_use",
    message: expect.stringContaining('"Massage"'),
    details: { products: [{ id: service, name: "Massage" }], total: 1 },
  });
  await archiveProduct(ctx, { productId: service });
  expect(await archiveProduct(ctx, { productId: room })).toMatchObject({ status: "archived" });
});

test("[AV67] a product comes back only to an active location, and with what it requires", async () => {
  const location = await createLocation(ctx, { kind: "branch", name: "North", timeZone: "Europe/Berlin" });
  const room = await create({ name: "Room 1" });
  const service = await create({ locationId: location.id, requirements: [group(room)] });
  await archiveProduct(ctx, { productId: service });
  await archiveProduct(ctx, { productId: room });
  await archiveLocation(ctx, { locationId: location.id });
  const refused = (pointer: string) => ({ code: "outside_rules", details: { errors: [{ pointer }] } });
  await expect(restoreProduct(ctx, { productId: service })).rejects.toMatchObject(refused("/locationId"));
  const moved = { productId: service, status: "active" as const, locationId: null };
  await expect(updateProduct(ctx, moved)).rejects.toMatchObject({
    ...refused("/requirements"),
    message: expect.stringContaining('"Room 1"'),
  });
  expect(await updateProduct(ctx, { ...moved, requirements: [] })).toMatchObject({ status: "active" });
  const there = { locationId: location.id };
  await expect(create(there)).rejects.toMatchObject(refused("/locationId"));
  await expect(updateProduct(ctx, { productId: service, ...there })).rejects.toMatchObject(
    refused("/locationId"),
  );
});

test("[AV68] a capacity below what is booked at one time is refused with the bookings", async () => {
  const productId = await createRoom(ctx, { capacity: 5, maxAttendeesPerBooking: 3 });
  const first = await book(productId, ten, 3);
  const second = await book(productId, ten, 1);
  await book(productId, ten + 2 * hour, 2);
  await expect(updateProduct(ctx, { productId, capacity: 3 })).rejects.toMatchObject({
    code: "in_use",
    message: expect.stringContaining("2 bookings"),
    details: {
      bookings: [
        { id: first, productId, start: ten, end: ten + hour, attendees: 3 },
        { id: second, productId, start: ten, end: ten + hour, attendees: 1 },
      ],
      total: 2,
      errors: [{ pointer: "/capacity" }],
    },
  });
  expect(await getProduct(ctx, { productId })).toMatchObject({ capacity: 5, version: 1 });
  expect(await updateProduct(ctx, { productId, capacity: 4 })).toMatchObject({ capacity: 4 });
});

test("[AV68] what fits is packed into the lanes that stay, and the last unit still sells once", async () => {
  const productId = await createRoom(ctx, { capacity: 4 });
  const ids = [await book(productId), await book(productId), await book(productId), await book(productId)];
  for (const bookingId of ids.slice(0, 2)) await cancelBooking(ctx, { bookingId });
  expect(await lanesOf(productId)).toEqual([3, 4]);
  await updateProduct(ctx, { productId, capacity: 3 });
  expect(await lanesOf(productId)).toEqual([1, 2]);
  await book(productId);
  await expect(book(productId)).rejects.toMatchObject({ code: "slot_taken" });
  await expect(updateProduct(ctx, { productId, capacity: 2 })).rejects.toMatchObject({
    details: { total: 3 },
  });
});

test("[AV68] bookings and a smaller capacity at once leave no more booked than fits", async () => {
  const productId = await createRoom(ctx, { capacity: 4 });
  const results = await Promise.allSettled([
    book(productId),
    book(productId),
    updateProduct(ctx, { productId, capacity: 2 }),
    book(productId),
    book(productId),
  ]);
  const { capacity } = await getProduct(ctx, { productId });
  const lanes = await lanesOf(productId);
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(capacity === 2 ? 3 : 4);
  expect(lanes).toEqual(Array.from({ length: capacity }, (_, index) => index + 1));
});

test("[AV68] what is over does not keep a product from shrinking, what others got of it does", async () => {
  const productId = await createRoom(ctx, { capacity: 3, maxAttendeesPerBooking: 3 });
  await book(productId, ten, 3);
  world.clock.advance(3 * 24 * hour);
  const shrunk = await updateProduct(ctx, { productId, capacity: 2, maxAttendeesPerBooking: 2 });
  expect(shrunk).toMatchObject({ capacity: 2 });
  world.clock.advance(-3 * 24 * hour);

  const hall = await create({ capacity: 2 });
  const service = await createRoom(ctx, { requirements: [{ ...group(hall), units: 2 }] });
  const bookingId = await book(service);
  await expect(updateProduct(ctx, { productId: hall, capacity: 1 })).rejects.toMatchObject({
    code: "in_use",
    details: { products: [{ id: service }] },
  });
  await updateProduct(ctx, { productId: service, requirements: [group(hall)] });
  await expect(updateProduct(ctx, { productId: hall, capacity: 1 })).rejects.toMatchObject({
    code: "in_use",
    details: { bookings: [{ id: bookingId, productId: service }], total: 1 },
  });
});

test("[AV69] who has all of a product has its new units as well", async () => {
  const hall = await create({ name: "Hall" });
  const court = await create({ name: "Court" });
  const whole = await createRoom(ctx, { requirements: [{ ...group(hall), units: null }] });
  const part = await createRoom(ctx, { requirements: [group(court)] });
  await book(whole);
  await book(part);
  for (const productId of [hall, court]) await updateProduct(ctx, { productId, capacity: 3 });
  expect(await lanesOf(hall)).toEqual([1, 2, 3]);
  expect(await lanesOf(court)).toEqual([1]);
  const units = await ctx.db
    .select({ productId: allocationMembers.productId, units: allocationMembers.units })
    .from(allocationMembers)
    .where(inArray(allocationMembers.productId, [hall, court]))
    .orderBy(asc(allocationMembers.units));
  expect(units).toEqual([
    { productId: court, units: 1 },
    { productId: hall, units: 3 },
  ]);
});

test("[AV70] a product that was ever booked stays, whatever became of the bookings", async () => {
  const productId = await createRoom(ctx);
  const bookingId = await book(productId);
  await cancelBooking(ctx, { bookingId });
  await expect(deleteProduct(ctx, { productId })).rejects.toMatchObject({
    code: "in_use",
    message: expect.stringContaining("archive it instead"),
    details: { bookings: [{ id: bookingId }], total: 1 },
  });
  const room = await create();
  const service = await createRoom(ctx, { requirements: [group(room)] });
  await cancelBooking(ctx, { bookingId: await book(service) });
  await updateProduct(ctx, { productId: service, requirements: [] });
  await expect(deleteProduct(ctx, { productId: room })).rejects.toMatchObject({
    code: "in_use",
    details: { bookings: [{ productId: service }], total: 1 },
  });
});

test("[AV70] what others require is not deleted; the rest goes with its hours and blocks", async () => {
  const room = await createRoom(ctx);
  const service = await create({ name: "Massage", requirements: [group(room)] });
  await createBlock(ctx, { productId: room, start: ten, end: ten + hour });
  await archiveProduct(ctx, { productId: service });
  await expect(deleteProduct(ctx, { productId: room })).rejects.toMatchObject({
    code: "in_use",
    details: { products: [{ id: service, name: "Massage" }], total: 1 },
  });
  await deleteProduct(ctx, { productId: service });
  await deleteProduct(ctx, { productId: room });
  await expect(getProduct(ctx, { productId: room })).rejects.toMatchObject({ code: "not_found" });
});

test("[AV71] new requirements leave what is booked and say which bookings hold what is no longer required", async () => {
  const [old, kept] = [await create({ name: "Old" }), await create({ name: "Kept" })];
  const service = await createRoom(ctx, { requirements: [group(old, kept)] });
  const bookingId = await book(service);
  await book(service, ten + 2 * hour);
  const changed = await updateProduct(ctx, { productId: service, requirements: [group(kept)] });
  expect(changed.affectedBookings).toEqual({
    bookings: [{ id: bookingId, productId: service, start: ten, end: ten + hour, attendees: 1 }],
    total: 1,
  });
  expect(await lanesOf(old)).toEqual([1]);
  const none = await updateProduct(ctx, { productId: service, requirements: [] });
  expect(none.affectedBookings.total).toBe(2);
});

test("[AV71] what a required product itself no longer requires is told as well", async () => {
  const [lamp, key] = [await create({ name: "Lamp" }), await create({ name: "Key" })];
  const room = await create({ name: "Room", requirements: [group(lamp)] });
  const service = await createRoom(ctx, { requirements: [group(room)] });
  const bookingId = await book(service);
  expect(await lanesOf(lamp)).toEqual([1]);
  const same = await updateProduct(ctx, { productId: service, requirements: [group(room)] });
  expect(same.affectedBookings).toEqual({ bookings: [], total: 0 });
  const changed = await updateProduct(ctx, { productId: room, requirements: [group(key)] });
  expect(changed.affectedBookings).toMatchObject({
    bookings: [{ id: bookingId, productId: service }],
    total: 1,
  });
});

test("[AV72] the listing goes by name and pages neither skip nor repeat, also while names are alike", async () => {
  const ids: string[] = [];
  for (const name of ["B", "A", "B", "C", "B"]) ids.push(await create({ name }));
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await listProducts(ctx, { limit: 2, cursor });
    // What is made or renamed behind the cursor does not shift the pages to come.
    await create({ name: "0" });
    seen.push(...page.data.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(seen).toEqual([ids[1], ...[ids[0], ids[2], ids[4]].sort(), ids[3]]);
});

test("[AV72] the listing is narrowed by status, type, location and part of the name", async () => {
  const location = await createLocation(ctx, { kind: "branch", name: "North", timeZone: "Europe/Berlin" });
  const room = await create({ name: "Room 100%", locationId: location.id });
  const ben = await create({ type: "staff", name: "Ben" });
  const old = await create({ name: "Room 1000" });
  await archiveProduct(ctx, { productId: old });
  const ids = async (filters: object) =>
    (await listProducts(ctx, { limit: 10, ...filters })).data.map(({ id }) => id);
  expect(await ids({})).toEqual([ben, room]);
  expect(await ids({ status: "archived" })).toEqual([old]);
  expect(await ids({ status: "all" })).toEqual([ben, room, old]);
  expect(await ids({ type: "staff" })).toEqual([ben]);
  expect(await ids({ locationId: location.id })).toEqual([room]);
  expect(await ids({ query: "rOOm" })).toEqual([room]);
  expect(await ids({ query: "100%", status: "all" })).toEqual([room]);
  expect(await ids({ query: "_" })).toEqual([]);
  expect(await ids({ query: "\\" })).toEqual([]);
});

test("[AV75] another organisation's products and locations are not found", async () => {
  const productId = await create();
  const stranger = await createMember(world);
  const location = await createLocation(stranger, { kind: "branch", name: "North", timeZone: "UTC" });
  for (const call of [getProduct, updateProduct, archiveProduct, restoreProduct, deleteProduct]) {
    await expect(call(stranger, { productId })).rejects.toMatchObject({ code: "not_found" });
  }
  const foreign = { locationId: location.id };
  const refused = { code: "not_found", details: { errors: [{ pointer: "/locationId" }] } };
  await expect(create(foreign)).rejects.toMatchObject(refused);
  await expect(updateProduct(ctx, { productId, ...foreign })).rejects.toMatchObject(refused);
  const archived = { productId, status: "archived" as const, ...foreign };
  await expect(updateProduct(ctx, archived)).rejects.toMatchObject(refused);
  await expect(listProducts(ctx, { limit: 10, ...foreign })).rejects.toMatchObject(refused);
  expect(await getProduct(ctx, { productId })).toMatchObject({ version: 1 });
});

test("[AV75] changing products needs manage_products, reading them does not", async () => {
  const staff = await createMember(world, "staff");
  const input = { productId: newId() };
  const product = CreateProduct.parse({ type: "room", name: "Room" });
  await expect(createProduct(staff, product)).rejects.toMatchObject({ code: "forbidden" });
  for (const call of [updateProduct, archiveProduct, restoreProduct, deleteProduct]) {
    await expect(call(staff, input)).rejects.toMatchObject({ code: "forbidden" });
  }
  expect((await listProducts(staff, { limit: 10 })).data).toEqual([]);
});

async function lanesOf(productId: string): Promise<number[]> {
  const rows = await ctx.db
    .select({ lane: claims.lane })
    .from(claims)
    .where(eq(claims.productId, productId))
    .orderBy(asc(claims.lane));
  return rows.map(({ lane }) => lane);
}
