import { newId } from "@availability/db";
import type { Ctx } from "@availability/ontology";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Call, createKey, createOrganization, createRestWorld, createRoom } from "./world.fixture.ts";

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

const start = "2026-11-24T10:00:00+01:00";
const customer = { name: "Carla Diaz", email: "carla@example.org" };
const euros = (amount: number) => ({ amount, currency: "EUR" });

async function create(body: object = {}): Promise<string> {
  const made = await call("POST", "/products", { body: { type: "room", name: "Room", ...body } });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return String(made.body.id);
}

async function book(productId: string): Promise<string> {
  const made = await call("POST", "/bookings", { body: { productId, start, customer } });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return String(made.body.id);
}

test("[AV77] a product is written as it is read", async () => {
  const roomId = await create();
  const body = {
    type: "treatment",
    name: "Massage",
    description: "An hour",
    colour: "#2f9e44",
    locationId: null,
    capacity: 2,
    maxAttendeesPerBooking: 2,
    durationsMinutes: [60, 90],
    slotStepMinutes: 15,
    bufferBeforeMinutes: 5,
    bufferAfterMinutes: 10,
    minNoticeMinutes: 60,
    horizonDays: 90,
    requiresApproval: true,
    approvalMinutes: 2880,
    price: euros(9000),
    deposit: euros(2000),
    paymentPolicy: "deposit",
    paymentMinutes: 45,
    cancellation: { freeUntilMinutes: 1440, fee: euros(4500) },
    requirements: [{ name: "Room", count: 1, units: null, productIds: [roomId] }],
  };
  const made = await call("POST", "/products", { body });
  const { id } = made.body;
  expect(made).toMatchObject({ status: 201, body: { ...body, status: "active", version: 1 } });
  expect(made.headers.get("Location")).toBe(`/api/v1/products/${id}`);
  expect(made.headers.get("ETag")).toBe('"1"');
  expect((await call("GET", `/products/${id}`)).body).toEqual(made.body);
  expect((await call("GET", "/products?type=treatment")).body.data).toEqual([made.body]);

  const { id: _id, ...same } = made.body;
  const patched = await call("PATCH", `/products/${id}`, { body: same });
  const affectedBookings = { total: 0, bookings: [] };
  expect(patched).toMatchObject({ status: 200, body: { ...body, version: 2, affectedBookings } });
});

test("what is left out has defaults, and only what is given changes", async () => {
  const id = await create();
  const made = (await call("GET", `/products/${id}`)).body;
  expect(made).toMatchObject({
    durationsMinutes: [60],
    price: euros(0),
    deposit: euros(0),
    cancellation: { freeUntilMinutes: null, fee: euros(0) },
    requirements: [],
  });
  const cancellation = { freeUntilMinutes: 60 };
  const changed = await call("PATCH", `/products/${id}`, { body: { price: euros(500), cancellation } });
  const { affectedBookings: _none, ...after } = changed.body;
  expect(after).toEqual({
    ...made,
    price: euros(500),
    cancellation: { freeUntilMinutes: 60, fee: euros(0) },
    version: 2,
  });
  const dollars = { amount: 500, currency: "USD" };
  const swapped = await call("PATCH", `/products/${id}`, { body: { price: dollars } });
  expect(swapped.body).toMatchObject({ price: dollars, deposit: { amount: 0, currency: "USD" } });
});

