import { newId } from "@availability/db";
import type { Ctx } from "@availability/ontology";
import { createBooking } from "@availability/ontology/booking";
import { revokeApiKey } from "@availability/ontology/organization";
import { afterAll, beforeAll, expect, test } from "vitest";
import { restApi } from "./index.ts";
import { type Call, createKey, createOrganization, createRestWorld, createRoom } from "./world.fixture.ts";

let world: Awaited<ReturnType<typeof createRestWorld>>;
let ctx: Ctx;
let key: string;
let call: Call;
beforeAll(async () => {
  world = await createRestWorld();
  ctx = await createOrganization(world.environment);
  ({ key } = await createKey(ctx));
  call = (method, path, options) => world.call(method, path, { key, ...options });
});
afterAll(() => world[Symbol.asyncDispose]());

const customer = { name: "Carla Diaz", email: "carla@example.org" };
const start = "2026-11-24T10:00:00+01:00";
const tuesday = "start=2026-11-24T00:00:00Z&end=2026-11-25T00:00:00Z";

test("products are listed a page at a time and read one by one", async () => {
  const owner = await createOrganization(world.environment);
  const own = { key: (await createKey(owner)).key };
  for (const name of ["C", "A", "B"]) await createRoom(owner, { name, priceMinor: 2500 });
  const first = await call("GET", "/products?limit=2", own);
  expect(first).toMatchObject({ status: 200, body: { data: [{ name: "A" }, { name: "B" }] } });
  const rest = await call("GET", `/products?limit=2&cursor=${first.body.nextCursor}`, own);
  expect(rest.body).toMatchObject({ data: [{ name: "C" }], nextCursor: null });
  const [{ id }] = rest.body.data as [{ id: string }];
  expect(await call("GET", `/products/${id}`, own)).toMatchObject({
    status: 200,
    body: { id, name: "C", price: { amount: 2500, currency: "EUR" }, durationsMinutes: [60] },
  });
});

test("slots are the same instants in whatever zone they are asked for", async () => {
  const productId = await createRoom(ctx);
  const utc = await call("GET", `/products/${productId}/slots?${tuesday}`);
  expect(utc.status).toBe(200);
  expect(utc.headers.get("Cache-Control")).toBe("no-store");
  const slots = utc.body.data as { start: string; end: string; remaining: number }[];
  expect(slots[0]).toEqual({ start: "2026-11-24T08:00:00Z", end: "2026-11-24T09:00:00Z", remaining: 1 });
  expect(slots).toHaveLength(15);
  const local = await call("GET", `/products/${productId}/slots?${tuesday}&timeZone=Asia/Kathmandu`);
  const localSlots = local.body.data as typeof slots;
  expect(localSlots[0]?.start).toBe("2026-11-24T13:45:00+05:45");
  expect(localSlots.map((slot) => Date.parse(slot.start))).toEqual(
    slots.map((slot) => Date.parse(slot.start)),
  );
  expect(local.body.stale).toEqual([]);
});

