import { expect, test } from "vitest";
import { demoHistory } from "./demo-history.ts";

// A Sunday after a clock change, and the day of another.
test.each(["2026-11-01T09:00:00Z", "2026-03-29T20:00:00Z"])(
  "the demo's past at %s is over, made before it began, and overlaps nowhere",
  (text) => {
    const now = Date.parse(text);
    const history = demoHistory(now);
    expect(history.length).toBeGreaterThan(50);
    expect(new Set(history.map(({ outcome }) => outcome)).size).toBe(3);
    for (const { start, durationMinutes, madeAt } of history) {
      expect(start + durationMinutes * 60_000).toBeLessThan(now);
      expect(madeAt).toBeLessThan(start);
    }
    const starts = history.map(({ product, start }) => `${product} ${start}`);
    expect(new Set(starts).size).toBe(starts.length);
  },
);
