import type { Ctx } from "@availability/ontology";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Call, createKey, createOrganization, createRestWorld, createRoom } from "./world.fixture.ts";

let world: Awaited<ReturnType<typeof createRestWorld>>;
let ctx: Ctx;
let call: Call;
beforeAll(async () => {
  world = await createRestWorld();
  ctx = await createOrganization(world.environment);
  const { key } = await createKey(ctx);
  call = (method, path, options) => world.call(method, path, { key, ...options });
});
afterAll(() => world[Symbol.asyncDispose]());

const customer = { name: "Carla Diaz", email: "carla@example.org" };
const start = "2026-11-24T10:00:00+01:00";

async function book(overrides: Parameters<typeof createRoom>[1] = {}) {
  const productId = await createRoom(ctx, overrides);
  const { body } = await call("POST", "/bookings", { body: { productId, start, customer } });
  return { productId, id: String(body.id), path: `/bookings/${body.id}` };
}

test("[BK75] a change at another version than the one seen is refused; a reader who holds it is told so", async () => {
  const { path } = await book();
  const first = await call("GET", path);
  const tag = first.headers.get("ETag") ?? "";
  expect(tag).toMatch(/^"1-[0-9a-f]{8}"$/);
  const reads = (headers: Record<string, string>) => call("GET", path, { headers });
  expect(await reads({ "If-None-Match": `W/${tag}` })).toMatchObject({ status: 304, text: "" });
  // A booking shows its customer, who may be renamed without any change to it.
  const { id } = Object(first.body.customer);
  expect((await call("PATCH", `/customers/${id}`, { body: { name: "Carla Diaz Vega" } })).status).toBe(200);
  expect(await reads({ "If-None-Match": tag })).toMatchObject({
    status: 200,
    body: { version: 1, customer: { name: "Carla Diaz Vega" } },
  });
  const moved = await call("POST", `${path}/reschedule`, {
    body: { start: "2026-11-24T12:00:00+01:00", reason: "Later suits her" },
    headers: { "If-Match": tag },
  });
  expect(moved).toMatchObject({ status: 200, body: { start: "2026-11-24T11:00:00Z", version: 2 } });
  expect(moved.headers.get("ETag")).toMatch(/^"2-[0-9a-f]{8}"$/);
  expect(await call("POST", `${path}/cancel`, { headers: { "If-Match": '"1"' } })).toMatchObject({
    status: 412,
    body: { code: "stale", version: 2 },
  });
  const contradicting = { body: { version: 2 }, headers: { "If-Match": '"1"' } };
  expect(await call("POST", `${path}/cancel`, contradicting)).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: "/version" }] },
  });
  expect((await call("POST", `${path}/check-in`, { headers: { "If-Match": '"2"' } })).status).toBe(200);
});

test("[BK6] what is not possible now is refused with what is", async () => {
  const { path } = await book();
  const refused = await call("POST", `${path}/decline`);
  expect(refused).toMatchObject({
    status: 409,
    body: { code: "illegal_transition", status: 409, action: "decline", allowed: expect.any(Array) },
  });
  expect(refused.body.allowed).toEqual(["cancel", "reschedule", "check_in", "complete", "mark_no_show"]);
});

test("[BK31] no-show and completion are noted from the start on", async () => {
  const early = await book();
  expect(await call("POST", `${early.path}/no-show`)).toMatchObject({
    status: 422,
    body: { code: "outside_rules" },
  });
  const body = { productId: early.productId, start: "2026-11-23T08:00:00+01:00", customer };
  expect(await call("POST", "/bookings", { body })).toMatchObject({ status: 422 });
  const override = { reason: "Came without an appointment" };
  const noted = await call("POST", "/bookings", { body: { ...body, override } });
  expect(noted).toMatchObject({ status: 201, body: { overrideReason: override.reason } });
  expect(await call("POST", `/bookings/${noted.body.id}/complete`)).toMatchObject({
    status: 200,
    body: { status: "completed" },
  });
});

test("[BK30] an override takes the scope for it, and a reason", async () => {
  const { key } = await createKey(ctx, ["manage_bookings"]);
  const { productId } = await book();
  const body = { productId, start: "2026-11-22T10:00:00Z", customer };
  const overriding = { ...body, override: { reason: "A friend of the house" } };
  expect(await world.call("POST", "/bookings", { key, body: overriding })).toMatchObject({
    status: 403,
    body: { permission: "manage_availability" },
  });
  expect(await call("POST", "/bookings", { body: { ...body, override: {} } })).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: "/override/reason" }] },
  });
  expect(await call("POST", "/bookings", { body: { ...body, override: { why: "x" } } })).toMatchObject({
    status: 400,
  });
});

test("[BK29] the fee for cancelling late is due unless it is waived", async () => {
  const terms = { priceMinor: 5000, cancellationFreeUntilMinutes: 2880, cancellationFeeMinor: 2000 };
  const late = await book(terms);
  expect((await call("GET", late.path)).body.cancellation).toEqual({
    freeUntil: "2026-11-22T09:00:00Z",
    fee: { amount: 2000, currency: "EUR" },
  });
  expect(await call("POST", `${late.path}/cancel`, { body: { reason: "ill" } })).toMatchObject({
    body: { status: "cancelled", feeDue: { amount: 2000, currency: "EUR" } },
  });
  const waived = await book(terms);
  expect(await call("POST", `${waived.path}/cancel`, { body: { waiveFee: true } })).toMatchObject({
    body: { feeDue: { amount: 0, currency: "EUR" } },
  });
});

test("[BK33] the timeline says who did what, when and why, a page at a time", async () => {
  const { path } = await book();
  world.clock.advance(1000);
  const move = { start: "2026-11-24T12:00:00+01:00", reason: "Later suits her" };
  await call("POST", `${path}/reschedule`, { body: move });
  await call("POST", `${path}/cancel`, { body: { reason: "ill" } });
  const first = await call("GET", `${path}/timeline?limit=2`);
  expect(first.body.data).toMatchObject([
    { action: "create", from: null, to: "confirmed", actor: { kind: "api_key", name: "Test" } },
    {
      action: "reschedule",
      from: "confirmed",
      to: "confirmed",
      reason: "Later suits her",
      details: {
        before: { start: "2026-11-24T09:00:00Z", end: "2026-11-24T10:00:00Z" },
        after: { start: "2026-11-24T11:00:00Z", end: "2026-11-24T12:00:00Z" },
      },
    },
  ]);
  const rest = await call("GET", `${path}/timeline?limit=2&cursor=${first.body.nextCursor}`);
  expect(rest.body).toMatchObject({ data: [{ action: "cancel", reason: "ill" }], nextCursor: null });
  expect(await call("GET", `${path}/timeline?cursor=nonsense`)).toMatchObject({ status: 400 });
});
