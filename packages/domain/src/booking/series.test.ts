import { expect, test } from "vitest";
import { requireApart, seriesOccurrences, splitSeries } from "./series-rules.ts";

const at = (text: string) => Date.parse(text);
const newYork = { durationMinutes: 60, timeZone: "America/New_York" };
const text = (instant: number) => new Date(instant).toISOString().replace(":00.000Z", "Z");
const starts = (series: { start: number; rrule: string; timeZone: string; durationMinutes: number }) =>
  seriesOccurrences(series).map(({ start }) => text(start));

test.each([
  ["2026-03-02T09:00:00-05:00", ["2026-03-02T14:00Z", "2026-03-09T13:00Z", "2026-03-16T13:00Z"]],
  ["2026-10-26T09:00:00-04:00", ["2026-10-26T13:00Z", "2026-11-02T14:00Z", "2026-11-09T14:00Z"]],
])("[BK60] every week at nine in New York stays at nine from %s on", (start, expected) => {
  expect(starts({ ...newYork, start: at(start), rrule: "FREQ=WEEKLY;COUNT=3" })).toEqual(expected);
});

test.each([
  ["FREQ=WEEKLY", /never ends; add COUNT/],
  ["FREQ=DAILY;COUNT=367", /falls 367 times, and a series has at most 366/],
  ["FREQ=DAILY;COUNT=9999", /falls more than \d+ times/],
  ["FREQ=MONTHLY;COUNT=26", /more than 2 years; end it with a lower COUNT, or with UNTIL=20280302/],
  ["FREQ=YEARLY;UNTIL=20401231", /more than 2 years/],
  ["FREQ=SECONDLY;COUNT=2", /DAILY, WEEKLY/],
  ["FREQ=DAILY;UNTIL=20200101", /names no time/],
  ["every day", /parts such as/],
])("[BK61] %j is refused with the fault and the fix", (rrule, sentence) => {
  expect(() => seriesOccurrences({ ...newYork, start: at("2026-03-02T14:00:00Z"), rrule })).toThrow(
    expect.objectContaining({
      code: "invalid",
      message: expect.stringMatching(sentence),
      details: { errors: [{ pointer: "/rrule", detail: expect.any(String) }] },
    }),
  );
});

test("[BK61] 366 occurrences, and two years to the day, are possible", () => {
  const start = at("2026-03-02T14:00:00Z");
  expect(starts({ ...newYork, start, rrule: "FREQ=DAILY;COUNT=366" })).toHaveLength(366);
  expect(starts({ ...newYork, start, rrule: "FREQ=YEARLY;COUNT=3" })).toHaveLength(3);
});

test("[BK61] occurrences that reach into one another, margins included, are refused", () => {
  const day = { start: 0, end: 1_380 * 60_000 };
  const next = { start: 1_440 * 60_000, end: 2_820 * 60_000 };
  expect(() => requireApart([day, next], 60)).not.toThrow();
  expect(() => requireApart([day, next], 61)).toThrow(expect.objectContaining({ code: "invalid" }));
});

const weekly = { ...newYork, start: at("2026-03-02T09:00:00-05:00") };

test("[BK66] a series parts into two rules that fall as the one did", () => {
  const series = { ...weekly, rrule: "FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20260331" };
  const from = at("2026-03-10T00:00:00-04:00");
  const split = splitSeries(series, { from, shift: null });
  expect(split?.before).toEqual({ rrule: "FREQ=WEEKLY;BYDAY=MO,TH;COUNT=3" });
  expect(split?.after.rrule).toBe("FREQ=WEEKLY;BYDAY=MO,TH;COUNT=6");
  const first = starts({ ...series, rrule: split?.before?.rrule ?? "" });
  const rest = starts({ ...series, start: split?.after.start ?? 0, rrule: split?.after.rrule ?? "" });
  expect([...first, ...rest]).toEqual(starts(series));
});

test.each([
  ["FREQ=WEEKLY;COUNT=3", "2026-03-09T11:30:00-04:00", "FREQ=WEEKLY;COUNT=2"],
  ["FREQ=WEEKLY;BYDAY=MO;COUNT=3", "2026-03-11T09:00:00-04:00", "FREQ=WEEKLY;BYDAY=WE;COUNT=2"],
  ["FREQ=WEEKLY;BYDAY=MO;COUNT=3", "2026-03-08T09:00:00-04:00", "FREQ=WEEKLY;BYDAY=SU;COUNT=2"],
  ["FREQ=DAILY;INTERVAL=7;COUNT=3", "2026-03-12T09:00:00-04:00", "FREQ=DAILY;INTERVAL=7;COUNT=2"],
])("[BK66] %s from the second on at %s is %s, whatever the clocks do", (rrule, to, expected) => {
  const of = at("2026-03-09T09:00:00-04:00");
  const split = splitSeries({ ...weekly, rrule }, { from: of, shift: { of, to: at(to) } });
  expect(split?.after).toMatchObject({ start: at(to), rrule: expected });
  expect([...(split?.after.starts ?? [])]).toEqual([
    [of, at(to)],
    [of + 7 * 86_400_000, at(to) + 7 * 86_400_000],
  ]);
});

test("[BK66] a shift across a clock change is one of the wall clock", () => {
  const series = { ...weekly, rrule: "FREQ=WEEKLY;COUNT=3" };
  const split = splitSeries(series, { from: 0, shift: { of: weekly.start, to: weekly.start + 3_600_000 } });
  expect([...(split?.after.starts.values() ?? [])].map(text)).toEqual([
    "2026-03-02T15:00Z",
    "2026-03-09T14:00Z",
    "2026-03-16T14:00Z",
  ]);
});

test("[BK66] a rule whose dates cannot be shifted says so at the start", () => {
  const series = { ...weekly, rrule: "FREQ=MONTHLY;BYDAY=1MO;COUNT=3" };
  const shift = { of: weekly.start, to: weekly.start + 86_400_000 };
  expect(() => splitSeries(series, { from: 0, shift })).toThrow(
    expect.objectContaining({ details: { errors: [{ pointer: "/start", detail: expect.any(String) }] } }),
  );
});

test("[BK66] nothing is left after the last occurrence", () => {
  const series = { ...weekly, rrule: "FREQ=WEEKLY;COUNT=3" };
  expect(splitSeries(series, { from: at("2026-03-17T00:00:00Z"), shift: null })).toBeNull();
});