test("a booking is made, read, listed and cancelled; its time is free again", async () => {
  const productId = await createRoom(ctx, { priceMinor: 2500 });
  const made = await call("POST", "/bookings", { body: { productId, start, customer, notes: "Tea" } });
  const id = String(made.body.id);
  expect(made).toMatchObject({ status: 201 });
  expect(made.headers.get("Location")).toBe(`/api/v1/bookings/${id}`);
  expect(made.body).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    productId,
    seriesId: null,
    status: "confirmed",
    start: "2026-11-24T09:00:00Z",
    end: "2026-11-24T10:00:00Z",
    attendees: 1,
    customer: { id: expect.any(String), ...customer, phone: null, timeZone: null },
    notes: "Tea",
    price: { amount: 2500, currency: "EUR" },
    deposit: { amount: 0, currency: "EUR" },
    paymentPolicy: "none",
    payment: {
      state: "unpaid",
      paid: { amount: 0, currency: "EUR" },
      due: { amount: 2500, currency: "EUR" },
    },
    cancellation: { freeUntil: null, fee: { amount: 0, currency: "EUR" } },
    feeDue: null,
    members: [],
    cancelReason: null,
    expiresAt: null,
    overrideReason: null,
    isUnverified: false,
    version: 1,
    createdAt: "2026-11-23T08:00:00Z",
  });
  expect((await call("GET", `/bookings/${id}`)).body).toEqual(made.body);
  const from = "from=2026-11-24T09:00:00Z&to=2026-11-24T09:00:01Z&status=confirmed";
  const listed = await call("GET", `/bookings?productId=${productId}&${from}`);
  expect(listed.body).toEqual({ data: [made.body], nextCursor: null });

  const taken = await call("POST", "/bookings", { body: { productId, start, customer } });
  expect(taken).toMatchObject({ status: 409, body: { code: "slot_taken", type: "/problems/slot_taken" } });
  expect(taken.headers.get("Content-Type")).toBe("application/problem+json");
  expect(taken.body.alternatives).toContainEqual({
    start: "2026-11-24T10:00:00Z",
    end: "2026-11-24T11:00:00Z",
    remaining: 1,
    productId,
    productName: "Room",
  });

  const cancelled = await call("POST", `/bookings/${id}/cancel`, { body: { version: 1, reason: "ill" } });
  expect(cancelled).toMatchObject({
    status: 200,
    body: { status: "cancelled", cancelReason: "ill", version: 2 },
  });
  expect(await call("POST", `/bookings/${id}/cancel`)).toMatchObject({
    status: 409,
    body: { code: "illegal_transition", allowed: [], status: 409 },
  });
  expect((await call("POST", "/bookings", { body: { productId, start, customer } })).status).toBe(201);
});

test("a pending booking is confirmed once, without a body, and only at the version seen", async () => {
  const productId = await createRoom(ctx, { requiresApproval: true });
  const { body } = await call("POST", "/bookings", { body: { productId, start, customer } });
  expect(body).toMatchObject({ status: "pending", version: 1 });
  expect(await call("POST", `/bookings/${body.id}/confirm`, { body: { version: 9 } })).toMatchObject({
    status: 409,
    body: { code: "stale", version: 1 },
  });
  expect(await call("POST", `/bookings/${body.id}/confirm`)).toMatchObject({
    status: 200,
    body: { status: "confirmed", version: 2 },
  });
  expect(await call("POST", `/bookings/${body.id}/confirm`)).toMatchObject({
    body: { code: "illegal_transition", allowed: expect.arrayContaining(["cancel"]) },
  });
});

test("fifty bookings of one slot at once: one 201, forty-nine 409", async () => {
  const productId = await createRoom(ctx);
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => call("POST", "/bookings", { body: { productId, start, customer } })),
  );
  const statuses = answers.map(({ status, body }) => `${status} ${body.code ?? ""}`).sort();
  expect(statuses).toEqual(["201 ", ...Array.from({ length: 49 }, () => "409 slot_taken")]);
});

