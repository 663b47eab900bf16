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

const euros = (amount: number) => ({ amount, currency: "EUR" });

async function book(name: string): Promise<{ id: string; customerId: string }> {
  const productId = await createRoom(ctx, { priceMinor: 5000 });
  const customer = { name, email: `${name.toLowerCase()}@example.org` };
  const body = { productId, start: "2026-11-24T10:00:00+01:00", customer, notes: "By the window" };
  const made = await call("POST", "/bookings", { body });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const { id } = Object(made.body.customer);
  return { id: String(made.body.id), customerId: String(id) };
}

test("[BK50] customers are listed and searched", async () => {
  const [bea, ann] = [await book("Bea"), await book("Ann")];
  const first = await call("GET", "/customers?limit=1");
  expect(first.body).toMatchObject({ data: [{ id: ann.customerId, name: "Ann", erasedAt: null }] });
  const next = await call("GET", `/customers?limit=1&cursor=${first.body.nextCursor}`);
  expect(next.body).toMatchObject({ data: [{ id: bea.customerId }], nextCursor: null });
  const found = await call("GET", "/customers?query=BEA@");
  expect(found.body).toMatchObject({ data: [{ id: bea.customerId }] });
  for (const query of ["query=", `query=${"x".repeat(101)}`, "limit=0", "cursor=x", "name=Bea"]) {
    expect((await call("GET", `/customers?${query}`)).status, query).toBe(400);
  }
});

test("[BK51] a customer is read with figures and bookings", async () => {
  const { id, customerId } = await book("Ann");
  const charge = { kind: "charge", amount: 700, currency: "EUR", method: "cash" };
  await call("POST", `/bookings/${id}/payments`, { body: charge });
  expect(await call("GET", `/customers/${customerId}`)).toMatchObject({
    status: 200,
    body: {
      id: customerId,
      figures: {
        bookings: 1,
        upcoming: 1,
        firstStart: "2026-11-24T09:00:00Z",
        revenue: [{ charged: euros(700), refunded: euros(0), paid: euros(700) }],
      },
      bookings: { data: [{ id, payment: { paid: euros(700) } }], nextCursor: null },
    },
  });
});

test("[BK52] a correction is refused field by field, and for another one's address", async () => {
  const [{ customerId }, bea] = [await book("Ann"), await book("Bea")];
  const patch = (body: object) => call("PATCH", `/customers/${customerId}`, { body });
  expect(await patch({ name: "Anna", timeZone: "Europe/Madrid" })).toMatchObject({
    status: 200,
    body: { name: "Anna", email: "ann@example.org", timeZone: "Europe/Madrid" },
  });
  expect(await patch({ email: "bea@example.org" })).toMatchObject({
    status: 409,
    body: { code: "in_use", customerId: bea.customerId, errors: [{ pointer: "/email" }] },
  });
  for (const field of ["name", "email", "timeZone", "id"]) {
    const answer = await patch({ [field]: "" });
    expect(answer, field).toMatchObject({ status: 400, body: { errors: [{ pointer: `/${field}` }] } });
  }
});

test("[BK53] one customer takes over another", async () => {
  const [ann, bea] = [await book("Ann"), await book("Bea")];
  const merge = (customerId: string) =>
    call("POST", `/customers/${ann.customerId}/merge`, { body: { customerId } });
  expect(await merge(ann.customerId)).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: "/customerId" }] },
  });
  expect(await merge(bea.customerId)).toMatchObject({ status: 200, body: { id: ann.customerId } });
  expect((await call("GET", `/bookings/${bea.id}`)).body).toMatchObject({ customer: { name: "Ann" } });
  expect((await call("GET", `/customers/${bea.customerId}`)).status).toBe(404);
  expect(await merge(bea.customerId)).toMatchObject({
    status: 404,
    body: { errors: [{ pointer: "/customerId" }] },
  });
});

test("[BK54][BK55] a customer is exported, and erased once nothing is to come", async () => {
  const { id, customerId } = await book("Ann");
  expect(await call("GET", `/customers/${customerId}/export`)).toMatchObject({
    status: 200,
    body: {
      exportedAt: expect.stringContaining("Z"),
      customer: { email: "ann@example.org" },
      series: [],
      bookings: {
        data: [{ id, notes: "By the window", timeline: [{ action: "create" }], payments: [] }],
        nextCursor: null,
      },
    },
  });
  const erase = () => call("DELETE", `/customers/${customerId}`);
  expect(await erase()).toMatchObject({
    status: 409,
    body: { code: "in_use", bookings: [{ id, start: "2026-11-24T09:00:00Z" }], total: 1 },
  });
  await call("POST", `/bookings/${id}/cancel`, { body: { reason: "Ann is ill" } });
  const erased = await erase();
  expect(erased).toMatchObject({ status: 200, body: { customerId, bookings: 1, calendarEvents: 0 } });
  expect((await erase()).body).toEqual(erased.body);
  const { body } = await call("GET", `/customers/${customerId}/export`);
  expect(JSON.stringify(body)).not.toMatch(/ann@|window|ill"/i);
  expect(body).toMatchObject({ customer: { name: "Erased" } });
});
