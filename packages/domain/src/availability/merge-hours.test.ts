import fc from "fast-check";
import { expect, test } from "vitest";
import { mergeHours, mergeWeeklyHours } from "./merge-hours.ts";
import { openIntervals } from "./open-intervals.ts";
import { propertyRuns, propertyTimeout } from "./oracle/property-runs.ts";

const all = [1, 2, 3, 4, 5, 6, 7];

test("[AV40] ranges that overlap or touch are joined, and the answer says which", () => {
  expect(
    mergeWeeklyHours([
      { days: [2, 1], start: "11:00", end: "15:00" },
      { days: [1, 2], start: "09:00", end: "12:00" },
      { days: [1], start: "15:00", end: "17:00" },
      { days: [2], start: "18:00", end: "20:00" },
    ]),
  ).toEqual({
    weeklyHours: [
      { days: [1], start: "09:00", end: "17:00" },
      { days: [2], start: "09:00", end: "15:00" },
      { days: [2], start: "18:00", end: "20:00" },
    ],
    notices: [
      "Monday: 09:00-12:00, 11:00-15:00, 15:00-17:00 overlap or touch, so they became 09:00-17:00",
      "Tuesday: 09:00-12:00, 11:00-15:00 overlap or touch, so they became 09:00-15:00",
    ],
  });
  expect(
    mergeWeeklyHours([
      { days: [1, 2, 3], start: "09:00", end: "12:00" },
      { days: [1, 2, 3], start: "12:00", end: "13:00" },
    ]).notices,
  ).toEqual([
    "Monday, Tuesday, Wednesday: 09:00-12:00, 12:00-13:00 overlap or touch, so they became 09:00-13:00",
  ]);
});

test("[AV40] a range that runs past midnight is named, one that ends at midnight is not", () => {
  expect(mergeWeeklyHours([{ days: [7], start: "22:00", end: "02:00" }])).toEqual({
    weeklyHours: [{ days: [7], start: "22:00", end: "02:00" }],
    notices: ["Sunday 22:00-02:00 runs into Monday"],
  });
  expect(mergeWeeklyHours([{ days: [1], start: "22:00", end: "00:00" }])).toEqual({
    weeklyHours: [{ days: [1], start: "22:00", end: "24:00" }],
    notices: [],
  });
});

test("hours of one date are joined likewise", () => {
  expect(
    mergeHours([
      { start: "22:00", end: "02:00" },
      { start: "20:00", end: "23:00" },
      { start: "09:00", end: "10:00" },
    ]),
  ).toEqual({
    hours: [
      { start: "09:00", end: "10:00" },
      { start: "20:00", end: "02:00" },
    ],
    notices: [
      "20:00-23:00, 22:00-02:00 overlap or touch, so they became 20:00-02:00",
      "20:00-02:00 runs into the next date",
    ],
  });
});

test("what two times of day cannot say stays apart", () => {
  const hours = [
    { start: "00:00", end: "24:00" },
    { start: "22:00", end: "02:00" },
  ];
  expect(mergeHours(hours).hours).toEqual(hours);
  expect(mergeHours([...hours.slice(1), { start: "20:00", end: "22:00" }]).hours).toEqual([
    { start: "20:00", end: "02:00" },
  ]);
});

const time = fc.nat(1439).map((minute) => {
  const twoDigits = (value: number) => String(value).padStart(2, "0");
  return `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`;
});
const ranges = fc
  .record({ start: time, end: fc.oneof(time, fc.constant("24:00")) })
  .filter(({ start, end }) => start !== end);
const weekly = fc.array(
  fc
    .tuple(fc.uniqueArray(fc.constantFrom(...all), { minLength: 1 }), ranges)
    .map(([days, hours]) => ({ days, ...hours })),
  { maxLength: 12 },
);

test(
  "[AV41] joining changes no open time, and joined hours are joined already",
  () => {
    fc.assert(
      fc.property(
        weekly,
        fc.constantFrom("UTC", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo"),
        (given, timeZone) => {
          const { weeklyHours } = mergeWeeklyHours(given);
          const opening = {
            timeZone,
            start: Date.UTC(2026, 1, 25),
            end: Date.UTC(2026, 3, 10),
            exceptions: [],
          };
          expect(openIntervals({ ...opening, weeklyHours })).toEqual(
            openIntervals({ ...opening, weeklyHours: given }),
          );
          expect(mergeWeeklyHours(weeklyHours).weeklyHours).toEqual(weeklyHours);
        },
      ),
      propertyRuns,
    );
  },
  propertyTimeout,
);
