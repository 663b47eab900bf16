import { describe, expect, test } from "vitest";
import { startOfDay } from "../time/index.ts";
import { sumOf, utilisationOf } from "./index.ts";

const timeZone = "Europe/Berlin";
const roundTheClock = {
  timeZone,
  weeklyHours: [{ days: [1, 2, 3, 4, 5, 6, 7], start: "00:00", end: "24:00" }],
  exceptions: [],
};
const day = (date: string, next: string) => ({
  start: startOfDay(date, timeZone),
  end: startOfDay(next, timeZone),
});
const at = (text: string) => Date.parse(text);
const sunday = (hour: number) => 6 * 24 + hour;

describe("[RP5] on days on which the clocks change", () => {
  test("the hour that is skipped can hold nothing, and the day has 23", () => {
    const found = utilisationOf(
      { opening: roundTheClock, blocks: [], capacity: 1, booked: [] },
      day("2026-03-29", "2026-03-30"),
    );
    expect(found.bookableMinutes).toBe(23 * 60);
    expect(found.bookable[sunday(1)]).toBe(60);
    expect(found.bookable[sunday(2)]).toBe(0);
    expect(found.bookable[sunday(3)]).toBe(60);
  });

  test("the hour that is repeated holds both, for what is open and what is booked", () => {
    const booked = [
      { start: at("2026-10-25T02:30:00+02:00"), end: at("2026-10-25T02:30:00+01:00"), units: 1 },
    ];
    const found = utilisationOf(
      { opening: roundTheClock, blocks: [], capacity: 1, booked },
      day("2026-10-25", "2026-10-26"),
    );
    expect(found.bookableMinutes).toBe(25 * 60);
    expect(found.bookable[sunday(2)]).toBe(120);
    expect(found.booked[sunday(2)]).toBe(60);
    expect(found.bookedMinutes).toBe(60);
  });
});

describe("what is bookable", () => {
  const opening = {
    timeZone,
    weeklyHours: [{ days: [1, 2, 3, 4, 5], start: "09:00", end: "17:00" }],
    exceptions: [{ date: "2026-11-24", hours: [] }],
  };
  const week = day("2026-11-23", "2026-11-30");

  test("[RP3] is open time less blocks and closed dates, for each unit", () => {
    const blocks = [{ start: at("2026-11-25T08:00:00+01:00"), end: at("2026-11-25T10:30:00+01:00") }];
    const found = utilisationOf({ opening, blocks, capacity: 8, booked: [] }, week);
    expect(found.bookableMinutes).toBe((4 * 480 - 90) * 8);
    expect(found.bookable[9]).toBe(60 * 8);
    expect(found.bookable[24 + 9]).toBe(0);
    expect(found.bookable[2 * 24 + 9]).toBe(0);
    expect(found.bookable[2 * 24 + 10]).toBe(30 * 8);
  });

  test("[RP4] what is booked outside it is told apart", () => {
    const booked = [
      { start: at("2026-11-23T08:30:00+01:00"), end: at("2026-11-23T10:00:00+01:00"), units: 2 },
      { start: at("2026-11-22T23:00:00+01:00"), end: at("2026-11-23T01:00:00+01:00"), units: 1 },
    ];
    const found = utilisationOf({ opening, blocks: [], capacity: 8, booked }, week);
    expect(found).toMatchObject({ bookedMinutes: 120, outsideMinutes: 60 + 60 });
    expect(found.booked[9]).toBe(120);
  });
});

test("products are added up hour by hour, each by its own clock", () => {
  const opening = (zone: string) => ({
    timeZone: zone,
    weeklyHours: [{ days: [1], start: "09:00", end: "10:00" }],
    exceptions: [],
  });
  const range = { start: at("2026-11-23T00:00:00Z"), end: at("2026-11-24T12:00:00Z") };
  const all = ["Europe/Berlin", "Asia/Kolkata"].map((zone) =>
    utilisationOf({ opening: opening(zone), blocks: [], capacity: 1, booked: [] }, range),
  );
  const sum = sumOf(all);
  expect(sum.bookableMinutes).toBe(120);
  expect(sum.bookable[9]).toBe(120);
  expect(sumOf([]).bookableMinutes).toBe(0);
});