test("bad input is refused with a pointer to each fault and the fix", async () => {
  const productId = await createRoom(ctx);
  const slots = (query: string) => call("GET", `/products/${productId}/slots?${query}`);
  const book = (change: object) =>
    call("POST", "/bookings", { body: { productId, start, customer, ...change } });
  const cases: [string, Promise<{ body: Record<string, unknown> }>, number, string, string][] = [
    ["no range", slots(""), 400, "invalid", "/start"],
    [
      "a date that does not exist",
      slots("start=2026-02-30T00:00:00Z&end=2026-03-01T00:00:00Z"),
      400,
      "invalid",
      "/start",
    ],
    [
      "an instant without offset",
      slots("start=2026-11-24T00:00:00&end=2026-11-25T00:00:00Z"),
      400,
      "invalid",
      "/start",
    ],
    [
      "an end before its start",
      slots("start=2026-11-25T00:00:00Z&end=2026-11-24T00:00:00Z"),
      400,
      "invalid",
      "/end",
    ],
    [
      "more than 62 days",
      slots("start=2026-01-01T00:00:00Z&end=2026-06-01T00:00:00Z"),
      400,
      "invalid",
      "/end",
    ],
    ["an unknown zone", slots(`${tuesday}&timeZone=Mars/Base`), 400, "invalid", "/timeZone"],
    ["a duration not offered", slots(`${tuesday}&durationMinutes=45`), 400, "invalid", "/durationMinutes"],
    [
      "a duration that is no number",
      slots(`${tuesday}&durationMinutes=x`),
      400,
      "invalid",
      "/durationMinutes",
    ],
    ["too many attendees", slots(`${tuesday}&attendees=2`), 400, "invalid", "/attendees"],
    ["a parameter given twice", slots(`${tuesday}&attendees=1&attendees=1`), 400, "invalid", "/attendees"],
    ["an unknown parameter", slots(`${tuesday}&colour=red`), 400, "invalid", "/colour"],
    ["a limit too high", call("GET", "/products?limit=201"), 400, "invalid", "/limit"],
    ["a cursor not ours", call("GET", "/products?cursor=abc"), 400, "invalid", "/cursor"],
    ["an unknown status", call("GET", "/bookings?status=lost"), 400, "invalid", "/status"],
    [
      "an empty range of bookings",
      call("GET", "/bookings?from=2026-11-24T00:00:00Z&to=2026-11-24T00:00:00Z"),
      400,
      "invalid",
      "/to",
    ],
    ["no start", book({ start: undefined }), 400, "invalid", "/start"],
    ["a start as a number", book({ start: 1_795_510_800_000 }), 400, "invalid", "/start"],
    ["a product id that is none", book({ productId: "room" }), 400, "invalid", "/productId"],
    [
      "an e-mail that is none",
      book({ customer: { ...customer, email: "carla" } }),
      400,
      "invalid",
      "/customer/email",
    ],
    ["an unknown field", book({ customer: { ...customer, age: 4 } }), 400, "invalid", "/customer/age"],
    ["text with NUL", book({ notes: "a\u0000b" }), 400, "invalid", ""],
    ["a list as body", call("POST", "/bookings", { body: [] }), 400, "invalid", ""],
    [
      "a start outside the grid",
      book({ start: "2026-11-24T10:10:00+01:00" }),
      422,
      "outside_rules",
      "/start",
    ],
    [
      "a start outside the hours",
      book({ start: "2026-11-24T20:00:00+01:00" }),
      422,
      "outside_rules",
      "/start",
    ],
    ["a product that is not there", book({ productId: newId() }), 404, "not_found", "/productId"],
  ];
  for (const [name, answer, status, code, pointer] of cases) {
    const { body } = await answer;
    expect(body, name).toMatchObject({ status, code, type: `/problems/${code}`, instance: "request-1" });
    const errors = body.errors as { pointer: string; detail: string }[];
    expect(
      errors.map((fault) => fault.pointer),
      name,
    ).toContain(pointer);
    for (const { detail } of errors) expect(detail.length, name).toBeGreaterThan(8);
  }
  expect((await call("GET", `/bookings?productId=${productId}`)).body.data).toEqual([]);
});

test("what HTTP itself forbids is a problem, too", async () => {
  const big = JSON.stringify({ notes: "x".repeat(200_000) });
  const cases = [
    ["malformed JSON", await call("POST", "/bookings", { raw: "{" }), 400, "invalid"],
    [
      "a form",
      await call("POST", "/bookings", { raw: "a=1", headers: { "Content-Type": "text/plain" } }),
      415,
      "unsupported_media_type",
    ],
    ["no body", await call("POST", "/bookings"), 400, "invalid"],
    ["a body too large", await call("POST", "/bookings", { raw: big }), 413, "too_large"],
    ["an unknown path", await call("GET", "/nothing"), 404, "not_found"],
    ["a path below", await call("GET", "/products/x/y/z"), 404, "not_found"],
    ["an id that is none", await call("GET", "/bookings/17"), 404, "not_found"],
    ["a wrong method", await call("DELETE", "/bookings"), 405, "method_not_allowed"],
  ] as const;
  for (const [name, { status, body, headers }, expected, code] of cases) {
    expect({ status, code: body.code }, name).toEqual({ status: expected, code });
    expect(headers.get("Content-Type"), name).toBe("application/problem+json");
    expect(headers.get("Cache-Control"), name).toBe("no-store");
  }
  expect((await call("DELETE", "/bookings")).headers.get("Allow")).toBe("GET, HEAD, POST");
  expect((await call("GET", "/bookings/x/cancel")).headers.get("Allow")).toBe("POST");
});

