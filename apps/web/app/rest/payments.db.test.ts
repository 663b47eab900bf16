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
  world.clock.set(Date.parse("2026-11-23T08:00:00Z"));
  ctx = await createOrganization(world.environment);
  const { key } = await createKey(ctx);
  call = (method, path, options) => world.call(method, path, { key, ...options });
});

const start = "2026-11-24T10:00:00+01:00";
const customer = { name: "Carla Diaz", email: "carla@example.org" };
const euros = (amount: number) => ({ amount, currency: "EUR" });

async function book(product: object = {}): Promise<string> {
  const productId = await createRoom(ctx, { priceMinor: 10_000, depositMinor: 3000, ...product });
  const made = await call("POST", "/bookings", { body: { productId, start, customer } });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return String(made.body.id);
}

const pay = (id: string, body: object = {}, headers: Record<string, string> = {}) =>
  call("POST", `/bookings/${id}/payments`, {
    body: { kind: "charge", amount: 3000, currency: "EUR", method: "card", ...body },
    headers,
  });

test("[BK46] a paid booking is confirmed, refunded in part, and shows it", async () => {
  const id = await book({ paymentPolicy: "deposit" });
  expect((await call("GET", `/bookings/${id}`)).body).toMatchObject({
    status: "pending",
    payment: { state: "unpaid", paid: euros(0), due: euros(10_000) },
  });
  const paid = await pay(id, { reference: "Receipt 17" });
  expect(paid).toMatchObject({
    status: 201,
    body: { bookingId: id, kind: "charge", amount: euros(3000), reference: "Receipt 17", isLate: false },
  });
  expect((await pay(id, { kind: "refund", amount: 1000 })).status).toBe(201);
  expect((await call("GET", `/bookings/${id}`)).body).toMatchObject({
    status: "confirmed",
    payment: { state: "partially_refunded", paid: euros(2000), due: euros(8000) },
  });
  expect((await call("GET", `/bookings/${id}/payments?limit=1`)).body).toEqual({
    state: "partially_refunded",
    paid: euros(2000),
    due: euros(8000),
    charged: euros(3000),
    refunded: euros(1000),
    data: [paid.body],
    nextCursor: expect.any(String),
  });
});

test("[BK42] a refusal points into the body and names what is left", async () => {
  const id = await book();
  expect(await pay(id, { kind: "refund", amount: 1 })).toMatchObject({
    status: 422,
    body: { code: "outside_rules", restMinor: 0, currency: "EUR", errors: [{ pointer: "/amount" }] },
  });
  for (const [body, pointer] of [
    [{ amount: 0 }, "/amount"],
    [{ amount: "10" }, "/amount"],
    [{ currency: "USD" }, "/currency"],
    [{ method: "cheque" }, "/method"],
    [{ bookingId: id }, "/bookingId"],
  ] as const) {
    expect(await pay(id, body), pointer).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
  }
});

test("[BK43] twenty repeats under one Idempotency-Key at once record one payment", async () => {
  const id = await book();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => pay(id, {}, { "Idempotency-Key": "till-1" })),
  );
  expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
  expect((await call("GET", `/bookings/${id}/payments`)).body).toMatchObject({ charged: euros(3000) });
});

test("[BK43] a key stands for one payment even when answers are kept no longer", async () => {
  const id = await book();
  const headers = { "Idempotency-Key": "till-2" };
  const first = await pay(id, {}, headers);
  world.clock.advance(25 * 3_600_000);
  expect(await pay(id, {}, headers)).toMatchObject({ status: 201, body: first.body });
  world.clock.advance(25 * 3_600_000);
  const other = await pay(id, { amount: 1 }, headers);
  expect(other).toMatchObject({ status: 400, body: { code: "invalid", errors: [{ pointer: "" }] } });
});

test("[BK44] late payments are listed", async () => {
  const id = await book();
  await call("POST", `/bookings/${id}/cancel`, { body: {} });
  expect((await pay(id)).body).toMatchObject({ isLate: true });
  await pay(id, { kind: "refund", amount: 500 });
  expect((await call("GET", "/payments?late=true")).body).toMatchObject({
    data: [{ bookingId: id, bookingStatus: "cancelled", amount: euros(3000), rest: euros(2500) }],
    nextCursor: null,
  });
  expect((await call("GET", "/payments")).status).toBe(400);
});
