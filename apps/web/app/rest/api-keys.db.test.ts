import { afterAll, beforeAll, expect, test } from "vitest";
import { createKey, createOrganization, createRestWorld } from "./world.fixture.ts";

let world: Awaited<ReturnType<typeof createRestWorld>>;
beforeAll(async () => {
  world = await createRestWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

test("[BK79] a key is shown once, opens what its scopes say, and nothing once it is revoked", async () => {
  const ctx = await createOrganization(world.environment);
  const { key } = await createKey(ctx);
  const body = { name: "Till", scopes: ["view_bookings"], expiresInDays: 30 };
  const made = await world.call("POST", "/api-keys", { key, body });
  expect(made).toMatchObject({
    status: 201,
    body: { name: "Till", scopes: ["view_bookings"], expiresAt: "2026-12-23T08:00:00Z" },
  });
  const till = String(made.body.key);
  expect((await world.call("GET", "/bookings", { key: till })).status).toBe(200);
  expect(await world.call("GET", "/api-keys", { key: till })).toMatchObject({
    status: 403,
    body: { permission: "manage_organization" },
  });
  const listed = await world.call("GET", "/api-keys", { key });
  expect(listed.text).not.toContain(till);
  expect(listed.body.data).toContainEqual({
    id: made.body.id,
    name: "Till",
    prefix: till.slice(0, 10),
    scopes: ["view_bookings"],
    expiresAt: "2026-12-23T08:00:00Z",
    createdAt: "2026-11-23T08:00:00Z",
    createdByName: null,
    lastUsedAt: "2026-11-23T08:00:00Z",
    revokedAt: null,
  });
  for (let i = 0; i < 2; i += 1) {
    expect((await world.call("DELETE", `/api-keys/${made.body.id}`, { key })).status).toBe(204);
  }
  expect((await world.call("GET", "/bookings", { key: till })).status).toBe(401);
});

test("[BK79] a key gives no scope that it lacks", async () => {
  const ctx = await createOrganization(world.environment);
  const { key } = await createKey(ctx, ["manage_organization"]);
  const body = { name: "Till", scopes: ["manage_bookings"] };
  expect(await world.call("POST", "/api-keys", { key, body })).toMatchObject({
    status: 403,
    body: { errors: [{ pointer: "/scopes" }] },
  });
  expect(await world.call("POST", "/api-keys", { key, body: { name: "", scopes: ["all"] } })).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: "/name" }, { pointer: "/scopes/0" }] },
  });
});
