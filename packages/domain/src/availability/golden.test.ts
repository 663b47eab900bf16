import { describe, expect, test } from "vitest";
import { findSlots, type Hours, openIntervals, type SlotQuery, type WeeklyHours } from "./index.ts";

// Worked out by hand from the zones' published rules; nothing here is computed by the code under test.

const everyDay = [1, 2, 3, 4, 5, 6, 7];

/** `days` ISO weekdays, "HH:MM-HH:MM". */
function weekly(text: string, days: number[] = everyDay): WeeklyHours {
  return { days, ...hours(text) };
}

function hours(text: string): Hours {
  const [start = "", end = ""] = text.split("-");
  return { start, end };
}

/** Open stretches between two instants, written as `start/end` in UTC. */
function open(
  timeZone: string,
  weeklyHours: WeeklyHours[],
  range: [from: string, until: string],
  exceptions: SlotQuery["exceptions"] = [],
): string[] {
  const [start, end] = range.map(Date.parse);
  const list = openIntervals({ timeZone, weeklyHours, exceptions, start: start ?? 0, end: end ?? 0 });
  return list.map((one) => `${utc(one.start)}/${utc(one.end)}`);
}

function starts(
  query: Partial<SlotQuery> & Pick<SlotQuery, "timeZone" | "weeklyHours">,
  from: string,
  until: string,
): string[] {
  const rules = { exceptions: [], busy: [], durationMinutes: 60, stepMinutes: 60, now: 0 };
  return findSlots({ ...rules, ...query, start: Date.parse(from), end: Date.parse(until) }).map((slot) =>
    utc(slot.start),
  );
}

function utc(instant: number): string {
  return new Date(instant).toISOString().slice(0, 16);
}

describe("New York: forward 2026-03-08 02:00, back 2026-11-01 02:00", () => {
  const zone = "America/New_York";
  const spring: [string, string] = ["2026-03-08T05:00Z", "2026-03-09T04:00Z"];
  const autumn: [string, string] = ["2026-11-01T04:00Z", "2026-11-02T05:00Z"];

  test("[AV8] hours that lie in the skipped hour are nothing", () => {
    expect(open(zone, [weekly("02:00-03:00")], spring)).toEqual([]);
  });

  test("[AV8] a skipped opening time means the instant of the change", () => {
    expect(open(zone, [weekly("02:30-05:00")], spring)).toEqual(["2026-03-08T07:00/2026-03-08T09:00"]);
  });

  test("[AV8] a skipped closing time means the instant of the change", () => {
    expect(open(zone, [weekly("00:00-02:30")], spring)).toEqual(["2026-03-08T05:00/2026-03-08T07:00"]);
  });

  test("[AV7] midnight to six is five real hours in spring", () => {
    expect(starts({ timeZone: zone, weeklyHours: [weekly("00:00-06:00")] }, ...spring)).toEqual([
      "2026-03-08T05:00",
      "2026-03-08T06:00",
      "2026-03-08T07:00",
      "2026-03-08T08:00",
      "2026-03-08T09:00",
    ]);
  });

  test("[AV7] midnight to six is seven real hours in autumn", () => {
    const slots = starts({ timeZone: zone, weeklyHours: [weekly("00:00-06:00")] }, ...autumn);
    expect(slots).toHaveLength(7);
    expect(slots.at(-1)).toBe("2026-11-01T10:00");
  });

  test("[AV9] a repeated opening or closing time means its first occurrence", () => {
    expect(open(zone, [weekly("01:30-03:00")], autumn)).toEqual(["2026-11-01T05:30/2026-11-01T08:00"]);
    expect(open(zone, [weekly("00:00-01:30")], autumn)).toEqual(["2026-11-01T04:00/2026-11-01T05:30"]);
    expect(open(zone, [weekly("01:00-02:00")], autumn)).toEqual(["2026-11-01T05:00/2026-11-01T07:00"]);
  });

  test("[AV20] the grid counts real time across a change", () => {
    const rules = {
      timeZone: zone,
      weeklyHours: [weekly("01:00-05:00")],
      stepMinutes: 90,
      durationMinutes: 90,
    };
    expect(starts(rules, ...spring)).toEqual(["2026-03-08T06:00", "2026-03-08T07:30"]);
  });
});

describe("London: forward 2026-03-29 01:00, back 2026-10-25 02:00", () => {
  test("[AV5] [AV7] a night shift across each change loses and gains an hour", () => {
    const night = [weekly("22:00-06:00", [6])];
    expect(open("Europe/London", night, ["2026-03-28T12:00Z", "2026-03-29T12:00Z"])).toEqual([
      "2026-03-28T22:00/2026-03-29T05:00",
    ]);
    expect(open("Europe/London", night, ["2026-10-24T12:00Z", "2026-10-25T12:00Z"])).toEqual([
      "2026-10-24T21:00/2026-10-25T06:00",
    ]);
  });
});

