import { expect, test } from "vitest";
import { occurrences } from "./recurrence.ts";

const at = (text: string) => Date.parse(text);
const year = at("2027-12-31T00:00:00Z");

function starts(rrule: string | null, start: string, timeZone: string, until = year, minutes = 60): string[] {
  const recurrence = { start: at(start), end: at(start) + minutes * 60_000, timeZone, rrule };
  return occurrences(recurrence, { until, limit: 2000 }).intervals.map((one) =>
    new Date(one.start).toISOString().replace(":00.000Z", "Z"),
  );
}

test("[AV50] occurrences keep the wall time across clock changes in New York, and their real length", () => {
  const spring = starts("FREQ=DAILY;COUNT=3", "2026-03-07T09:00:00-05:00", "America/New_York");
  expect(spring).toEqual(["2026-03-07T14:00Z", "2026-03-08T13:00Z", "2026-03-09T13:00Z"]);
  const autumn = starts("FREQ=WEEKLY;COUNT=2", "2026-10-26T09:00:00-04:00", "America/New_York");
  expect(autumn).toEqual(["2026-10-26T13:00Z", "2026-11-02T14:00Z"]);
  const night = { start: at("2026-03-07T22:00:00-05:00"), end: at("2026-03-08T06:00:00-04:00") };
  const nights = occurrences(
    { ...night, timeZone: "America/New_York", rrule: "FREQ=DAILY;COUNT=2" },
    { until: year, limit: 10 },
  );
  expect(nights.intervals.map(({ start, end }) => (end - start) / 3_600_000)).toEqual([7, 7]);
});

test("[AV50] Lord Howe moves by half an hour, and the block with it", () => {
  const rule = "FREQ=WEEKLY;BYDAY=SU;COUNT=2";
  expect(starts(rule, "2026-03-29T09:00:00+11:00", "Australia/Lord_Howe")).toEqual([
    "2026-03-28T22:00Z",
    "2026-04-04T22:30Z",
  ]);
  expect(starts(rule, "2026-09-27T09:00:00+10:30", "Australia/Lord_Howe")).toEqual([
    "2026-09-26T22:30Z",
    "2026-10-03T22:00Z",
  ]);
});

test("[AV50] a wall time that is skipped means the instant of the change, one that repeats its first occurrence", () => {
  expect(starts("FREQ=DAILY;COUNT=3", "2026-03-07T02:30:00-05:00", "America/New_York")).toEqual([
    "2026-03-07T07:30Z",
    "2026-03-08T07:00Z",
    "2026-03-09T06:30Z",
  ]);
  expect(starts("FREQ=DAILY;COUNT=3", "2026-10-31T01:30:00-04:00", "America/New_York")).toEqual([
    "2026-10-31T05:30Z",
    "2026-11-01T05:30Z",
    "2026-11-02T06:30Z",
  ]);
});

test("a date that a zone skipped gives no second occurrence at the same instant", () => {
  const days = starts("FREQ=DAILY;COUNT=3", "2011-12-29T00:00:00-10:00", "Pacific/Apia");
  expect(days).toEqual(["2011-12-29T10:00Z", "2011-12-30T10:00Z"]);
});

test.each([
  ["FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3", ["2026-01-31", "2026-03-31", "2026-05-31"]],
  ["FREQ=MONTHLY;BYDAY=-1SA;COUNT=2", ["2026-01-31", "2026-02-28"]],
  ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=2", []],
  ["FREQ=WEEKLY;INTERVAL=2;BYDAY=SA;UNTIL=20260228", ["2026-01-31", "2026-02-14", "2026-02-28"]],
  ["FREQ=DAILY;UNTIL=20260202T090000Z", ["2026-01-31", "2026-02-01", "2026-02-02"]],
  ["FREQ=DAILY;UNTIL=20260202T085959Z", ["2026-01-31", "2026-02-01"]],
  ["rrule:freq=daily;until=20260201t090000;", ["2026-01-31", "2026-02-01"]],
])("%s", (rrule, dates) => {
  const found = starts(rrule, "2026-01-31T09:00:00Z", "UTC");
  expect(found).toEqual(dates.map((date) => `${date}T09:00Z`));
});

test("[AV51] a start on which the rule does not fall counts from the next on which it does", () => {
  const recurrence = { start: at("2026-03-02T09:00:00Z"), end: at("2026-03-02T10:00:00Z"), timeZone: "UTC" };
  const { first, intervals } = occurrences(
    { ...recurrence, rrule: "FREQ=WEEKLY;BYDAY=TU;COUNT=2" },
    { until: year, limit: 10 },
  );
  expect(first).toEqual({ start: at("2026-03-03T09:00:00Z"), end: at("2026-03-03T10:00:00Z") });
  expect(intervals.map(({ start }) => start)).toEqual([first.start, at("2026-03-10T09:00:00Z")]);
});

