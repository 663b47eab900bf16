import { expect, test } from "vitest";
import { findSlots, slotAt } from "./index.ts";

test("quick", () => {
  const t = Date.parse;
  const base = {
    timeZone: "America/New_York",
    weeklyHours: [{ days: [1, 2, 3, 4, 5, 6, 7], start: "00:00", end: "06:00" }],
    exceptions: [],
    busy: [],
    durationMinutes: 60,
    stepMinutes: 60,
    now: t("2026-03-01T00:00:00Z"),
  };
  expect(
    findSlots({ ...base, start: t("2026-03-08T05:00:00Z"), end: t("2026-03-09T04:00:00Z") }).length,
  ).toBe(5);
  expect(
    findSlots({ ...base, start: t("2026-11-01T04:00:00Z"), end: t("2026-11-02T05:00:00Z") }).length,
  ).toBe(7);
  expect(slotAt(base, t("2026-03-08T05:00:00Z"))).toEqual({
    start: t("2026-03-08T05:00:00Z"),
    end: t("2026-03-08T06:00:00Z"),
    remaining: 1,
  });
  expect(slotAt(base, t("2026-03-08T05:30:00Z"))).toBe(null);
});
