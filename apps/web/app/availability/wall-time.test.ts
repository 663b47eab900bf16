import { expect, test } from "vitest";
import { readTimes, wallTime } from "./wall-time.ts";

test("a field shows the clock of the zone", () => {
  expect(wallTime(Date.parse("2026-03-29T22:30:00Z"), "Europe/Berlin")).toBe("2026-03-30T00:30");
});

test("an end that does not follow its start is as good as none", () => {
  const start = Date.parse("2026-03-29T10:00:00Z");
  const read = (text: string) => readTimes(new URLSearchParams(text), 30);
  expect(read("start=2026-03-29T10:00:00Z&end=2026-03-29T12:00:00Z")).toEqual({
    start,
    end: start + 2 * 3_600_000,
  });
  expect(read("start=2026-03-29T10:00:00Z&end=2026-03-29T10:00:00Z")).toEqual({
    start,
    end: start + 1_800_000,
  });
  expect(read("end=2026-03-29T10:00:00Z")).toBeNull();
});
