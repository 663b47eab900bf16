import { expect, test } from "vitest";
import { knownTimeZone } from "../time-zone.ts";
import { readTime } from "./time.ts";

const date = (text: string) => ({ date: text, dateTime: null, timeZone: null });
const at = (text: string, timeZone: string | null = null) => ({ date: null, dateTime: text, timeZone });
const hour = (h: number) => Date.UTC(2026, 2, 2, h);

test("an instant keeps its offset and ignores the zone beside it", () => {
  const expected = { kind: "timed", start: hour(9), end: hour(10) };
  expect(readTime(at("2026-03-02T10:00:00+01:00"), at("2026-03-02T10:00:00Z"))).toEqual(expected);
  expect(readTime(at("2026-03-02T04:00:00-05:00", "Mars/Olympus"), at("2026-03-02T10:00:00.000Z"))).toEqual(
    expected,
  );
});

test("all-day events are dates with an exclusive end", () => {
  expect(readTime(date("2026-03-29"), date("2026-03-31"))).toEqual({
    kind: "all_day",
    startDate: "2026-03-29",
    endDate: "2026-03-31",
  });
});

test("a reversed pair is the stretch between both, so that no busy time is lost", () => {
  expect(readTime(at("2026-03-02T10:00:00Z"), at("2026-03-02T09:00:00Z"))).toEqual({
    kind: "timed",
    start: hour(9),
    end: hour(10),
  });
  expect(readTime(date("2026-03-05"), date("2026-03-02"))).toEqual({
    kind: "all_day",
    startDate: "2026-03-02",
    endDate: "2026-03-05",
  });
});

test("an all-day event without length is its day; a timed one stays empty", () => {
  expect(readTime(date("2026-12-31"), date("2026-12-31"))).toMatchObject({ endDate: "2027-01-01" });
  expect(readTime(at("2026-03-02T09:00:00Z"), at("2026-03-02T09:00:00Z"))).toMatchObject({
    start: hour(9),
    end: hour(9),
  });
});

test.each([
  ["no start", null, at("2026-03-02T09:00:00Z"), "no_time"],
  ["no end", at("2026-03-02T09:00:00Z"), null, "no_time"],
  ["empty bounds", at(""), at(""), "no_time"],
  ["a date beside an instant", date("2026-03-02"), at("2026-03-02T09:00:00Z"), "mixed_time"],
  ["no offset", at("2026-03-02T09:00:00", "Europe/Paris"), at("2026-03-02T10:00:00Z"), "bad_time"],
  ["an hour that does not exist", at("2026-03-02T25:00:00Z"), at("2026-03-02T26:00:00Z"), "bad_time"],
  ["a date that does not exist", date("2026-02-30"), date("2026-03-02"), "bad_time"],
  ["words", at("tomorrow"), at("later"), "bad_time"],
])("%s cannot be read", (_, start, end, reason) => {
  expect(readTime(start, end)).toBe(reason);
});

test("a zone is kept when it is known here", () => {
  expect(knownTimeZone("Europe/Berlin")).toBe("Europe/Berlin");
  expect(knownTimeZone("Mars/Olympus")).toBeNull();
  expect(knownTimeZone("")).toBeNull();
  expect(knownTimeZone(null)).toBeNull();
});
