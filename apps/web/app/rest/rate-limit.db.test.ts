import { openDatabase } from "@availability/db";
import { rateLimits } from "@availability/db/schema";
import { createRateLimiter, pruneRateLimits } from "@availability/ontology/rate-limit";
import { createTestDatabase } from "@availability/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createKey, createOrganization, createRestWorld } from "./world.fixture.ts";

let testDatabase: Awaited<ReturnType<typeof createTestDatabase>>;
let database: ReturnType<typeof openDatabase>;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase(testDatabase.url);
});
afterAll(async () => {
  await database.close();
  await testDatabase[Symbol.asyncDispose]();
});

const failures: unknown[] = [];
const limiter = (name: string, limit: number, { sql } = database) =>
  createRateLimiter({ sql, name, limit, onFailure: (error) => void failures.push(error) });

test("[BK74] a key gets as many answers as it may, is told what is left, and then when it goes on", async () => {
  const limits = { perKey: limiter("key", 3), perAddress: limiter("address", 3) };
  await using world = await createRestWorld({ limits });
  const ctx = await createOrganization(world.environment);
  const { key } = await createKey(ctx);
  const remaining: (string | null)[] = [];
  for (let i = 0; i < 3; i += 1) {
    const answer = await world.call("GET", i === 1 ? "/nowhere" : "/products", { key });
    expect(answer.headers.get("RateLimit-Policy")).toBe('"key";q=3;w=60');
    remaining.push(answer.headers.get("RateLimit")?.replace(/;t=\d+$/, "") ?? null);
  }
  expect(remaining).toEqual(['"key";r=2', '"key";r=1', '"key";r=0']);
  const refused = await world.call("GET", "/products", { key });
  expect(refused).toMatchObject({
    status: 429,
    body: { code: "rate_limited", type: "/problems/rate_limited", retryAfterSeconds: expect.any(Number) },
  });
  expect(Number(refused.headers.get("Retry-After"))).toBe(refused.body.retryAfterSeconds);
  expect(refused.headers.get("RateLimit")).toMatch(/^"key";r=0;t=\d+$/);
  expect((await world.call("GET", "/products", { key: (await createKey(ctx)).key })).status).toBe(200);
});

test("[BK74] an address that sends no valid key is refused after a while, and a valid key from there is not", async () => {
  const limits = { perKey: null, perAddress: limiter("failures", 2) };
  await using world = await createRestWorld({ limits });
  const { key } = await createKey(await createOrganization(world.environment));
  const wrong = `avk_${"x".repeat(43)}`;
  expect((await world.call("GET", "/products", { key: wrong })).status).toBe(401);
  expect((await world.call("GET", "/products")).status).toBe(401);
  const refused = await world.call("GET", "/products", { key: wrong });
  expect(refused).toMatchObject({ status: 429, body: { code: "rate_limited" } });
  expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
  expect((await world.call("GET", "/products", { key })).status).toBe(200);
});

test("[BK74] processes share the counters, and count by themselves while the database does not answer", async () => {
  const [one, two] = [limiter("shared", 4), limiter("shared", 4)];
  const verdicts = [];
  for (let i = 0; i < 3; i += 1) verdicts.push(await one.consume("a"), await two.consume("a"));
  expect(verdicts.map(({ isAllowed }) => isAllowed)).toEqual([true, true, true, true, false, false]);
  const closed = openDatabase(testDatabase.url);
  await closed.close();
  const alone = limiter("alone", 1, closed);
  expect(await alone.consume("a")).toMatchObject({ isAllowed: true });
  expect(await alone.consume("a")).toMatchObject({ isAllowed: false });
  expect(failures.length).toBeGreaterThan(0);
});

test("[BK74] counters of windows that are over are forgotten", async () => {
  await limiter("pruned", 4).consume("a");
  const environment = { db: database.db, now: Date.now } as Parameters<typeof pruneRateLimits>[0];
  expect(await pruneRateLimits(environment)).toBe(0);
  await pruneRateLimits({ ...environment, now: () => Date.now() + 3_600_000 });
  expect(await database.db.select().from(rateLimits)).toEqual([]);
});
