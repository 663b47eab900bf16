import { apiKeys } from "@availability/db/schema";
import { afterAll, beforeAll, expect, test } from "vitest";
import { authenticateApiKey, createApiKey, revokeApiKey } from "../src/organization/index.ts";
import { createMember, createWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

test("a key speaks for its organisation with its scopes, and is stored as a hash alone", async () => {
  const ctx = await createMember(world);
  const { id, key } = await createApiKey(ctx, {
    name: "Website",
    scopes: ["view_bookings"],
    expiresInDays: 90,
  });
  expect(await authenticateApiKey(ctx, key)).toEqual({
    kind: "api_key",
    apiKeyId: id,
    organizationId: ctx.actor.organizationId,
    permissions: ["view_bookings"],
  });
  expect(JSON.stringify(await ctx.db.select().from(apiKeys))).not.toContain(key);
});

test("an unknown, a revoked and an expired key are refused", async () => {
  const ctx = await createMember(world);
  const create = () => createApiKey(ctx, { name: "Website", scopes: ["view_bookings"], expiresInDays: 1 });
  const refused = { code: "unauthenticated" };
  await expect(authenticateApiKey(ctx, "avk_unknown")).rejects.toMatchObject(refused);
  const revoked = await create();
  await revokeApiKey(ctx, { apiKeyId: revoked.id });
  await expect(authenticateApiKey(ctx, revoked.key)).rejects.toMatchObject(refused);
  const expiring = await create();
  world.clock.advance(24 * 3_600_000);
  await expect(authenticateApiKey(ctx, expiring.key)).rejects.toMatchObject(refused);
});

test("nobody gives a key more than they have", async () => {
  const manager = await createMember(world, "manager");
  const input = { name: "Website", scopes: ["manage_organization" as const], expiresInDays: 1 };
  await expect(createApiKey(manager, input)).rejects.toMatchObject({ code: "forbidden" });
});
