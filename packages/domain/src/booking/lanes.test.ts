import fc from "fast-check";
import { expect, test } from "vitest";
import { chooseLanes, repackLanes } from "./lanes.ts";

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

test("[BK21] free units spread over partly taken lanes are brought together", () => {
  const region = [
    { id: "a", start: 0, end: 1500, lane: 1 },
    { id: "b", start: 1500, end: 3000, lane: 2 },
  ];
  const wanted = { ...hour, capacity: 2, count: 1 };
  expect(chooseLanes(region, wanted)).toBeNull();
  expect(repackLanes(region, wanted)).toEqual({
    moved: [{ id: "b", start: 1500, end: 3000, lane: 1 }],
    lanes: [2],
  });
  expect(repackLanes(region, { ...wanted, count: 2 })).toBeNull();
});

const claim = fc.record({ start: fc.integer({ min: 0, max: 50 }), length: fc.integer({ min: 1, max: 20 }) });

test("[BK21] repacking fits exactly as many units as ever overlap, and no two in one lane", () => {
  fc.assert(
    fc.property(fc.array(claim, { maxLength: 30 }), claim, (existing, extra) => {
      const region = existing.map(({ start, length }, id) => ({
        id,
        start,
        end: start + length,
        lane: id + 1,
      }));
      const wish = { start: extra.start, end: extra.start + extra.length, count: 1 };
      const units = [...region, wish];
      const overlapping = units.map(
        ({ start: at }) => units.filter(({ start, end }) => start <= at && at < end).length,
      );
      const capacity = Math.max(...overlapping);
      expect(repackLanes(region, { ...wish, capacity: capacity - 1 })).toBeNull();
      const packed = repackLanes(region, { ...wish, capacity });
      const after = region.map((before) => packed?.moved.find(({ id }) => id === before.id) ?? before);
      const placed = [...after, { ...wish, lane: packed?.lanes[0] ?? 0 }];
      expect(placed.every(({ lane }) => lane >= 1 && lane <= capacity)).toBe(true);
      const clashes = placed.filter((a) =>
        placed.some((b) => a !== b && a.lane === b.lane && a.start < b.end && b.start < a.end),
      );
      expect(clashes).toEqual([]);
    }),
  );
});
