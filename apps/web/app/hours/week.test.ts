import { expect, test } from "vitest";
import { rangeWords, toWeeklyHours, weekOf, weekOfFields } from "./week.ts";

test("a week survives the way through its fields", () => {
  const week = weekOfFields({
    "d1.0.start": "9",
    "d1.0.end": "12:00",
    "d1.1.start": "22:00",
    "d1.1.end": "2:00",
    "d3.0.start": "",
    "d3.0.end": "",
  });
  const hours = toWeeklyHours(week);
  expect(hours).toEqual([
    { days: [1], start: "09:00", end: "12:00" },
    { days: [1], start: "22:00", end: "02:00" },
  ]);
  expect(toWeeklyHours(weekOf(hours))).toEqual(hours);
});

test("a range that is easily misread is said in words", () => {
  expect(rangeWords({ start: "22:00", end: "02:00" }, 6)).toBe("Past midnight: until 02:00 on Monday");
  expect(rangeWords({ start: "18:00", end: "24:00" }, 0)).toBe("Until midnight at the end of the day");
  expect(rangeWords({ start: "0", end: "24" }, 0)).toBe("The whole day");
  expect(rangeWords({ start: "09:00", end: "17:00" }, 0)).toBeNull();
  expect(rangeWords({ start: "09:00", end: "soon" }, 0)).toBeNull();
});
