import type { Ctx } from "@availability/ontology";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Call, createKey, createOrganization, createRestWorld } from "./world.fixture.ts";

let world: Awaited<ReturnType<typeof createRestWorld>>;
let ctx: Ctx;
let call: Call;
beforeAll(async () => {
  world = await createRestWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
  ctx = await createOrganization(world.environment);
  const { key } = await createKey(ctx);
  call = (method, path, options) => world.call(method, path, { key, ...options });
});

const branch = { kind: "branch", name: "North", timeZone: "Europe/Berlin", address: "Hamburg" };

async function create(body: object = {}): Promise<string> {
  const made = await call("POST", "/locations", { body: { ...branch, ...body } });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return String(made.body.id);
}

test("[AV73] a location is created, read, changed, listed and deleted", async () => {
  const made = await call("POST", "/locations", { body: branch });
  const id = String(made.body.id);
  expect(made).toMatchObject({ status: 201 });
  expect(made.body).toEqual({ ...branch, id, joinUrl: null, status: "active", version: 1 });
  expect(made.headers.get("Location")).toBe(`/api/v1/locations/${id}`);
  expect(made.headers.get("ETag")).toBe('"1"');
  expect((await call("GET", `/locations/${id}`)).body).toEqual(made.body);
  const changed = await call("PATCH", `/locations/${id}`, { body: { timeZone: "Asia/Kathmandu" } });
  expect(changed).toMatchObject({ status: 200, body: { timeZone: "Asia/Kathmandu", version: 2 } });
  expect((await call("GET", "/locations?query=nor&kind=branch")).body).toEqual({
    data: [changed.body],
    nextCursor: null,
  });
  expect(await call("DELETE", `/locations/${id}`)).toMatchObject({ status: 204, body: {} });
  expect((await call("GET", `/locations/${id}`)).status).toBe(404);
});

test("[AV73] each fault has its pointer, in a new location and in a change", async () => {
  const id = await create();
  const cases: [object, string][] = [
    [{ kind: "boat" }, "/kind"],
    [{ name: "" }, "/name"],
    [{ timeZone: "Mars/Olympus" }, "/timeZone"],
    [{ joinUrl: "http://meet.example.org" }, "/joinUrl"],
    [{ joinUrl: "https://meet.example.org" }, "/joinUrl"],
    [{ kind: "virtual", address: null }, "/joinUrl"],
    [{ kind: "virtual", joinUrl: "https://meet.example.org" }, "/address"],
    [{ city: "Hamburg" }, "/city"],
  ];
  for (const [fields, pointer] of cases) {
    const answers = [
      await call("POST", "/locations", { body: { ...branch, ...fields } }),
      await call("PATCH", `/locations/${id}`, { body: fields }),
    ];
    for (const answer of answers) {
      expect(answer, JSON.stringify(fields)).toMatchObject({
        status: 400,
        body: { code: "invalid", errors: [{ pointer }] },
      });
    }
  }
});

test("[AV76] a version known is not sent again, and a change of another one is refused", async () => {
  const path = `/locations/${await create()}`;
  const tagged = (tag: string) => ({ headers: { "If-Match": tag } });
  expect((await call("GET", path, { headers: { "If-None-Match": '"1"' } })).status).toBe(304);
  const renamed = await call("PATCH", path, { body: { name: "South" }, ...tagged('"1"') });
  expect(renamed).toMatchObject({ status: 200, body: { version: 2 } });
  expect(renamed.headers.get("ETag")).toBe('"2"');
  const stale = [
    await call("PATCH", path, { body: { name: "East" }, ...tagged('"1"') }),
    await call("POST", `${path}/archive`, tagged('"1"')),
    await call("POST", `${path}/restore`, tagged('"1"')),
    await call("DELETE", path, tagged('"1"')),
  ];
  for (const answer of stale)
    expect(answer).toMatchObject({ status: 412, body: { code: "stale", version: 2 } });
  expect(await call("POST", `${path}/archive`, { body: { version: 1 } })).toMatchObject({ status: 409 });
  expect(await call("POST", `${path}/archive`, tagged('"2"'))).toMatchObject({
    status: 200,
    body: { status: "archived", version: 3 },
  });
  expect(await call("POST", `${path}/restore`, { body: { version: 3 } })).toMatchObject({
    status: 200,
    body: { status: "active", version: 4 },
  });
});

test("[AV74] products in the way are named, and an archived location takes no others", async () => {
  const locationId = await create();
  const room = { type: "room", name: "Room", locationId };
  const { body: product } = await call("POST", "/products", { body: room });
  const inTheWay = { code: "in_use", products: [{ id: product.id, name: "Room" }], total: 1 };
  for (const answer of [
    await call("PATCH", `/locations/${locationId}`, { body: { status: "archived" } }),
    await call("POST", `/locations/${locationId}/archive`),
    await call("DELETE", `/locations/${locationId}`),
  ]) {
    expect(answer).toMatchObject({ status: 409, body: inTheWay });
  }
  await call("PATCH", `/products/${product.id}`, { body: { locationId: null } });
  expect(await call("PATCH", `/locations/${locationId}`, { body: { status: "archived" } })).toMatchObject({
    status: 200,
  });
  expect(await call("POST", "/products", { body: room })).toMatchObject({
    status: 422,
    body: { code: "outside_rules", errors: [{ pointer: "/locationId" }] },
  });
  expect((await call("GET", "/locations")).body.data).toEqual([]);
  expect((await call("GET", "/locations?status=all")).body.data).toMatchObject([{ id: locationId }]);
});

test("[AV75] another organisation's locations are not found, and changes need manage_products", async () => {
  const id = await create();
  const stranger = (await createKey(await createOrganization(world.environment))).key;
  const viewer = (await createKey(ctx, ["view_bookings"])).key;
  const changes: [string, string, object?][] = [
    ["PATCH", `/locations/${id}`, { name: "Mine" }],
    ["POST", `/locations/${id}/archive`],
    ["POST", `/locations/${id}/restore`],
    ["DELETE", `/locations/${id}`],
  ];
  for (const [method, path, body] of changes) {
    const answer = (key: string) => call(method, path, { key, ...(body ? { body } : {}) });
    expect((await answer(stranger)).status, path).toBe(404);
    expect((await answer(viewer)).status, path).toBe(403);
  }
  expect((await call("GET", `/locations/${id}`, { key: stranger })).status).toBe(404);
  expect((await call("GET", "/locations", { key: stranger })).body.data).toEqual([]);
  expect((await call("POST", "/locations", { key: viewer, body: branch })).status).toBe(403);
});