describe("Lord Howe: half an hour forward 2026-10-04 02:00, back 2026-04-05 02:00", () => {
  test("[AV7] [AV8] the day of the change has 23.5 or 24.5 hours", () => {
    const zone = "Australia/Lord_Howe";
    expect(open(zone, [weekly("00:00-24:00", [7])], ["2026-10-03T00:00Z", "2026-10-05T00:00Z"])).toEqual([
      "2026-10-03T13:30/2026-10-04T13:00",
    ]);
    expect(open(zone, [weekly("00:00-24:00", [7])], ["2026-04-04T00:00Z", "2026-04-06T00:00Z"])).toEqual([
      "2026-04-04T13:00/2026-04-05T13:30",
    ]);
    expect(open(zone, [weekly("02:15-04:00", [7])], ["2026-10-03T00:00Z", "2026-10-05T00:00Z"])).toEqual([
      "2026-10-03T15:30/2026-10-03T17:00",
    ]);
  });
});

describe("Cairo: midnight of 2026-04-24 is skipped, the last hour of 2026-10-29 comes twice", () => {
  const zone = "Africa/Cairo";

  test("[AV8] a day whose midnight is skipped begins at the instant of the change", () => {
    expect(open(zone, [weekly("00:00-02:00", [5])], ["2026-04-23T12:00Z", "2026-04-24T12:00Z"])).toEqual([
      "2026-04-23T22:00/2026-04-23T23:00",
    ]);
  });

  test("[AV4] [AV9] hours to 24:00 include the hour before midnight both times", () => {
    expect(open(zone, [weekly("22:00-24:00", [4])], ["2026-10-29T12:00Z", "2026-10-30T12:00Z"])).toEqual([
      "2026-10-29T19:00/2026-10-29T22:00",
    ]);
  });
});

describe("Azores: forward 2026-03-29 00:00, back 2026-10-25 01:00 to midnight", () => {
  const zone = "Atlantic/Azores";

  test("[AV8] the skipped hour after midnight is nothing", () => {
    const range: [string, string] = ["2026-03-28T12:00Z", "2026-03-29T12:00Z"];
    expect(open(zone, [weekly("00:00-01:00", [7])], range)).toEqual([]);
    expect(open(zone, [weekly("23:00-24:00", [6]), weekly("00:00-03:00", [7])], range)).toEqual([
      "2026-03-29T00:00/2026-03-29T03:00",
    ]);
  });

  test("[AV9] the repeated hour after midnight belongs to the day both times", () => {
    expect(open(zone, [weekly("00:00-01:00", [7])], ["2026-10-24T12:00Z", "2026-10-25T12:00Z"])).toEqual([
      "2026-10-25T00:00/2026-10-25T02:00",
    ]);
  });
});

describe("Havana: forward 2026-03-08 00:00, back 2026-11-01 01:00 to midnight", () => {
  const zone = "America/Havana";

  test("[AV8] [AV9] the days of the changes have 23 and 25 hours", () => {
    expect(open(zone, [weekly("00:00-24:00", [7])], ["2026-03-07T12:00Z", "2026-03-09T12:00Z"])).toEqual([
      "2026-03-08T05:00/2026-03-09T04:00",
    ]);
    expect(open(zone, [weekly("00:00-24:00", [7])], ["2026-10-31T12:00Z", "2026-11-02T12:00Z"])).toEqual([
      "2026-11-01T04:00/2026-11-02T05:00",
    ]);
  });
});

describe("zones off the hour", () => {
  test("[AV2] Chatham is 13:45 ahead in summer and 12:45 in winter; it changes at 02:45", () => {
    const day = [weekly("09:00-17:00", [7])];
    expect(open("Pacific/Chatham", day, ["2026-04-04T00:00Z", "2026-04-06T00:00Z"])).toEqual([
      "2026-04-04T20:15/2026-04-05T04:15",
    ]);
    expect(open("Pacific/Chatham", day, ["2026-03-28T00:00Z", "2026-03-30T00:00Z"])).toEqual([
      "2026-03-28T19:15/2026-03-29T03:15",
    ]);
    expect(
      open("Pacific/Chatham", [weekly("02:45-04:45", [7])], ["2026-09-26T00:00Z", "2026-09-28T00:00Z"]),
    ).toEqual(["2026-09-26T14:00/2026-09-26T15:00"]);
  });

  test("[AV2] Kathmandu is 5:45 ahead, and was 5:30 until 1986", () => {
    const day = [weekly("09:00-10:00")];
    expect(open("Asia/Kathmandu", day, ["2026-06-10T00:00Z", "2026-06-11T00:00Z"])).toEqual([
      "2026-06-10T03:15/2026-06-10T04:15",
    ]);
    expect(open("Asia/Kathmandu", day, ["1985-06-10T00:00Z", "1985-06-11T00:00Z"])).toEqual([
      "1985-06-10T03:30/1985-06-10T04:30",
    ]);
  });
});

describe("Apia: 2011-12-30 never was", () => {
  const zone = "Pacific/Apia";
  const range: [string, string] = ["2011-12-29T12:00Z", "2011-12-31T12:00Z"];

  test("[AV8] hours of the date that was skipped are nothing", () => {
    expect(open(zone, [weekly("09:00-17:00", [5])], range)).toEqual([]);
  });

  test("[AV5] [AV8] a night that should end on the skipped date ends at the change", () => {
    expect(open(zone, [weekly("22:00-02:00", [4])], range)).toEqual(["2011-12-30T08:00/2011-12-30T10:00"]);
  });

  test("[AV4] round the clock stays round the clock", () => {
    expect(open(zone, [weekly("00:00-24:00")], range)).toEqual(["2011-12-29T12:00/2011-12-31T12:00"]);
  });
});
