import { expect, test } from "vitest";
import { defaultRetryDelaysMs, retryAt } from "./backoff.ts";

const now = new Date("2026-01-01T00:00:00Z");
const backoff = { delaysMs: defaultRetryDelaysMs, jitterMs: 30_000, random: () => 0 };
const waitMs = (attempt: number, retryAfter: string | null = null, random = 0) =>
  retryAt({ ...backoff, random: () => random }, now, attempt, retryAfter).getTime() - now.getTime();

test("the waits grow as Inngest's do, and the last one repeats", () => {
  expect([0, 1, 2, 3, 9, 10, 19].map((attempt) => waitMs(attempt) / 1_000)).toEqual([
    15, 30, 60, 120, 7_200, 7_200, 7_200,
  ]);
});

test("up to thirty seconds are added at random", () => {
  expect(waitMs(0, null, 0.5)).toBe(30_000);
  expect(waitMs(0, null, 0.999)).toBeLessThan(45_000);
});

test("what the function asks for wins, as seconds or as a date", () => {
  expect(waitMs(5, "30", 0.9)).toBe(30_000);
  expect(waitMs(0, "2026-01-01T01:00:00.000Z")).toBe(3_600_000);
});

test("what it asks for is held between a second and a day; nonsense is not heard", () => {
  expect(waitMs(0, "2025-12-31T00:00:00.000Z")).toBe(1_000);
  expect(waitMs(0, "9999999")).toBe(86_400_000);
  expect(waitMs(0, "later")).toBe(15_000);
});
