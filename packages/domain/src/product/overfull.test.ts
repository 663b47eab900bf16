import * as fc from "fast-check";
import { expect, test } from "vitest";
import { overfullStretches } from "./overfull.ts";

test("[AV68] claims that only touch do not add up; stretches that touch are one", () => {
  const claims = [
    { start: 0, end: 10 },
    { start: 10, end: 20 },
    { start: 5, end: 10 },
    { start: 10, end: 15 },
  ];
  expect(overfullStretches(claims, 1)).toEqual([{ start: 5, end: 15 }]);
  expect(overfullStretches(claims, 2)).toEqual([]);
});

test("[AV68] an instant is in a stretch exactly when more claims than the capacity hold it", () => {
  const claim = fc
    .tuple(fc.nat(40), fc.integer({ min: 1, max: 15 }))
    .map(([start, length]) => ({ start, end: start + length }));
  fc.assert(
    fc.property(fc.array(claim, { maxLength: 20 }), fc.integer({ min: 1, max: 4 }), (claims, capacity) => {
      const stretches = overfullStretches(claims, capacity);
      const holds = (instant: number) => (range: { start: number; end: number }) =>
        range.start <= instant && instant < range.end;
      for (let instant = 0; instant < 60; instant += 1) {
        expect(stretches.some(holds(instant))).toBe(claims.filter(holds(instant)).length > capacity);
      }
    }),
  );
});
