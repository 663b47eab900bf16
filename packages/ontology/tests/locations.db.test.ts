import { newId } from "@availability/db";
import { exceptions } from "@availability/db/schema";
import { CreateLocation, UpdateLocation } from "@availability/domain/location";
import { CreateProduct } from "@availability/domain/product";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Ctx, createCaller } from "../src/index.ts";
import {
  archiveLocation,
  createLocation,
  deleteLocation,
  getLocation,
  listLocations,
  restoreLocation,
  updateLocation,
} from "../src/location/index.ts";
import { archiveProduct, createProduct } from "../src/product/index.ts";
import { createMember, createWorld, type World } from "./world.ts";

let world: World;
let ctx: Ctx;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
  ctx = await createMember(world);
});

async function create(overrides: Partial<CreateLocation> = {}): Promise<string> {
  const input = CreateLocation.parse({ kind: "branch", name: "North", timeZone: "UTC", ...overrides });
  return (await createLocation(ctx, input)).id;
}

async function put(locationId: string, name: string): Promise<string> {
  const product = CreateProduct.parse({ type: "room", name, locationId });
  return (await createProduct(ctx, product)).id;
}

test("[AV73] each kind keeps what makes it one, with a time zone of its own", async () => {
  const kinds = [
    { kind: "branch" as const, address: "Speicherstrasse 12, Hamburg", joinUrl: null },
    { kind: "venue" as const, address: null, joinUrl: null },
    { kind: "virtual" as const, address: null, joinUrl: "https://meet.example.org/room" },
  ];
  for (const given of kinds) {
    const input = CreateLocation.parse({ ...given, name: "Place", timeZone: "Asia/Kathmandu" });
    const created = await createLocation(ctx, input);
    expect(created).toEqual({ ...input, id: created.id, status: "active", version: 1 });
    expect(await getLocation(ctx, { locationId: created.id })).toEqual(created);
  }
});

test("[AV73] what makes no place, or no link, is refused with its pointer", async () => {
  const joinUrl = "https://meet.example.org/room";
  const faults: [object, string][] = [
    [{ kind: "boat" }, "/kind"],
    [{ name: " " }, "/name"],
    [{ timeZone: "Mars/Olympus" }, "/timeZone"],
    [{ timeZone: "+02:00" }, "/timeZone"],
    [{ address: "" }, "/address"],
    [{ joinUrl: "http://meet.example.org" }, "/joinUrl"],
    [{ joinUrl: "javascript:alert(1)" }, "/joinUrl"],
    [{ kind: "virtual" }, "/joinUrl"],
    [{ kind: "virtual", joinUrl, address: "Hamburg" }, "/address"],
    [{ joinUrl }, "/joinUrl"],
  ];
  for (const [fields, pointer] of faults) {
    const input = { kind: "branch", name: "North", timeZone: "UTC", ...fields };
    const issues = CreateLocation.safeParse(input).error?.issues;
    expect(
      issues?.map(({ path }) => `/${path.join("/")}`),
      JSON.stringify(fields),
    ).toEqual([pointer]);
  }
  const locationId = await create({ address: "Hamburg" });
  const refused = (pointer: string) => ({ code: "invalid", details: { errors: [{ pointer }] } });
  await expect(updateLocation(ctx, { locationId, joinUrl })).rejects.toMatchObject(refused("/joinUrl"));
  const toLink = { locationId, kind: "virtual" as const, joinUrl };
  await expect(updateLocation(ctx, toLink)).rejects.toMatchObject(refused("/address"));
  expect(await updateLocation(ctx, { ...toLink, address: null })).toMatchObject({ kind: "virtual", joinUrl });
  expect(UpdateLocation.safeParse({ locationId, timeZone: "Mars/Olympus" }).success).toBe(false);
});

