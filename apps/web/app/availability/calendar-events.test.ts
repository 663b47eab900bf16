import { expect, test } from "vitest";
import { slotAtClick, snapMinutes } from "./calendar-events.ts";

const slots = [0, 30, 60].map((start) => ({ start, end: start + 60, remaining: 1 }));

test.each([
  [0, 0],
  [29, 0],
  [45, 30],
  [119, 60],
  [120, null],
  [-1, null],
])("a click at %i means the slot at %s", (instant, start) => {
  expect(slotAtClick(slots, instant)).toBe(start);
});

test.each([
  [["09:00", "10:00"], 60],
  [["09:30", "10:30"], 30],
  [["09:10", "09:55"], 5],
  [["09:20", "09:40"], 20],
  [[], 15],
])("starts at %s lie on a grid of %i minutes", (times, minutes) => {
  const starts = times.map((time) => Date.parse(`2026-03-30T${time}:00+02:00`));
  expect(snapMinutes(starts, "Europe/Berlin")).toBe(minutes);
});
