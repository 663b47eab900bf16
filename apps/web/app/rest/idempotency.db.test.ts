import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { idempotencyKeys } from "@availability/db/schema";
import type { Ctx } from "@availability/ontology";
import { createBooking } from "@availability/ontology/booking";
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
  expect(new Set(answers.map(({ headers }) => headers.get("ETag"))).size).toBe(1);
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
  await finishRequest(ctx, first.attempt, answer);
  expect(await beginRequest(ctx, request)).toEqual({ kind: "under_way" });
});

test("[BK73] what failed on our side before anything was done is not kept: the key is free again", async () => {
  const productId = await createRoom(ctx);
  const request = () =>
    call("POST", "/bookings", { body: { productId, start, customer }, ...under("early") });
  const { now } = world.environment;
  // The door asks first, and then the verb.
  let asked = 0;
  world.environment.now = () => (asked++ < 3 ? now() : failing());
  expect((await request()).status).toBe(500);
  world.environment.now = now;
  const again = await request();
  expect(again.headers.get("Idempotency-Replayed")).toBeNull();
  expect(again.status).toBe(201);
});

const rest = { currency: "EUR", method: "cash" };
/** Everything that a POST makes; each says how to count what there is of it. */
const creations: [string, (productId: string) => Promise<{ path: string; body: object; list: string }>][] = [
  [
    "a booking",
    async (productId) => ({
      path: "/bookings",
      body: { productId, start, customer },
      list: `/bookings?productId=${productId}`,
    }),
  ],
  [
    "a series",
    async (productId) => {
      const body = { productId, start, rrule: "FREQ=DAILY;COUNT=2", customer };
      return { path: "/series", body, list: `/series?productId=${productId}` };
    },
  ],
  [
    "a payment",
    async (productId) => {
      const { body } = await call("POST", "/bookings", { body: { productId, start, customer } });
      const path = `/bookings/${body.id}/payments`;
      return { path, body: { ...rest, kind: "charge", amount: 100 }, list: path };
    },
  ],
];

test.each(creations)(
  "[BK73] %s that was made and not answered is answered, and not made again",
  async (_what, made) => {
    const productId = await createRoom(ctx, { priceMinor: 4000 });
    const { path, body, list } = await made(productId);
    const key = under(`unanswered ${path}`.replaceAll(" ", "-"));
    const { publish } = world.environment;
    world.environment.publish = failing;
    expect((await call("POST", path, { body, ...key })).status).toBe(500);
    world.environment.publish = publish;
    const [again, oncemore] = [
      await call("POST", path, { body, ...key }),
      await call("POST", path, { body, ...key }),
    ];
    expect(again.status, again.text).toBe(201);
    expect(again.headers.get("Idempotency-Replayed")).toBe("true");
    expect(oncemore.text).toBe(again.text);
    const { data } = (await call("GET", list)).body;
    expect(data).toMatchObject([{ id: again.body.id }]);
  },
);

test("[BK73] a change that was made and not answered is answered as if it were the first", async () => {
  const productId = await createRoom(ctx);
  const { body: booking } = await call("POST", "/bookings", { body: { productId, start, customer } });
  const cancel = () => call("POST", `/bookings/${booking.id}/cancel`, under("unanswered-cancel"));
  const { publish } = world.environment;
  world.environment.publish = failing;
  expect((await cancel()).status).toBe(500);
  world.environment.publish = publish;
  expect(await cancel()).toMatchObject({
    status: 200,
    body: { id: booking.id, status: "cancelled", version: 2 },
  });
});

test("[BK73] a secret that is shown once is shown to who had no answer", async () => {
  const body = { name: "Till", scopes: ["view_bookings"] };
  const request = () => call("POST", "/api-keys", { body, ...under("lost-secret") });
  const { cipher } = world.environment;
  // The result is sealed in the transaction, the answer after it.
  let sealed = 0;
  world.environment.cipher = {
    ...cipher,
    seal: (...given) => (sealed++ === 0 ? cipher.seal(...given) : failing()),
  };
  expect((await request()).status).toBe(500);
  world.environment.cipher = cipher;
  const made = await request();
  expect(made.status, made.text).toBe(201);
  expect((await world.call("GET", "/bookings", { key: String(made.body.key) })).status).toBe(200);
});

test("[BK73] one that was taken over while it was under way commits nothing", async () => {
  const productId = await createRoom(ctx);
  const input = { productId, start: Date.parse(start), attendees: 1, customer };
  const request = { key: "slow", requestHash: "a" };
  const slow = await beginRequest(ctx, request);
  world.clock.advance(60_000);
  const fast = await beginRequest(ctx, request);
  if (slow.kind !== "begun" || fast.kind !== "begun") throw new Error("Both were begun");
  await expect(createBooking({ ...ctx, attempt: slow.attempt }, input)).rejects.toMatchObject({
    code: "stale",
  });
  const booking = await createBooking({ ...ctx, attempt: fast.attempt }, input);
  const third = await beginRequest(ctx, request);
  expect(third).toMatchObject({ attempt: { committed: { result: { id: booking.id } } } });
});

test("[BK73] a process that is killed between the booking and its answer: the retry finds the booking", async () => {
  const productId = await createRoom(ctx);
  const { key } = await createKey(ctx);
  const body = { productId, start, customer };
  const killed = await requestAndDie({ key, body });
  expect(killed).toBe("SIGKILL");
  const again = await world.call("POST", "/bookings", { key, body, ...under("killed") });
  expect(again.status, again.text).toBe(201);
  expect(again.headers.get("Idempotency-Replayed")).toBe("true");
  const { data } = (await call("GET", `/bookings?productId=${productId}`)).body;
  expect(data).toMatchObject([{ id: again.body.id }]);
}, 60_000);

test("[BK73] answers are forgotten after a day", async () => {
  const request = { key: "old", requestHash: "a" };
  const begun = await beginRequest(ctx, request);
  if (begun.kind !== "begun") throw new Error("It was begun");
  await finishRequest(ctx, begun.attempt, { status: 201, headers: {}, body: "{}" });
  expect(await beginRequest(ctx, request)).toMatchObject({ kind: "answered" });
  world.clock.advance(24 * 3600 * 1000);
  expect(await beginRequest(ctx, { ...request, requestHash: "b" })).toMatchObject({ kind: "begun" });
  world.clock.advance(24 * 3600 * 1000 + 1);
  expect(await pruneIdempotencyKeys(world.environment)).toBeGreaterThan(0);
  expect(await ctx.db.select().from(idempotencyKeys)).toEqual([]);
});

/** Sends the request from a process of its own, whose server is killed after the commit; the signal that ended it. */
function requestAndDie(request: { key: string; body: object }): Promise<NodeJS.Signals | null> {
  const script = fileURLToPath(new URL("./dying-server.fixture.ts", import.meta.url));
  const { url, cipherKey, clock } = world;
  const said = JSON.stringify({ ...request, url, cipherKey: cipherKey.toString("base64"), now: clock.now() });
  const child = spawn(process.execPath, ["--import", "tsx", script, said], { stdio: "inherit" });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (_code, signal) => resolve(signal));
  });
}

function failing(): never {
  throw new Error("The queue is down");
}
