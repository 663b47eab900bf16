import { expect, test } from "vitest";
import { countChange, durationText, partChange, partOf, percentText } from "./figures.ts";

test("parts are percentages, and of nothing there is no part", () => {
  expect(percentText(partOf(1, 8))).toBe("12.5%");
  expect(percentText(partOf(0, 8))).toBe("0%");
  expect(percentText(partOf(0, 0))).toBe("–");
});

test("durations are told in the unit people would use", () => {
  expect(durationText(40)).toBe("40 min");
  expect(durationText(300)).toBe("5 h");
  expect(durationText(3600)).toBe("2.5 days");
});

test("a change names what was before", () => {
  expect(countChange(15, 12)).toBe("+25% (12 before)");
  expect(countChange(9, 12)).toBe("-25% (12 before)");
  expect(countChange(12, 12)).toBe("0% (12 before)");
  expect(countChange(3, 0)).toBe("none before");
  expect(partChange(0.101, 0.08)).toBe("+2.1 points (8% before)");
  expect(partChange(0.08, 0.08)).toBe("0 points (8% before)");
  expect(partChange(0.5, null)).toBe("none before");
  expect(partChange(null, 0.08)).toBe("8% before");
});
