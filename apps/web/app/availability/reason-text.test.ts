import { unavailableReasons } from "@availability/domain/availability";
import { expect, test } from "vitest";
import { causePath, reasonText } from "./reason-text.ts";

const rules = { minNoticeMinutes: 120, horizonDays: 90 };
const at = { start: 0, end: 1 };

test.each(unavailableReasons)("%s has a sentence with and without a cause", (reason) => {
  expect(reasonText({ ...at, reason }, rules)).toMatch(/^[A-Z].*\.$/);
  const cause = { kind: "booking", id: "b", name: "Carla" };
  expect(reasonText({ ...at, reason, cause }, rules)).not.toMatch(/undefined|null/);
});

test("sentences name the cause and the rule", () => {
  const cause = { kind: "block", id: "b", name: "Painting" };
  expect(reasonText({ ...at, reason: "blocked", cause }, rules)).toBe("It is blocked: Painting.");
  expect(reasonText({ ...at, reason: "min_notice" }, rules)).toContain("2 hours of notice");
  expect(
    causePath({ ...at, reason: "booked", cause: { kind: "booking", id: "b", name: "Carla" } }, "p"),
  ).toBe("/booking/bookings/b");
  expect(causePath({ ...at, reason: "past" }, "p")).toBeNull();
});
