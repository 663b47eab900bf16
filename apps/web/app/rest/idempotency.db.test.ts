import { idempotencyKeys } from "@availability/db/schema";
import type { Ctx } from "@availability/ontology";
import { beginRequest, finishRequest, pruneIdempotencyKeys } from "@availability/ontology/idempotency";
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
const under = (key: string) => ({ headers: { "Idempotency-Key": key } });

test("[BK70] twenty equal requests at once under one key: one booking, twenty equal answers", async () => {
  const productId = await createRoom(ctx);
  const body = { productId, start, customer };
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => call("POST", "/bookings", { body, ...under("twenty") })),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 201));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(new Set(answers.map(({ headers }) => headers.get("Location"))).size).toBe(1);
  expect(new Set(answers.map(({ headers }) => headers.get("ETag")))).toEqual(new Set(['"1"']));
  const replayed = answers.filter(({ headers }) => headers.get("Idempotency-Replayed") === "true");
  expect(replayed).toHaveLength(19);
  expect((await call("GET", `/bookings?productId=${productId}`)).body.data).toHaveLength(1);
});

test("[BK70] a refusal is answered again as well, although it would no longer be one", async () => {
  const productId = await createRoom(ctx);
  const body = { productId, start, customer };
  const first = await call("POST", "/bookings", { body });
  const refused = await call("POST", "/bookings", { body, ...under("refused") });
  expect(refused).toMatchObject({ status: 409, body: { code: "slot_taken" } });
  await call("POST", `/bookings/${first.body.id}/cancel`);
  const again = await call("POST", "/bookings", { body, ...under("refused") });
  expect(again).toMatchObject({ status: 409, text: refused.text });
  expect(again.headers.get("Content-Type")).toBe("application/problem+json");
  expect(again.headers.get("Cache-Control")).toBe("no-store");
  expect((await call("POST", "/bookings", { body, ...under("fresh") })).status).toBe(201);
});

test("[BK71] another body, path or If-Match under a key that was used is refused", async () => {
  const productId = await createRoom(ctx);
  const body = { productId, start, customer };
  const { body: booking } = await call("POST", "/bookings", { body, ...under("reused") });
  const reused = { status: 422, body: { code: "idempotency_key_reused", errors: [] } };
  const other = { body: { ...body, notes: "Tea" }, ...under("reused") };
  expect(await call("POST", "/bookings", other)).toMatchObject(reused);
  expect(await call("POST", `/bookings/${booking.id}/cancel`, under("reused"))).toMatchObject(reused);
  const cancelled = await call("POST", `/bookings/${booking.id}/cancel`, under("cancel"));
  expect(cancelled.status).toBe(200);
  const withTag = { headers: { "Idempotency-Key": "cancel", "If-Match": '"1"' } };
  expect(await call("POST", `/bookings/${booking.id}/cancel`, withTag)).toMatchObject(reused);
});

test.each(["", "two words", "ä", "x".repeat(201)])("[BK71] %j is no key", async (key) => {
  expect(await call("POST", "/bookings", { body: {}, ...under(key) })).toMatchObject({
    status: 400,
    body: { code: "invalid", detail: expect.stringContaining("Idempotency-Key") },
  });
});

test("[BK72] a key belongs to the API key that sent it, and no other gets its answer", async () => {
  const other = await createKey(ctx);
  const body = { name: "Till", scopes: ["view_bookings"] };
  const own = await call("POST", "/api-keys", { body, ...under("secret") });
  const theirs = await world.call("POST", "/api-keys", { key: other.key, body, ...under("secret") });
  expect([own.status, theirs.status]).toEqual([201, 201]);
  expect(theirs.body.key).not.toBe(own.body.key);
  const rows = await ctx.db.select().from(idempotencyKeys);
  expect(rows.filter(({ body: kept }) => kept?.includes(String(own.body.key)))).toEqual([]);
  expect((await call("POST", "/api-keys", { body, ...under("secret") })).text).toBe(own.text);
});

test("[BK73] a request that never ended gives way after a minute, and its late answer counts no more", async () => {
  const request = { key: "crashed", requestHash: "a" };
  const first = await beginRequest(ctx, request);
  expect(first).toMatchObject({ kind: "begun" });
  world.clock.advance(59_000);
  expect(await beginRequest(ctx, request)).toEqual({ kind: "under_way" });
  world.clock.advance(1000);
  const [second, third] = await Promise.all([beginRequest(ctx, request), beginRequest(ctx, request)]);
  expect([second.kind, third.kind].sort()).toEqual(["begun", "under_way"]);
  const answer = { status: 200, headers: {}, body: "{}" };
  if (first.kind !== "begun") throw new Error("It was begun");
  await finishRequest(ctx, { ...request, startedAt: first.startedAt, answer });
  expect(await beginRequest(ctx, request)).toEqual({ kind: "under_way" });
});

test("[BK73] what failed on our side is not kept: the key is free again", async () => {
  const productId = await createRoom(ctx);
  const body = { productId, start, customer };
  const request = () => call("POST", "/bookings", { body, ...under("failed") });
  const { publish } = world.environment;
  world.environment.publish = failing;
  expect((await request()).status).toBe(500);
  world.environment.publish = publish;
  const again = await request();
  expect(again.headers.get("Idempotency-Replayed")).toBeNull();
  expect(again.status).toBe(409);
});

test("[BK73] answers are forgotten after a day", async () => {
  const request = { key: "old", requestHash: "a" };
  const begun = await beginRequest(ctx, request);
  if (begun.kind !== "begun") throw new Error("It was begun");
  await finishRequest(ctx, {
    key: request.key,
    startedAt: begun.startedAt,
    answer: { status: 201, headers: {}, body: "{}" },
  });
  expect(await beginRequest(ctx, request)).toMatchObject({ kind: "answered" });
  world.clock.advance(24 * 3600 * 1000);
  expect(await beginRequest(ctx, { ...request, requestHash: "b" })).toMatchObject({ kind: "begun" });
  world.clock.advance(24 * 3600 * 1000 + 1);
  expect(await pruneIdempotencyKeys(world.environment)).toBeGreaterThan(0);
  expect(await ctx.db.select().from(idempotencyKeys)).toEqual([]);
});

function failing(): never {
  throw new Error("The queue is down");
}
