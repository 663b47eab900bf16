import { expect, test } from "vitest";
import { chooseLanes } from "./lanes.ts";

const hour = { start: 1000, end: 2000 };

test("[BK20] the lowest free lanes are chosen", () => {
  const claims = [
    { ...hour, lane: 1 },
    { ...hour, lane: 3 },
  ];
  expect(chooseLanes(claims, { ...hour, capacity: 5, count: 2 })).toEqual([2, 4]);
});

test("[BK20] a claim that ends at the start or begins at the end leaves its lane free", () => {
  const claims = [
    { start: 0, end: 1000, lane: 1 },
    { start: 2000, end: 3000, lane: 1 },
  ];
  expect(chooseLanes(claims, { ...hour, capacity: 1, count: 1 })).toEqual([1]);
});

test("[BK20] no lanes when fewer are free than wanted", () => {
  expect(chooseLanes([{ start: 1999, end: 5000, lane: 2 }], { ...hour, capacity: 2, count: 2 })).toBeNull();
});
