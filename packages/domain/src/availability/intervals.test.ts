import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FlatIntervals, intersect, subtract, toIntervals, unionOf } from "./intervals.ts";
import { propertyRuns } from "./oracle/property-runs.ts";
import type { Interval } from "./query.ts";
import { peakUsage, usageOf } from "./usage.ts";

// A line of 40 points, on which every operation can be counted out.
const points = Array.from({ length: 40 }, (_, point) => point);

const interval = fc.tuple(fc.nat(40), fc.nat(12)).map(([start, length]) => ({ start, end: start + length }));
const lists = fc.array(interval, { maxLength: 8 });

function covers(list: readonly Interval[], point: number): boolean {
  return list.some(({ start, end }) => start <= point && point < end);
}

function union(list: readonly Interval[]): FlatIntervals {
  return unionOf([list], Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
}

function isNormal(flat: FlatIntervals): boolean {
  return flat.every((bound, i) => i === 0 || bound > (flat[i - 1] ?? bound));
}

describe("[AV3] interval algebra, point by point", () => {
  test("union", () => {
    fc.assert(
      fc.property(lists, lists, (left, right) => {
        const flat = unionOf([left, right], Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
        expect(isNormal(flat)).toBe(true);
        for (const point of points)
          expect(covers(toIntervals(flat), point)).toBe(covers([...left, ...right], point));
      }),
      propertyRuns,
    );
  });

  test("difference and intersection", () => {
    fc.assert(
      fc.property(lists, lists, (left, right) => {
        const less = subtract(union(left), union(right));
        const both = intersect(union(left), union(right));
        expect(isNormal(less) && isNormal(both)).toBe(true);
        for (const point of points) {
          expect(covers(toIntervals(less), point)).toBe(covers(left, point) && !covers(right, point));
          expect(covers(toIntervals(both), point)).toBe(covers(left, point) && covers(right, point));
        }
      }),
      propertyRuns,
    );
  });

  test("only what overlaps the bounds is taken", () => {
    const list = [
      { start: 0, end: 5 },
      { start: 5, end: 8 },
      { start: 9, end: 20 },
      { start: 20, end: 25 },
    ];
    expect(unionOf([list], 5, 20)).toEqual([5, 8, 9, 20]);
  });
});

test("[AV12] the most units at once are found in every window that moves forward", () => {
  const claims = fc.array(fc.tuple(interval, fc.integer({ min: 1, max: 3 })), { maxLength: 8 });
  fc.assert(
    fc.property(
      claims,
      fc.array(fc.nat(4), { maxLength: 20 }),
      fc.integer({ min: 1, max: 9 }),
      (list, moves, length) => {
        const weighted = list.map(([one, lanes]) => ({ ...one, lanes }));
        const usage = usageOf(weighted, 0, 60);
        let from = 0;
        for (const move of moves) {
          from += move;
          const levels = Array.from({ length }, (_, i) => from + i).map((point) =>
            weighted.reduce((sum, one) => sum + (covers([one], point) ? one.lanes : 0), 0),
          );
          expect(peakUsage(usage, from, from + length)).toBe(Math.max(0, ...levels));
        }
      },
    ),
    propertyRuns,
  );
});
