import { describe, expect, test } from "vitest";
import {
  addDays,
  formatTimeOfDay,
  instantOf,
  isLocalDate,
  isTimeZone,
  localDateOf,
  minuteOfDay,
  offsetAt,
  parseTimeOfDay,
  startOfDay,
  weekday,
  zoneOf,
} from "./index.ts";

const hourMs = 3_600_000;

describe("local dates", () => {
  test.each(["2026-02-28", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"])("%s exists", (date) => {
    expect(isLocalDate(date)).toBe(true);
  });

  test.each([
    "2026-02-30",
    "2026-02-29",
    "1900-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-01-00",
    "0000-01-01",
    "2026-1-1",
    "20260101",
    " 2026-01-01",
    "2026-01-01T00:00",
    "２０２６-01-01",
    "",
    null,
    20260101,
  ])("%s does not exist", (date) => {
    expect(isLocalDate(date)).toBe(false);
  });

  test("days are added over months, leap days, years and backwards", () => {
    expect(addDays("2026-02-28", 1)).toBe("2026-03-01");
    expect(addDays("2024-02-28", 1)).toBe("2024-02-29");
    expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
    expect(addDays("1969-12-31", 2)).toBe("1970-01-02");
    expect(addDays("2011-12-29", 1)).toBe("2011-12-30");
    expect(() => addDays("9999-12-31", 1)).toThrow(RangeError);
    expect(() => addDays("2026-02-30", 1)).toThrow(RangeError);
  });

  test("weekdays are ISO, before 1970 as well", () => {
    expect(weekday("2026-06-01")).toBe(1);
    expect(weekday("2026-06-07")).toBe(7);
    expect(weekday("1969-12-31")).toBe(3);
    expect(weekday("1900-01-01")).toBe(1);
  });
});

describe("times of day", () => {
  test.each([
    ["00:00", 0],
    ["09:05", 545],
    ["23:59", 1439],
    ["24:00", 1440],
  ])("%s is minute %i", (text, minute) => {
    expect(parseTimeOfDay(text)).toBe(minute);
    expect(formatTimeOfDay(minute)).toBe(text);
  });

  test.each([
    "25:00",
    "9:5",
    "9:05",
    "09:60",
    "24:01",
    "24:60",
    "09.30",
    "0930",
    "-1:00",
    "09:30:00",
    " 9:30",
    "aa:bb",
    "१२:३०",
    "",
  ])("%j is no time of day", (text) => expect(parseTimeOfDay(text)).toBeNull());
});

describe("zones", () => {
  test.each([
    "UTC",
    "Europe/Berlin",
    "Asia/Calcutta",
    "Etc/GMT+5",
    "America/Argentina/Ushuaia",
    "Asia/Kathmandu",
  ])("%s is one", (name) => {
    expect(isTimeZone(name)).toBe(true);
  });

  test.each([
    "",
    "Mars/Olympus",
    "+02:00",
    "-05",
    "Europe/Berlin ",
    "UTC+2",
    "../etc",
    "é",
    7,
    null,
    undefined,
  ])("%s is none", (name) => {
    expect(isTimeZone(name)).toBe(false);
  });

  test("an unknown one is refused with its name and the fix", () => {
    expect(() => zoneOf("Mars/Olympus")).toThrow(/"Mars\/Olympus".*IANA/);
  });

  test("more spellings than the cache holds leave its answers right", () => {
    const letters = "europe/london";
    for (let i = 0; i < 900; i += 1) {
      const name = [...letters]
        .map((letter, at) => ((i >> (at % 10)) & 1 ? letter.toUpperCase() : letter))
        .join("");
      expect(offsetAt(Date.parse("2026-07-01T00:00Z"), name)).toBe(hourMs);
    }
  });

  test("a clock is read far in the past and in the future", () => {
    expect(offsetAt(Date.parse("1880-01-01T00:00Z"), "Europe/Vienna")).toBe((65 * 60 + 21) * 1000);
    expect(offsetAt(Date.parse("1850-01-01T00:00Z"), "America/New_York")).toBe(
      -(4 * 3600 + 56 * 60 + 2) * 1000,
    );
    expect(offsetAt(Date.parse("2500-07-01T00:00Z"), "America/New_York")).toBe(-4 * hourMs);
    expect(offsetAt(8.64e15, "Asia/Kolkata")).toBe(5.5 * hourMs);
    expect(offsetAt(-8.64e15, "UTC")).toBe(0);
    expect(() => offsetAt(Number.NaN, "UTC")).toThrow();
  });

  test("more years than the cache holds leave its answers right", () => {
    for (let year = 1500; year < 2100; year += 1) {
      const july = offsetAt(Date.UTC(year, 6, 1), "Europe/Berlin");
      if (year > 1980) expect(july).toBe(2 * hourMs);
      if (year < 1890) expect(july).toBe((53 * 60 + 28) * 1000);
    }
  });

  test("two changes a week apart are both seen (Recife, October 2000)", () => {
    const days = ["2000-10-07", "2000-10-10", "2000-10-16"];
    const hours = days.map((date) => offsetAt(Date.parse(date), "America/Recife") / hourMs);
    expect(hours).toEqual([-3, -2, -3]);
  });
});

describe("local times", () => {
  test("a date and a minute are what the clock shows", () => {
    const instant = Date.parse("2026-06-10T23:59:59.999Z");
    expect(localDateOf(instant, "UTC")).toBe("2026-06-10");
    expect(localDateOf(instant, "Asia/Kathmandu")).toBe("2026-06-11");
    expect(minuteOfDay(instant, "Asia/Kathmandu")).toBe(344);
    expect(minuteOfDay(-1, "UTC")).toBe(1439);
    expect(localDateOf(Date.parse("2011-12-30T10:00Z"), "Pacific/Apia")).toBe("2011-12-31");
    expect(localDateOf(Date.parse("2011-12-30T09:59Z"), "Pacific/Apia")).toBe("2011-12-29");
  });

  test("a day begins where its midnight is skipped, at the change", () => {
    expect(new Date(startOfDay("2026-04-24", "Africa/Cairo")).toISOString()).toBe("2026-04-23T22:00:00.000Z");
    expect(localDateOf(startOfDay("2026-04-24", "Africa/Cairo"), "Africa/Cairo")).toBe("2026-04-24");
    expect(minuteOfDay(startOfDay("2026-04-24", "Africa/Cairo"), "Africa/Cairo")).toBe(60);
  });

  test("a skipped time is the change, a repeated one its first occurrence, 24:00 the next midnight", () => {
    const text = (date: string, minute: number): string =>
      new Date(instantOf(date, minute, "America/New_York")).toISOString();
    expect(text("2026-03-08", 150)).toBe("2026-03-08T07:00:00.000Z");
    expect(text("2026-11-01", 90)).toBe("2026-11-01T05:30:00.000Z");
    expect(text("2026-11-01", 120)).toBe("2026-11-01T07:00:00.000Z");
    expect(text("2026-11-01", 1440)).toBe("2026-11-02T05:00:00.000Z");
  });

  test("a local mean time of whole seconds is kept", () => {
    expect(new Date(instantOf("1850-01-01", 0, "America/New_York")).toISOString()).toBe(
      "1850-01-01T04:56:02.000Z",
    );
  });
});
