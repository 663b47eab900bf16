import { describe, expect, test } from "vitest";
import { instantsOf, overlapsWindow } from "./all-day.ts";

const hourMs = 3_600_000;

function allDay(startDate: string, endDate: string, timeZone: string) {
  const { start, end } = instantsOf({ kind: "all_day", startDate, endDate }, timeZone);
  return { start: new Date(start).toISOString(), hours: (end - start) / hourMs };
}

describe("instantsOf", () => {
  test.each([
    ["an ordinary day", "2026-06-10", "2026-06-11", "America/New_York", "2026-06-10T04:00:00.000Z", 24],
    [
      "the day clocks go forward",
      "2026-03-08",
      "2026-03-09",
      "America/New_York",
      "2026-03-08T05:00:00.000Z",
      23,
    ],
    [
      "the day clocks go back",
      "2026-11-01",
      "2026-11-02",
      "America/New_York",
      "2026-11-01T04:00:00.000Z",
      25,
    ],
    [
      "half an hour forward",
      "2026-10-04",
      "2026-10-05",
      "Australia/Lord_Howe",
      "2026-10-03T13:30:00.000Z",
      23.5,
    ],
    [
      "a skipped midnight in Cairo",
      "2026-04-24",
      "2026-04-25",
      "Africa/Cairo",
      "2026-04-23T22:00:00.000Z",
      23,
    ],
    [
      "a skipped midnight in Havana",
      "2026-03-08",
      "2026-03-09",
      "America/Havana",
      "2026-03-08T05:00:00.000Z",
      23,
    ],
    [
      "14 hours ahead of UTC",
      "2026-01-01",
      "2026-01-02",
      "Pacific/Kiritimati",
      "2025-12-31T10:00:00.000Z",
      24,
    ],
    ["11 hours behind UTC", "2026-01-01", "2026-01-02", "Pacific/Pago_Pago", "2026-01-01T11:00:00.000Z", 24],
    ["a quarter-hour zone", "2026-01-01", "2026-01-03", "Asia/Kathmandu", "2025-12-31T18:15:00.000Z", 48],
    ["a date that never was", "2011-12-30", "2011-12-31", "Pacific/Apia", "2011-12-30T10:00:00.000Z", 0],
  ])("[SY7] all-day dates are read in the calendar's zone: %s", (_title, from, to, zone, start, hours) => {
    expect(allDay(from, to, zone)).toEqual({ start, hours });
  });

  test.each([
    ["equal to its start", "2026-06-10"],
    ["before its start", "2026-06-01"],
  ])("[SY8] an all-day end %s means one day", (_title, endDate) => {
    expect(allDay("2026-06-10", endDate, "Europe/London")).toEqual({
      start: "2026-06-09T23:00:00.000Z",
      hours: 24,
    });
  });

  test("[SY8] a timed event without length occupies nothing, a reversed one the stretch between", () => {
    const start = Date.parse("2026-06-10T12:00:00Z");
    const end = start + hourMs;
    expect(instantsOf({ kind: "timed", start, end: start }, "UTC")).toEqual({ start, end: start });
    expect(instantsOf({ kind: "timed", start: end, end: start }, "UTC")).toEqual({ start, end });
  });

  test("[SY8] times beyond the years 1 to 9999 stop there", () => {
    const last = Date.parse("9999-12-29T00:00:00Z");
    const forever = instantsOf({ kind: "timed", start: 0, end: Date.UTC(20_000, 0) }, "UTC");
    expect(forever).toEqual({ start: 0, end: last });
    expect(instantsOf({ kind: "timed", start: 0, end: Number.POSITIVE_INFINITY }, "UTC").end).toBe(last);
    const allDays = instantsOf({ kind: "all_day", startDate: "1970-01-01", endDate: "10000-01-01" }, "UTC");
    expect(allDays).toEqual({ start: 0, end: last });
  });

  test("[SY8] an unreadable date or zone is refused, never read as free", () => {
    expect(() => allDay("2026-02-30", "2026-03-01", "UTC")).toThrow(/"2026-02-30"/);
    expect(() => allDay("2026-02-01", "2026-03-01", "Mars/Olympus")).toThrow(/Mars\/Olympus/);
    expect(() => instantsOf({ kind: "timed", start: Number.NaN, end: 0 }, "UTC")).toThrow(/numbers/);
  });
});

describe("overlapsWindow", () => {
  test.each([
    ["one that began before the window and still runs", 0, 15, true],
    ["one that covers the window", 0, 100, true],
    ["one that ends where the window starts", 0, 10, false],
    ["one that starts where the window ends", 20, 30, false],
    ["an empty one inside", 15, 15, true],
  ])("[SY9] overlap is judged on both edges: %s", (_title, start, end, overlaps) => {
    expect(overlapsWindow({ start, end }, { start: 10, end: 20 })).toBe(overlaps);
  });
});
