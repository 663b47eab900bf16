import { expect, test } from "vitest";
import { slotAtClick } from "./calendar-events.ts";

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