test("the range asked for cuts, and the answer says whether more follow", () => {
  const weekly = { start: at("2026-01-05T09:00:00Z"), end: at("2026-01-05T10:00:00Z"), timeZone: "UTC" };
  const range = { from: at("2026-01-12T00:00:00Z"), until: at("2026-01-19T09:00:00Z"), limit: 10 };
  const ask = (rrule: string | null) => {
    const { intervals, goesOn } = occurrences({ ...weekly, rrule }, range);
    return [intervals.map(({ start }) => start), goesOn];
  };
  expect(ask("FREQ=WEEKLY")).toEqual([[at("2026-01-12T09:00:00Z")], true]);
  expect(ask("FREQ=WEEKLY;COUNT=2")).toEqual([[at("2026-01-12T09:00:00Z")], false]);
  expect(ask("FREQ=WEEKLY;UNTIL=20260119")).toEqual([[at("2026-01-12T09:00:00Z")], true]);
  expect(ask("FREQ=WEEKLY;UNTIL=20260119T085959Z")).toEqual([[at("2026-01-12T09:00:00Z")], false]);
  expect(ask("FREQ=WEEKLY;UNTIL=20260106")).toEqual([[], false]);
  expect(ask(null)).toEqual([[], false]);
});

test.each([
  ["COUNT=3", false],
  ["COUNT=4", true],
  ["UNTIL=20260119", false],
  ["UNTIL=20260126", true],
])("a range that begins with the rule knows whether %s goes on after it", (end, goesOn) => {
  const weekly = { start: at("2026-01-05T09:00:00Z"), end: at("2026-01-05T10:00:00Z"), timeZone: "UTC" };
  const range = { until: at("2026-01-20T00:00:00Z"), limit: 10 };
  const found = occurrences({ ...weekly, rrule: `FREQ=WEEKLY;${end}` }, range);
  expect([found.intervals.length, found.goesOn]).toEqual([3, goesOn]);
});

test("milliseconds of the start are kept", () => {
  expect(starts("FREQ=DAILY;COUNT=2", "2026-01-31T09:00:00.250Z", "UTC")).toEqual([
    "2026-01-31T09:00:00.250Z",
    "2026-02-01T09:00:00.250Z",
  ]);
});

test.each([
  ["", /""/],
  ["every Monday", /EVERY MONDAY/],
  ["COUNT=3", /no FREQ/],
  ["FREQ=HOURLY", /DAILY, WEEKLY, MONTHLY, YEARLY/],
  ["FREQ=DAILY;FREQ=WEEKLY", /twice/],
  ["FREQ=DAILY;BYHOUR=9", /block for each time/],
  ["FREQ=DAILY;COUNT=0", /from 1 to 9999/],
  ["FREQ=DAILY;INTERVAL=-1", /from 1 to 999/],
  ["FREQ=DAILY;COUNT=2;UNTIL=20270101", /keep one/],
  ["FREQ=DAILY;UNTIL=20260230", /does not exist/],
  ["FREQ=DAILY;UNTIL=tomorrow", /20261231/],
  ["FREQ=WEEKLY;BYDAY=XX", /weekdays/],
  ["FREQ=WEEKLY;BYDAY=1MO", /without the number/],
  ["FREQ=WEEKLY;BYMONTHDAY=1", /FREQ=MONTHLY/],
  ["FREQ=MONTHLY;BYWEEKNO=1", /FREQ=YEARLY/],
  ["FREQ=MONTHLY;BYYEARDAY=1", /FREQ=YEARLY/],
  ["FREQ=MONTHLY;BYMONTHDAY=32", /1 to 31/],
  ["FREQ=MONTHLY;BYSETPOS=1", /picks from/],
  ["FREQ=DAILY;constructor=1", /"CONSTRUCTOR"/],
  ["FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", /names no time/],
  ["FREQ=DAILY;UNTIL=20200101", /names no time/],
  ["FREQ=DAILY", /more than 500 times/],
])("[AV51] %j is refused with the fault and the fix", (rrule, sentence) => {
  const recurrence = { start: at("2026-01-31T09:00:00Z"), end: at("2026-01-31T10:00:00Z"), timeZone: "UTC" };
  expect(() => occurrences({ ...recurrence, rrule }, { until: year, limit: 500 })).toThrow(
    expect.objectContaining({
      code: "invalid",
      message: expect.stringMatching(sentence),
      details: { errors: [{ pointer: "/rrule", detail: expect.any(String) }] },
    }),
  );
});