test("[AV60] [AV77] each fault has a pointer into the body that was sent", async () => {
  const id = await create({ price: euros(5000), deposit: euros(1000) });
  const dollars = { amount: 1, currency: "USD" };
  const fee = (amount: number) => ({ cancellation: { freeUntilMinutes: 60, fee: euros(amount) } });
  const cases: [object, string][] = [
    [{ colour: "red" }, "/colour"],
    [{ durationsMinutes: [60, -5] }, "/durationsMinutes/1"],
    [{ price: { amount: -1, currency: "EUR" } }, "/price/amount"],
    [{ price: { amount: 1, currency: "euro" } }, "/price/currency"],
    [{ price: { amount: 1 } }, "/price/currency"],
    [{ price: 5 }, "/price"],
    [{ price: { ...euros(5), tax: 1 } }, "/price/tax"],
    [{ priceMinor: 5 }, "/priceMinor"],
    [{ deposit: euros(1_000_000_001) }, "/deposit/amount"],
    [{ paymentPolicy: "half" }, "/paymentPolicy"],
    [{ price: euros(0), deposit: euros(0), paymentPolicy: "full" }, "/paymentPolicy"],
    [{ price: euros(5000), deposit: dollars }, "/deposit/currency"],
    [
      { price: euros(5000), cancellation: { freeUntilMinutes: 5, fee: dollars } },
      "/cancellation/fee/currency",
    ],
    [{ price: euros(5000), deposit: euros(5001) }, "/deposit/amount"],
    [{ price: euros(5000), ...fee(5001) }, "/cancellation/fee/amount"],
    [{ price: euros(5000), cancellation: { fee: euros(1) } }, "/cancellation/freeUntilMinutes"],
    [{ cancellation: { freeUntilMinutes: -1 } }, "/cancellation/freeUntilMinutes"],
    [{ cancellation: { until: 5 } }, "/cancellation/until"],
    [{ capacity: 2, maxAttendeesPerBooking: 3 }, "/maxAttendeesPerBooking"],
    [{ requirements: [{ name: "A", productIds: [id], members: [] }] }, "/requirements/0/members"],
    [{ requirements: [{ name: "A", productIds: [id], count: 2 }] }, "/requirements/0/count"],
    [{ requirements: [{ name: "A", productIds: [id, id] }] }, "/requirements/0/productIds/1"],
    [{ requirements: [{ name: "A", productIds: [id], units: 2 }] }, "/requirements/0/productIds/0"],
    [{ id: newId() }, "/id"],
  ];
  for (const [fields, pointer] of cases) {
    const answers = [
      await call("POST", "/products", { body: { type: "class", name: "Yoga", ...fields } }),
      await call("PATCH", `/products/${id}`, { body: fields }),
    ];
    for (const answer of answers) {
      expect(answer, JSON.stringify(fields)).toMatchObject({
        status: 400,
        body: { code: "invalid", errors: [{ pointer, detail: expect.any(String) }] },
      });
    }
  }
  expect(await call("PATCH", `/products/${id}`, { body: { deposit: dollars } })).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: "/deposit/currency", detail: expect.stringContaining("price") }] },
  });
  expect((await call("GET", `/products/${id}`)).body).toMatchObject({ version: 1 });
});

test("[AV62] [AV63] what cannot be required is refused with the member's pointer", async () => {
  const id = await create({ name: "Hall" });
  const archived = await create();
  await call("POST", `/products/${archived}/archive`);
  const group = (productId: string) => [{ name: "A", productIds: [productId] }];
  const cases = [
    [newId(), 404, "not_found"],
    [archived, 422, "outside_rules"],
    [id, 400, "invalid"],
  ] as const;
  for (const [productId, status, code] of cases) {
    expect(
      await call("PATCH", `/products/${id}`, { body: { requirements: group(productId) } }),
    ).toMatchObject({ status, body: { code, errors: [{ pointer: "/requirements/0/productIds/0" }] } });
  }
});

test("[AV76] a version known is not sent again, and a change of another one is refused", async () => {
  const id = await create();
  const path = `/products/${id}`;
  for (const tag of ['"1"', 'W/"1"', '"7", "1"', "*"]) {
    const answer = await call("GET", path, { headers: { "If-None-Match": tag } });
    expect(answer, tag).toMatchObject({ status: 304, body: {} });
    expect(answer.headers.get("ETag")).toBe('"1"');
  }
  expect((await call("GET", path, { headers: { "If-None-Match": '"2"' } })).status).toBe(200);

  const rename = (name: string, tag: string, body: object = {}) =>
    call("PATCH", path, { body: { name, ...body }, headers: { "If-Match": tag } });
  const renamed = await rename("A", '"1"');
  expect(renamed).toMatchObject({ status: 200, body: { name: "A", version: 2 } });
  expect(renamed.headers.get("ETag")).toBe('"2"');
  for (const tag of ['"1"', 'W/"2"', "2", '"x"']) {
    expect(await rename("B", tag), tag).toMatchObject({ status: 412, body: { code: "stale", version: 2 } });
  }
  expect(await rename("B", '"2"', { version: 1 })).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: "/version" }] },
  });
  expect((await rename("B", '"1", "2"')).status).toBe(400);
  expect(await rename("B", "*", { version: 1 })).toMatchObject({ status: 409, body: { code: "stale" } });
  expect(await call("PATCH", path, { body: { name: "B", version: 1 } })).toMatchObject({
    status: 409,
    body: { code: "stale", version: 2 },
  });
  expect(await rename("B", '"2"', { version: 2 })).toMatchObject({ status: 200, body: { version: 3 } });
  expect(await rename("C", "*")).toMatchObject({ status: 200, body: { version: 4 } });

  const stale = { headers: { "If-Match": '"3"' } };
  for (const [method, suffix] of [
    ["POST", "/archive"],
    ["POST", "/restore"],
    ["DELETE", ""],
  ] as const) {
    expect(await call(method, `${path}${suffix}`, stale)).toMatchObject({ status: 412 });
  }
  expect(await call("DELETE", path, { headers: { "If-Match": '"4"' } })).toMatchObject({
    status: 204,
    body: {},
  });
  expect((await call("GET", path)).status).toBe(404);
});

