import { expect, test } from "vitest";
import type { EventTime } from "./model.ts";
import { RecurrenceError, seriesStarts } from "./recurrence.ts";
import { instantOf, rfc3339 } from "./zone.ts";

const ZONE = "Europe/Berlin";
const FAR = Date.parse("2028-01-01T00:00:00Z");

function startsOf(first: string, recurrence: string[], horizon = FAR): string[] {
  const start: EventTime =
    first.length === 10
      ? { kind: "day", date: first }
      : { kind: "instant", at: instantOf(Date.parse(`${first}Z`), ZONE), timeZone: ZONE };
  return seriesStarts(start, recurrence, horizon).map((time) =>
    time.kind === "day" ? time.date : rfc3339(time.at, ZONE).slice(0, 22),
  );
}

test("keeps the wall time across both clock changes", () => {
  expect(startsOf("2026-03-22T09:00:00", ["RRULE:FREQ=WEEKLY;COUNT=2"])).toEqual([
    "2026-03-22T09:00:00+01",
    "2026-03-29T09:00:00+02",
  ]);
  expect(startsOf("2026-10-24T09:00:00", ["RRULE:FREQ=DAILY;COUNT=2"])).toEqual([
    "2026-10-24T09:00:00+02",
    "2026-10-25T09:00:00+01",
  ]);
});

test.each([
  [
    "INTERVAL",
    "2026-11-02",
    ["RRULE:FREQ=DAILY;INTERVAL=3;COUNT=3"],
    ["2026-11-02", "2026-11-05", "2026-11-08"],
  ],
  [
    "UNTIL a day is inclusive",
    "2026-11-02",
    ["RRULE:FREQ=DAILY;UNTIL=20261103"],
    ["2026-11-02", "2026-11-03"],
  ],
  [
    "BYDAY",
    "2026-11-02",
    ["RRULE:FREQ=WEEKLY;BYDAY=FR,MO;COUNT=4"],
    ["2026-11-02", "2026-11-06", "2026-11-09", "2026-11-13"],
  ],
  [
    "DAILY with BYDAY",
    "2026-11-06",
    ["RRULE:FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=3"],
    ["2026-11-06", "2026-11-09", "2026-11-10"],
  ],
  // RFC 5545, 3.3.10: the same rule with another first day of the week.
  [
    "WKST=MO",
    "1997-08-05",
    ["RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO"],
    ["1997-08-05", "1997-08-10", "1997-08-19", "1997-08-24"],
  ],
  [
    "WKST=SU",
    "1997-08-05",
    ["RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU"],
    ["1997-08-05", "1997-08-17", "1997-08-19", "1997-08-31"],
  ],
  [
    "EXDATE counts towards COUNT",
    "2026-11-02",
    ["RRULE:FREQ=DAILY;COUNT=3", "EXDATE;VALUE=DATE:20261103"],
    ["2026-11-02", "2026-11-04"],
  ],
])("%s", (_, first, recurrence, expected) => {
  expect(startsOf(first, recurrence)).toEqual(expected);
});

test("UNTIL and EXDATE as instants", () => {
  const rule = "RRULE:FREQ=DAILY;UNTIL=20261104T080000Z";
  expect(startsOf("2026-11-02T09:00:00", [rule])).toHaveLength(3);
  expect(startsOf("2026-11-02T09:00:00", [rule, "EXDATE:20261103T080000Z"])).toHaveLength(2);
  expect(startsOf("2026-11-02T09:00:00", [rule, `EXDATE;TZID=${ZONE}:20261103T090000`])).toHaveLength(2);
});

test("a series without an end stops at the horizon, and a rule that never matches ends too", () => {
  expect(startsOf("2026-11-02", ["RRULE:FREQ=WEEKLY"], Date.parse("2026-11-23T00:00:00Z"))).toHaveLength(4);
  expect(startsOf("2026-11-02", ["RRULE:FREQ=DAILY;INTERVAL=7;BYDAY=TU"])).toEqual(["2026-11-02"]);
});

test.each([
  [["RRULE:FREQ=MONTHLY"], /FREQ=MONTHLY/],
  [["RRULE:FREQ=DAILY;COUNT=0"], /COUNT=0/],
  [["RRULE:FREQ=DAILY;COUNT=2;UNTIL=20270101"], /both COUNT and UNTIL/],
  [["RRULE:FREQ=DAILY;BYDAY=XX"], /weekday XX/],
  [["RRULE:FREQ=DAILY;BYHOUR=3"], /BYHOUR/],
  [["RRULE:FREQ=DAILY;UNTIL=soon"], /UNTIL=soon/],
  [["RDATE:20261103T080000Z"], /RDATE/],
  [["EXDATE:20261103T080000Z"], /exactly one RRULE/],
])("refuses %j", (recurrence, message) => {
  expect(() => startsOf("2026-11-02", recurrence)).toThrow(RecurrenceError);
  expect(() => startsOf("2026-11-02", recurrence)).toThrow(message);
});
