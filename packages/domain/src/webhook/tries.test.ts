import { expect, test } from "vitest";
import { mostTries, nextTryMs } from "./tries.ts";

const hour = 3_600_000;

test("[WH14] a message is tried eight times over more than a day, at growing distances", () => {
  const waits = Array.from({ length: mostTries - 1 }, (_, index) => nextTryMs(index + 1, null) ?? 0);
  expect(mostTries).toBe(8);
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  expect(waits[0]).toBe(5_000);
  expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(24 * hour);
  expect(nextTryMs(mostTries, null)).toBeNull();
  expect(nextTryMs(mostTries, hour)).toBeNull();
});

test("[WH14] a receiver may ask for a longer wait, to a day, and not for a shorter one", () => {
  expect(nextTryMs(1, 90_000)).toBe(90_000);
  expect(nextTryMs(2, 1_000)).toBe(300_000);
  expect(nextTryMs(1, 99 * hour)).toBe(24 * hour);
});