test("without a key that holds nobody gets in, and a cookie is no key", async () => {
  const expiring = (await createKey(ctx, ["view_bookings"], 1)).key;
  const revoked = await createKey(ctx);
  await revokeApiKey(ctx, { apiKeyId: revoked.id });
  const keys = [null, "avk_short", `avk_${"A".repeat(43)}`, revoked.key];
  expect((await call("GET", "/bookings", { key: expiring })).status).toBe(200);
  world.clock.advance(24 * 3_600_000);
  for (const bad of [...keys, expiring]) {
    const answer = await call("GET", "/bookings", {
      key: bad,
      headers: { Cookie: "availability.session_token=x" },
    });
    expect(answer).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
    expect(answer.headers.get("WWW-Authenticate")).toMatch(/^Bearer realm="availability"/);
  }
  world.clock.advance(-24 * 3_600_000);
});

test("a key does what its scopes say and is told which one it lacks", async () => {
  const productId = await createRoom(ctx);
  const viewer = (await createKey(ctx, ["view_bookings"])).key;
  const other = (await createKey(ctx, ["manage_products"])).key;
  const id = newId();
  const refused = [
    await call("POST", "/bookings", { key: viewer, body: { productId, start, customer } }),
    await call("POST", `/bookings/${id}/cancel`, { key: viewer }),
    await call("POST", `/bookings/${id}/confirm`, { key: viewer }),
    await call("GET", "/bookings", { key: other }),
    await call("GET", `/bookings/${id}`, { key: other }),
    await call("GET", `/products/${productId}/slots?${tuesday}`, { key: other }),
  ];
  expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 403));
  expect(refused.map(({ body }) => body.permission)).toEqual([
    ...Array.from({ length: 3 }, () => "manage_bookings"),
    ...Array.from({ length: 3 }, () => "view_bookings"),
  ]);
});

test("another organisation's ids are not found through any endpoint", async () => {
  const productId = await createRoom(ctx);
  const wish = { productId, start: Date.parse(start), attendees: 1, customer };
  const { id } = await createBooking(ctx, wish);
  const stranger = { key: (await createKey(await createOrganization(world.environment))).key };
  const answers = [
    await call("GET", `/products/${productId}`, stranger),
    await call("GET", `/products/${productId}/slots?${tuesday}`, stranger),
    await call("POST", "/bookings", {
      ...stranger,
      body: { productId, start: "2026-11-25T10:00:00+01:00", customer },
    }),
    await call("GET", `/bookings/${id}`, stranger),
    await call("POST", `/bookings/${id}/cancel`, stranger),
    await call("POST", `/bookings/${id}/confirm`, stranger),
  ];
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
  expect((await call("GET", `/bookings?productId=${productId}`, stranger)).status).toBe(404);
  for (const path of ["/products", "/bookings"]) {
    expect((await call("GET", path, stranger)).body.data).toEqual([]);
  }
  expect((await call("GET", `/bookings/${id}`)).body.status).toBe("confirmed");
});

test("a fault of ours says nothing but its reference; the log has the cause", async () => {
  const broken = { ...world.bindings, environment: { ...world.environment, db: undefined as never } };
  const headers = { Authorization: `Bearer ${key}` };
  const response = await restApi.fetch(new Request("http://x/api/v1/products", { headers }), broken);
  expect(await response.json()).toEqual({
    title: "Something went wrong",
    status: 500,
    instance: "request-1",
  });
  expect(world.logged.at(-1)).toMatchObject({
    fields: { requestId: "request-1", err: expect.any(TypeError) },
  });
});

test("the OpenAPI document is open, describes every route, and only those", async () => {
  const { status, body } = await call("GET", "/openapi.json", { key: null });
  expect(status).toBe(200);
  expect(body.openapi).toBe("3.1.0");
  const described = Object.entries(body.paths as object).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const served = restApi.routes
    .filter(({ method, path }) => method !== "ALL" && !path.endsWith("openapi.json"))
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`);
  expect(described.sort()).toEqual([...new Set(served)].sort());
});

test("a cursor of another listing is refused, not a fault of ours", async () => {
  const owner = await createOrganization(world.environment);
  const own = { key: (await createKey(owner)).key };
  for (const name of ["A", "B"]) await createRoom(owner, { name });
  const { body } = await call("GET", "/products?limit=1", own);
  expect(await call("GET", `/bookings?cursor=${body.nextCursor}`, own)).toMatchObject({
    status: 400,
    body: { code: "invalid", errors: [{ pointer: "/cursor" }] },
  });
});
