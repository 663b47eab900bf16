import { expect, test } from "vitest";
import { formatDay, formatDays, formatInstant, formatRelative, timesIn } from "./format.ts";

const instant = Date.parse("2026-11-24T23:30:00Z");

test("times are written in the zone asked for, and name it", () => {
  expect(formatInstant(instant, "Europe/Berlin")).toBe("25 Nov 2026, 00:30 (Europe/Berlin)");
  expect(timesIn("h23").formatTime(instant, "America/New_York")).toBe("18:30");
  expect(formatDays(instant, instant + 6 * 86_400_000, "UTC")).toBe("24 Nov – 30 Nov 2026");
  expect(formatDay(instant, "Asia/Tokyo")).toBe("Wednesday 25 November 2026");
});

test.each([
  [0, "a few seconds ago"],
  [-2 * 60_000, "2 minutes ago"],
  [13 * 60_000, "in 13 minutes"],
  [-5 * 3_600_000, "5 hours ago"],
  [-3 * 86_400_000, "3 days ago"],
])("%i ms from now reads %s", (offset, text) => {
  expect(formatRelative(instant + offset, instant)).toBe(text);
});

test.each([
  ["00:05", "12:05 am"],
  ["11:59", "11:59 am"],
  ["12:00", "12:00 pm"],
  ["23:30", "11:30 pm"],
])("%s reads %s in twelve hours", (time, text) => {
  const at = Date.parse(`2026-11-24T${time}:00Z`);
  expect(timesIn("h12").formatTime(at, "UTC")).toBe(text);
  expect(timesIn("h12").formatInstant(at, "UTC")).toBe(`24 Nov 2026, ${text} (UTC)`);
});
