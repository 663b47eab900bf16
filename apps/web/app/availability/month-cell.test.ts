import { expect, test } from "vitest";
import { dayAfterKey, dotsOf, isOfMonth, nameOf, weeksOf } from "./month-cell.ts";

const day = { date: "2026-03-30", free: 12, bookings: 3, blocks: 1, busy: 2 };

test("a day is named with what it holds", () => {
  expect(nameOf(day, "Europe/Berlin")).toBe("Mon 30 March: 12 free slots, 3 bookings, 1 block, 2 busy");
  expect(nameOf({ ...day, free: 1, bookings: 0, blocks: 0 }, "Europe/Berlin")).toBe(
    "Mon 30 March: 1 free slot, 2 busy",
  );
  expect(nameOf({ date: "2026-03-29", free: 0, bookings: 0, blocks: 0, busy: 0 }, "Europe/Berlin")).toBe(
    "Sun 29 March: nothing free, nothing booked, clocks go forward 02:00",
  );
});

test("a day has one dot for each kind that it holds", () => {
  expect(dotsOf({ ...day, blocks: 0 }).map(({ kind }) => kind)).toEqual(["free", "bookings", "busy"]);
});

test("arrows move by days and weeks and stop at the ends", () => {
  expect(dayAfterKey("ArrowRight", 0, 35)).toBe(1);
  expect(dayAfterKey("ArrowDown", 30, 35)).toBe(30);
  expect(dayAfterKey("ArrowUp", 8, 35)).toBe(1);
  expect(dayAfterKey("Home", 9, 35)).toBe(7);
  expect(dayAfterKey("End", 9, 35)).toBe(13);
  expect(dayAfterKey("Enter", 9, 35)).toBeNull();
});

test("a grid of five weeks knows its month", () => {
  expect(weeksOf(Array.from({ length: 35 }))).toHaveLength(5);
  expect(isOfMonth("2026-02-28", "2026-02-23")).toBe(false);
  expect(isOfMonth("2026-03-01", "2026-02-23")).toBe(true);
  expect(isOfMonth("2026-04-01", "2026-02-23")).toBe(false);
});
