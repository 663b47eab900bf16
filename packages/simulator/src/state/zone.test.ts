import { expect, test } from "vitest";
import { instantOf, isTimeZone, rfc3339, wallAt } from "./zone.ts";

const wall = (text: string) => Date.parse(`${text}Z`);

test.each([
  ["winter", "2026-01-15T10:00:00", "Europe/Berlin", "2026-01-15T09:00:00Z"],
  ["summer", "2026-07-15T10:00:00", "Europe/Berlin", "2026-07-15T08:00:00Z"],
  [
    "a skipped reading moves forward by the gap",
    "2026-03-29T02:30:00",
    "Europe/Berlin",
    "2026-03-29T01:30:00Z",
  ],
  [
    "a repeated reading is its first occurrence",
    "2026-10-25T02:30:00",
    "Europe/Berlin",
    "2026-10-25T00:30:00Z",
  ],
  ["half-hour change", "2026-10-04T02:15:00", "Australia/Lord_Howe", "2026-10-03T15:45:00Z"],
  ["a zone at +14", "2026-01-01T00:00:00", "Pacific/Kiritimati", "2025-12-31T10:00:00Z"],
])("wall time to instant: %s", (_, reading, zone, instant) => {
  expect(new Date(instantOf(wall(reading), zone)).toISOString()).toBe(new Date(instant).toISOString());
});

test("writes instants with the offset of their zone", () => {
  const at = Date.parse("2026-11-24T23:30:00Z");
  expect(rfc3339(at, "Europe/Berlin")).toBe("2026-11-25T00:30:00+01:00");
  expect(rfc3339(at, "America/St_Johns")).toBe("2026-11-24T20:00:00-03:30");
  expect(rfc3339(at, "UTC")).toBe("2026-11-24T23:30:00Z");
  expect(wallAt(at, "Asia/Kathmandu")).toBe(wall("2026-11-25T05:15:00"));
});

test("knows zone names from anything else", () => {
  expect(["Europe/Berlin", "UTC"].every(isTimeZone)).toBe(true);
  expect(["", "Mars/Olympus", "+01:00", "CEST!"].some(isTimeZone)).toBe(false);
});
