import { expect, test } from "vitest";
import { thinned, withinShown } from "./within-shown.ts";

const calendar = {
  productId: "p",
  name: "Room",
  timeZone: "UTC",
  capacity: 1,
  free: [{ start: 0, end: 20 }],
  slots: [
    { start: 5, end: 15, remaining: 1 },
    { start: 10, end: 20, remaining: 1 },
  ],
  bookings: [],
  blocks: [{ id: "b", reason: null, start: 30, end: 40 }],
  externalBusy: [],
  stale: [],
};

test("only what lies in the range and is of a shown kind is left", () => {
  const range = { start: 10, end: 30 };
  expect(withinShown(calendar, { range, kinds: ["free", "blocks"] })).toMatchObject({
    free: [{ start: 0 }],
    slots: [{ start: 10 }],
    blocks: [],
  });
  expect(withinShown(calendar, { range: { start: 0, end: 50 }, kinds: ["blocks"] })).toMatchObject({
    free: [],
    slots: [],
    blocks: [{ id: "b" }],
  });
});

test("starts are thinned to the increment, whatever they begin on", () => {
  const slots = [0, 15, 30, 50, 60].map((minute) => ({ start: minute * 60_000 }));
  expect(thinned(slots, 30)).toEqual([0, 30, 60].map((minute) => ({ start: minute * 60_000 })));
  expect(thinned(slots, null)).toHaveLength(5);
});
