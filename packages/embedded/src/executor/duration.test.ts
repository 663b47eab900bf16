import { expect, test } from "vitest";
import { durationMs, instantAfter } from "./duration.ts";

const now = new Date("2026-03-28T12:00:00Z");

test.each([
  ["1s", 1_000],
  ["1d2h", 93_600_000],
  ["1w1ms", 604_800_001],
  ["90m", 5_400_000],
])("%s lasts %d ms", (text, ms) => {
  expect(durationMs(text)).toBe(ms);
});

test.each(["", "5", "five minutes", "1.5h", "-1s", "1s "])("%j is no duration", (text) => {
  expect(durationMs(text)).toBeNull();
});

test("a duration counts from now, a date stands for itself, nothing is now", () => {
  expect(instantAfter("24h", now).toISOString()).toBe("2026-03-29T12:00:00.000Z");
  expect(instantAfter("2026-04-01T00:00:00.000Z", now).toISOString()).toBe("2026-04-01T00:00:00.000Z");
  expect(instantAfter("", now)).toEqual(now);
  expect(() => instantAfter("soon", now)).toThrow('"soon" is neither a duration nor a date');
});