test("[AV65] each change of a location raises the version; one decided on another version is refused", async () => {
  const locationId = await create();
  expect(await updateLocation(ctx, { locationId, version: 1, name: "South" })).toMatchObject({ version: 2 });
  for (const call of [updateLocation, archiveLocation, restoreLocation, deleteLocation]) {
    await expect(call(ctx, { locationId, version: 1 })).rejects.toMatchObject({
      code: "stale",
      details: { version: 2 },
    });
  }
  expect(await archiveLocation(ctx, { locationId })).toMatchObject({ status: "archived", version: 3 });
  expect(await archiveLocation(ctx, { locationId })).toMatchObject({ version: 3 });
  expect(await restoreLocation(ctx, { locationId, version: 3 })).toMatchObject({
    status: "active",
    version: 4,
  });
  await deleteLocation(ctx, { locationId, version: 4 });
  await expect(getLocation(ctx, { locationId })).rejects.toMatchObject({ code: "not_found" });
});

test("[AV74] a location with active products is neither archived nor deleted; they are named", async () => {
  const locationId = await create();
  const room = await put(locationId, "Room");
  const hall = await put(locationId, "Hall");
  const named = [
    { id: hall, name: "Hall" },
    { id: room, name: "Room" },
  ];
  for (const call of [archiveLocation, deleteLocation]) {
    await expect(call(ctx, { locationId })).rejects.toMatchObject({
      code: "in_use",
      message: expect.stringContaining('"Hall", "Room" are at "North"'),
      details: { products: named, total: 2 },
    });
  }
  for (const productId of [room, hall]) await archiveProduct(ctx, { productId });
  expect(await archiveLocation(ctx, { locationId })).toMatchObject({ status: "archived" });
  await expect(deleteLocation(ctx, { locationId })).rejects.toMatchObject({
    code: "in_use",
    details: { products: named, total: 2 },
  });
});

test("[AV74] of a product put there and an archiving at once, only one is done", async () => {
  for (let round = 0; round < 5; round += 1) {
    const locationId = await create();
    const results = await Promise.allSettled([put(locationId, "Room"), archiveLocation(ctx, { locationId })]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  }
});

test("a location that is deleted takes its closures along", async () => {
  const locationId = await create();
  const { organizationId } = ctx.actor;
  await ctx.db
    .insert(exceptions)
    .values({ id: newId(), organizationId, locationId, date: "2026-12-24", hours: [] });
  await deleteLocation(ctx, { locationId });
  expect(await ctx.db.select().from(exceptions).where(eq(exceptions.locationId, locationId))).toEqual([]);
});

test("[AV72] locations are listed by name, page by page, narrowed by status, kind and name", async () => {
  const ids: Record<string, string> = {};
  for (const name of ["C", "A", "B"]) ids[name] = await create({ name });
  const link = await create({ kind: "virtual", name: "Link", joinUrl: "https://meet.example.org" });
  await archiveLocation(ctx, { locationId: ids.B ?? "" });
  const first = await listLocations(ctx, { limit: 2 });
  expect(first.data.map(({ name }) => name)).toEqual(["A", "C"]);
  await create({ name: "0" });
  const rest = await listLocations(ctx, { limit: 2, cursor: first.nextCursor });
  expect(rest).toMatchObject({ data: [{ id: link }], nextCursor: null });
  const names = async (filters: object) =>
    (await listLocations(ctx, { limit: 10, ...filters })).data.map(({ name }) => name);
  expect(await names({ status: "all" })).toEqual(["0", "A", "B", "C", "Link"]);
  expect(await names({ status: "archived" })).toEqual(["B"]);
  expect(await names({ kind: "virtual" })).toEqual(["Link"]);
  expect(await names({ query: "lin" })).toEqual(["Link"]);
  await expect(listLocations(ctx, { limit: 2, cursor: "x" })).rejects.toMatchObject({ code: "invalid" });
});

test("[AV75] another organisation's locations are not found, and changing them needs manage_products", async () => {
  const locationId = await create();
  const stranger = await createMember(world);
  for (const call of [getLocation, updateLocation, archiveLocation, restoreLocation, deleteLocation]) {
    await expect(call(stranger, { locationId })).rejects.toMatchObject({ code: "not_found" });
  }
  const staff = await createMember(world, "staff");
  for (const call of [updateLocation, archiveLocation, restoreLocation, deleteLocation]) {
    await expect(call(staff, { locationId })).rejects.toMatchObject({ code: "forbidden" });
  }
  const door = createCaller(staff);
  const created = door.location.create({ kind: "branch", name: "North", timeZone: "UTC" });
  await expect(created).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect((await door.location.list({})).data).toEqual([]);
});
