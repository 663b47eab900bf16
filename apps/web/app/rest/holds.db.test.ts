import { afterAll, beforeAll, expect, test } from "vitest";
import { type Call, createKey, createOrganization, createRestWorld, createRoom } from "./world.fixture.ts";

let world: Awaited<ReturnType<typeof createRestWorld>>;
let productId: string;
let call: Call;
beforeAll(async () => {
  world = await createRestWorld();
  const ctx = await createOrganization(world.environment);
  const { key } = await createKey(ctx);
  productId = await createRoom(ctx);
  call = (method, path, options) => world.call(method, path, { key, ...options });
});
afterAll(() => world[Symbol.asyncDispose]());

const customer = { name: "Carla Diaz", email: "carla@example.org" };
const start = "2026-11-24T09:00:00Z";
const day = "start=2026-11-24T00:00:00Z&end=2026-11-25T00:00:00Z";

async function startsFor(query = ""): Promise<string[]> {
  const { body } = await call("GET", `/products/${productId}/slots?${day}${query}`);
  return (body.data as { start: string }[]).map((slot) => slot.start);
}

test("[BK78] a hold is made, extended once, and becomes the booking", async () => {
  const held = await call("POST", "/holds", { body: { productId, start } });
  expect(held).toMatchObject({
    status: 201,
    body: {
      start,
      end: "2026-11-24T10:00:00Z",
      expiresAt: "2026-11-23T08:05:00Z",
      token: expect.any(String),
    },
  });
  const { id, token } = held.body;
  expect(await startsFor()).not.toContain(start);
  expect(await startsFor(`&holdId=${id}`)).toContain(start);
  expect(await call("POST", "/holds", { body: { productId, start } })).toMatchObject({
    status: 409,
    body: { code: "slot_taken", alternatives: expect.arrayContaining([expect.any(Object)]) },
  });
  expect(await call("POST", `/holds/${id}/extend`, { body: { token: "wrong" } })).toMatchObject({
    status: 403,
  });
  world.clock.advance(60_000);
  const extended = await call("POST", `/holds/${id}/extend`, { body: { token } });
  expect(extended).toMatchObject({ status: 200, body: { id, expiresAt: "2026-11-23T08:06:00Z" } });
  expect(extended.body).not.toHaveProperty("token");
  expect(await call("POST", `/holds/${id}/extend`)).toMatchObject({ status: 422 });
  const body = { productId, start, customer, holdId: id, holdToken: token };
  expect(await call("POST", "/bookings", { body: { ...body, holdToken: "wrong" } })).toMatchObject({
    status: 403,
  });
  expect(await call("POST", "/bookings", { body })).toMatchObject({
    status: 201,
    body: { id, status: "confirmed", expiresAt: null },
  });
});

test("[BK78] a hold is given up, and its slot is free at once", async () => {
  const other = "2026-11-24T11:00:00Z";
  const { body } = await call("POST", "/holds", { body: { productId, start: other } });
  expect(await call("GET", `/bookings/${body.id}`)).toMatchObject({ status: 404 });
  expect(await call("DELETE", `/holds/${body.id}?token=wrong`)).toMatchObject({ status: 403 });
  expect(await call("DELETE", `/holds/${body.id}?token=${body.token}`)).toMatchObject({
    status: 204,
    text: "",
  });
  expect(await startsFor()).toContain(other);
  expect(await call("DELETE", `/holds/${body.id}`)).toMatchObject({ status: 204 });
  expect(await call("POST", `/holds/${body.id}/extend`)).toMatchObject({ status: 404 });
});