test("[AV66] archiving answers with the bookings that stand, whichever way it is asked for", async () => {
  const productId = await createRoom(ctx);
  const id = await book(productId);
  const booking = { id, productId, start: "2026-11-24T09:00:00Z", end: "2026-11-24T10:00:00Z", attendees: 1 };
  const archived = { status: "archived", affectedBookings: { total: 1, bookings: [booking] } };
  const ways: [string, string, object?][] = [
    ["POST", `/products/${productId}/archive`],
    ["PATCH", `/products/${productId}`, { status: "archived" }],
  ];
  for (const [method, path, body] of ways) {
    expect(await call(method, path, body ? { body } : {})).toMatchObject({ status: 200, body: archived });
    expect((await call("GET", "/products")).body.data).toEqual([]);
    expect((await call("GET", "/products?status=archived")).body.data).toMatchObject([{ id: productId }]);
    const restored = await call("POST", `/products/${productId}/restore`, { body: {} });
    expect(restored).toMatchObject({ status: 200, body: { status: "active" } });
  }
});

test("[AV68] [AV70] what is in the way of a change is listed in RFC 3339", async () => {
  const productId = await createRoom(ctx, { capacity: 2 });
  const ids = [await book(productId), await book(productId)];
  const times = { productId, start: "2026-11-24T09:00:00Z", end: "2026-11-24T10:00:00Z", attendees: 1 };
  const refused = { status: 409, body: { code: "in_use", total: 2 } };
  const answers = [
    await call("PATCH", `/products/${productId}`, { body: { capacity: 1 } }),
    await call("DELETE", `/products/${productId}`),
  ];
  for (const answer of answers) {
    expect(answer).toMatchObject(refused);
    expect(answer.body.bookings).toEqual(ids.sort().map((id) => ({ id, ...times })));
  }
  const service = await create({ name: "Massage", requirements: [{ name: "A", productIds: [productId] }] });
  expect(await call("POST", `/products/${productId}/archive`)).toMatchObject({
    status: 409,
    body: { code: "in_use", products: [{ id: service, name: "Massage" }], total: 1 },
  });
});

test("[AV72] the listing is paged and narrowed, and a faulty filter is refused with its pointer", async () => {
  for (const name of ["Oak room", "Elm room", "Hall"]) await create({ name });
  const first = await call("GET", "/products?query=ROOM&limit=1");
  expect(first.body.data).toMatchObject([{ name: "Elm room" }]);
  const second = await call("GET", `/products?query=ROOM&limit=1&cursor=${first.body.nextCursor}`);
  expect(second.body).toMatchObject({ data: [{ name: "Oak room" }], nextCursor: null });
  const faults = {
    "status=gone": "/status",
    "type=boat": "/type",
    "query=": "/query",
    "limit=0": "/limit",
    "limit=many": "/limit",
    "cursor=x": "/cursor",
    "colour=red": "/colour",
    "locationId=17": "/locationId",
  };
  for (const [query, pointer] of Object.entries(faults)) {
    expect(await call("GET", `/products?${query}`), query).toMatchObject({
      status: 400,
      body: { errors: [{ pointer }] },
    });
  }
});

test("[AV75] another organisation's products are not found through any endpoint", async () => {
  const id = await create();
  const stranger = { key: (await createKey(await createOrganization(world.environment))).key };
  const theirs = await call("POST", "/locations", {
    ...stranger,
    body: { kind: "branch", name: "North", timeZone: "UTC" },
  });
  const foreign = { locationId: theirs.body.id };
  const answers = [
    await call("GET", `/products/${id}`, stranger),
    await call("PATCH", `/products/${id}`, { ...stranger, body: { name: "Mine" } }),
    await call("POST", `/products/${id}/archive`, stranger),
    await call("POST", `/products/${id}/restore`, stranger),
    await call("DELETE", `/products/${id}`, stranger),
    await call("PATCH", `/products/${id}`, { body: foreign }),
    await call("POST", "/products", { body: { type: "room", name: "Room", ...foreign } }),
    await call("GET", `/products?locationId=${theirs.body.id}`),
  ];
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
  expect((await call("GET", `/products/${id}`)).body).toMatchObject({ version: 1 });
});

test("[AV75] a key without manage_products changes nothing", async () => {
  const id = await create();
  const viewer = { key: (await createKey(ctx, ["view_bookings"])).key };
  const answers = [
    await call("POST", "/products", { ...viewer, body: { type: "room", name: "Room" } }),
    await call("PATCH", `/products/${id}`, { ...viewer, body: { name: "Mine" } }),
    await call("POST", `/products/${id}/archive`, viewer),
    await call("POST", `/products/${id}/restore`, viewer),
    await call("DELETE", `/products/${id}`, viewer),
  ];
  for (const answer of answers) {
    expect(answer).toMatchObject({ status: 403, body: { permission: "manage_products" } });
  }
});
