import { expect, test } from "vitest";
import { clockChange } from "./clock-change.ts";

test.each([
  ["2026-03-29", "Europe/Berlin", "clocks go forward 02:00"],
  ["2026-10-25", "Europe/Berlin", "clocks go back 03:00"],
  ["2026-03-28", "Europe/Berlin", null],
  ["2026-03-30", "Europe/Berlin", null],
  ["2026-03-08", "America/New_York", "clocks go forward 02:00"],
  // Midnight itself is skipped.
  ["2026-04-24", "Africa/Cairo", "clocks go forward 00:00"],
  ["2026-10-29", "Africa/Cairo", "clocks go back 24:00"],
  ["2026-03-29", "UTC", null],
])("%s in %s: %s", (date, timeZone, text) => {
  expect(clockChange(date, timeZone)).toBe(text);
});
