import { describe, expect, test } from "vitest";
import { isDomainError } from "../errors/index.ts";
import { exceptionDates, findSlots, freeIntervals, openIntervals, type SlotQuery, slotAt } from "./index.ts";

const minuteMs = 60_000;
const everyDay = [1, 2, 3, 4, 5, 6, 7];
const at = (text: string): number => Date.parse(`2026-06-${text}:00Z`);

/** Monday 2026-06-01 to Wednesday in UTC, nine to noon, an hour each; `now` is far in the past. */
const plain: SlotQuery = {
  timeZone: "UTC",
  weeklyHours: [{ days: everyDay, start: "09:00", end: "12:00" }],
  exceptions: [],
  busy: [],
  durationMinutes: 60,
  stepMinutes: 60,
  now: 0,
  start: at("01T00:00"),
  end: at("02T00:00"),
};

/** Starts of the slots as "DDTHH:MM". */
function starts(changes: Partial<SlotQuery>): string[] {
  return findSlots({ ...plain, ...changes }).map((slot) => new Date(slot.start).toISOString().slice(8, 16));
}

function open(changes: Partial<SlotQuery>): string[] {
  const text = (instant: number): string => new Date(instant).toISOString().slice(8, 16);
  return openIntervals({ ...plain, ...changes }).map((one) => `${text(one.start)}/${text(one.end)}`);
}

describe("opening", () => {
  test("[AV1] each date has the hours of its ISO weekday", () => {
    const weeklyHours = [
      { days: [1], start: "09:00", end: "10:00" },
      { days: [7, 3], start: "11:00", end: "12:00" },
    ];
    expect(open({ weeklyHours, end: at("08T00:00") })).toEqual([
      "01T09:00/01T10:00",
      "03T11:00/03T12:00",
      "07T11:00/07T12:00",
    ]);
  });

  test("[AV1] no hours, no weekdays and no range give nothing", () => {
    expect(starts({ weeklyHours: [] })).toEqual([]);
    expect(starts({ weeklyHours: [{ days: [], start: "09:00", end: "12:00" }] })).toEqual([]);
    expect(starts({ end: plain.start })).toEqual([]);
  });

  test("[AV3] overlapping, touching and repeated ranges merge", () => {
    const weeklyHours = [
      { days: [1, 1], start: "11:00", end: "12:00" },
      { days: [1], start: "09:00", end: "10:00" },
      { days: [1], start: "09:30", end: "11:00" },
      { days: [1], start: "09:15", end: "09:45" },
    ];
    expect(open({ weeklyHours })).toEqual(["01T09:00/01T12:00"]);
  });

  test("[AV3] [AV16] ranges that touch at midnight merge, and a slot may lie across it", () => {
    const weeklyHours = [
      { days: [1], start: "20:00", end: "24:00" },
      { days: [2], start: "00:00", end: "04:00" },
    ];
    const changes = { weeklyHours, end: at("03T00:00") };
    expect(open(changes)).toEqual(["01T20:00/02T04:00"]);
    expect(starts({ ...changes, durationMinutes: 90, stepMinutes: 90 })).toEqual([
      "01T20:00",
      "01T21:30",
      "01T23:00",
      "02T00:30",
      "02T02:00",
    ]);
  });

  test("[AV4] a range may end at 24:00", () => {
    const weeklyHours = [{ days: [1], start: "22:00", end: "24:00" }];
    expect(open({ weeklyHours, end: at("03T00:00") })).toEqual(["01T22:00/02T00:00"]);
  });

  test("[AV5] an end at or before the start lies on the next day", () => {
    const end = at("04T00:00");
    expect(open({ weeklyHours: [{ days: [1], start: "22:00", end: "02:00" }], end })).toEqual([
      "01T22:00/02T02:00",
    ]);
    expect(open({ weeklyHours: [{ days: [1], start: "22:00", end: "00:00" }], end })).toEqual([
      "01T22:00/02T00:00",
    ]);
    expect(open({ weeklyHours: [{ days: [1], start: "09:00", end: "09:00" }], end })).toEqual([
      "01T09:00/02T09:00",
    ]);
  });

  test("[AV5] the night before the range reaches into it", () => {
    const weeklyHours = [{ days: [7], start: "22:00", end: "02:00" }];
    expect(open({ weeklyHours })).toEqual(["01T00:00/01T02:00"]);
  });
});

describe("exceptions", () => {
  const range = { start: at("01T00:00"), end: at("04T00:00") };

  test("[AV6] an exception replaces the hours of its date; without hours it is closed", () => {
    const exceptions = [
      { date: "2026-06-01", hours: [] },
      { date: "2026-06-02", hours: [{ start: "14:00", end: "15:00" }] },
    ];
    expect(open({ ...range, exceptions })).toEqual(["02T14:00/02T15:00", "03T09:00/03T12:00"]);
  });

  test("[AV6] it opens a date that has no weekly hours", () => {
    const exceptions = [{ date: "2026-06-02", hours: [{ start: "14:00", end: "15:00" }] }];
    expect(open({ ...range, weeklyHours: [], exceptions })).toEqual(["02T14:00/02T15:00"]);
  });

  test("[AV6] it cuts what the night before spills into its date", () => {
    const weeklyHours = [{ days: [1], start: "22:00", end: "06:00" }];
    const exceptions = [{ date: "2026-06-02", hours: [{ start: "04:00", end: "05:00" }] }];
    expect(open({ ...range, weeklyHours, exceptions })).toEqual(["01T22:00/02T00:00", "02T04:00/02T05:00"]);
  });

  test("[AV6] its own night spills into the next date unless that has an exception too", () => {
    const night = { date: "2026-06-01", hours: [{ start: "22:00", end: "02:00" }] };
    const weeklyHours: SlotQuery["weeklyHours"] = [];
    expect(open({ ...range, weeklyHours, exceptions: [night] })).toEqual(["01T22:00/02T02:00"]);
    const closed = { date: "2026-06-02", hours: [] };
    expect(open({ ...range, weeklyHours, exceptions: [night, closed] })).toEqual(["01T22:00/02T00:00"]);
  });

  test("[AV6] several for one date add up, and one that closes it wins", () => {
    const date = "2026-06-01";
    const early = { date, hours: [{ start: "06:00", end: "07:00" }] };
    const late = { date, hours: [{ start: "18:00", end: "19:00" }] };
    const day = { end: at("02T00:00") };
    expect(open({ ...day, exceptions: [late, early] })).toEqual(["01T06:00/01T07:00", "01T18:00/01T19:00"]);
    expect(open({ ...day, exceptions: [early, { date, hours: [] }] })).toEqual([]);
    expect(open({ ...day, exceptions: [{ date, hours: [] }, early] })).toEqual([]);
  });

  test("[AV10] a date begins when the clock first shows its midnight, though it then goes back", () => {
    // St John's, 2006-10-29: at 00:01 the clock goes back to 23:01 of the 28th. Closing the 29th closes from the first
    // midnight on; the second 23:01 to 24:00 lies after it.
    const exceptions = [{ date: "2006-10-29", hours: [] }];
    const weeklyHours = [{ days: everyDay, start: "00:00", end: "24:00" }];
    const start = Date.parse("2006-10-29T00:00Z");
    const end = Date.parse("2006-10-30T03:40Z");
    const query = { ...plain, timeZone: "America/St_Johns", weeklyHours, exceptions, start, end };
    expect(openIntervals(query)).toEqual([
      { start, end: Date.parse("2006-10-29T02:30Z") },
      { start: Date.parse("2006-10-30T03:30Z"), end },
    ]);
  });
});

describe("occupation", () => {
  test("[AV11] busy time takes the product, in any order and however it overlaps; an empty one takes nothing", () => {
    const busy = [
      { start: at("01T11:10"), end: at("01T11:20") },
      { start: at("01T11:00"), end: at("01T11:30") },
      { start: at("01T09:30"), end: at("01T09:30") },
    ];
    expect(starts({ busy })).toEqual(["01T09:00", "01T10:00"]);
    expect(starts({ busy, capacity: 5 })).toEqual(["01T09:00", "01T10:00"]);
  });

  test("[AV12] claims take units; what remains is the capacity less the most taken at once", () => {
    const claims = [
      { start: at("01T09:00"), end: at("01T09:30"), lanes: 2 },
      { start: at("01T09:30"), end: at("01T10:00") },
      { start: at("01T10:00"), end: at("01T11:00"), lanes: 3 },
    ];
    const slots = findSlots({ ...plain, claims, capacity: 3 });
    expect(slots.map(({ remaining }) => remaining)).toEqual([1, 3]);
    expect(starts({ claims, capacity: 3, attendees: 2 })).toEqual(["01T11:00"]);
    expect(starts({ claims, capacity: 4 })).toEqual(["01T09:00", "01T10:00", "01T11:00"]);
  });

  test("[AV12] without capacity given, one claim of one unit is enough", () => {
    expect(starts({ claims: [{ start: at("01T09:59"), end: at("01T10:01") }] })).toEqual(["01T11:00"]);
    expect(findSlots(plain)[0]?.remaining).toBe(1);
  });

  test("[AV13] buffers must be unoccupied too, but need not be open", () => {
    const buffers = { bufferBeforeMinutes: 10, bufferAfterMinutes: 20 };
    expect(starts(buffers)).toEqual(["01T09:00", "01T10:00", "01T11:00"]);
    const busy = [{ start: at("01T08:00"), end: at("01T08:51") }];
    expect(starts({ ...buffers, busy })).toEqual(["01T10:00", "01T11:00"]);
    const claims = [{ start: at("01T12:19"), end: at("01T13:00") }];
    expect(starts({ ...buffers, claims })).toEqual(["01T09:00", "01T10:00"]);
    expect(starts({ ...buffers, claims, capacity: 2, attendees: 2 })).toEqual(["01T09:00", "01T10:00"]);
  });

  test("[AV14] what ends exactly where a slot or its buffer starts does not touch it", () => {
    const busy = [
      { start: at("01T09:00"), end: at("01T10:00") },
      { start: at("01T11:00"), end: at("01T12:00") },
    ];
    expect(starts({ busy })).toEqual(["01T10:00"]);
    expect(starts({ busy: [], claims: busy })).toEqual(["01T10:00"]);
    expect(starts({ busy: [], claims: busy, capacity: 2, attendees: 2 })).toEqual(["01T10:00"]);
    expect(starts({ busy, bufferBeforeMinutes: 1 })).toEqual([]);
    expect(starts({ busy: [{ start: at("01T09:00"), end: at("01T10:00") + 1 }] })).toEqual(["01T11:00"]);
  });

  test("[AV15] more attendees than the capacity find nothing", () => {
    expect(starts({ capacity: 2, attendees: 3 })).toEqual([]);
  });
});

describe("bounds", () => {
  test("[AV16] a slot lies whole inside open time", () => {
    expect(starts({ durationMinutes: 180 })).toEqual(["01T09:00"]);
    expect(starts({ durationMinutes: 181 })).toEqual([]);
  });

  test("[AV17] a slot starts no sooner than now plus the notice", () => {
    expect(starts({ now: at("01T10:00") })).toEqual(["01T10:00", "01T11:00"]);
    expect(starts({ now: at("01T10:00") + 1 })).toEqual(["01T11:00"]);
    expect(starts({ now: at("01T09:00"), minNoticeMinutes: 120 })).toEqual(["01T11:00"]);
    expect(starts({ now: at("05T09:00") })).toEqual([]);
  });

  test("[AV18] a slot starts before now plus the horizon, days of 24 hours", () => {
    const now = at("01T10:00") - 3 * 1440 * minuteMs;
    expect(starts({ now, horizonDays: 3 })).toEqual(["01T09:00"]);
    expect(starts({ now: now + 1, horizonDays: 3 })).toEqual(["01T09:00", "01T10:00"]);
    expect(starts({ now, horizonDays: 0 })).toEqual([]);
  });

  test("[AV19] slots lie whole inside the range asked for", () => {
    expect(starts({ start: at("01T09:01"), end: at("01T11:59") })).toEqual(["01T10:00"]);
    expect(starts({ start: at("01T09:00"), end: at("01T10:00") })).toEqual(["01T09:00"]);
  });
});

describe("grid", () => {
  test("[AV20] busy time does not shift the grid", () => {
    const busy = [{ start: at("01T09:00"), end: at("01T09:40") }];
    expect(starts({ busy })).toEqual(["01T10:00", "01T11:00"]);
    expect(starts({ busy, durationMinutes: 20, stepMinutes: 25 })).toEqual([
      "01T09:50",
      "01T10:15",
      "01T10:40",
      "01T11:05",
      "01T11:30",
    ]);
  });

  test("[AV20] each open range has its own grid", () => {
    const weeklyHours = [
      { days: [1], start: "09:10", end: "10:20" },
      { days: [1], start: "13:00", end: "14:00" },
    ];
    expect(starts({ weeklyHours, durationMinutes: 30, stepMinutes: 30 })).toEqual([
      "01T09:10",
      "01T09:40",
      "01T13:00",
      "01T13:30",
    ]);
  });

  test("[AV20] the grid counts from the opening, also when that lies days before the range", () => {
    const weeklyHours = [
      { days: [5], start: "18:00", end: "24:00" },
      { days: [6, 7], start: "00:00", end: "24:00" },
      { days: [1], start: "00:00", end: "06:00" },
    ];
    const monday = { start: at("08T00:00"), end: at("09T00:00") };
    // 54 hours of Friday to Sunday are 13 steps of 250 minutes less 10 minutes.
    expect(starts({ ...monday, weeklyHours, stepMinutes: 250 })).toEqual(["08T00:10", "08T04:20"]);
  });

  test("[AV21] a range open for more than seven dates begins its grid anew at every midnight", () => {
    const weeklyHours = [{ days: everyDay, start: "00:00", end: "24:00" }];
    const exceptions = [{ date: "2026-06-01", hours: [] }];
    const rules = { weeklyHours, exceptions, stepMinutes: 500 };
    // Open since the 2nd: its grid goes on to the end of the 9th, 20.16 steps later.
    const on = (day: string, next: string): string[] =>
      starts({ ...rules, start: at(`${day}T00:00`), end: at(`${next}T01:00`) });
    expect(on("09", "10")).toEqual(["09T07:00", "09T15:20", "09T23:40", "10T00:00"]);
    expect(on("10", "11")).toEqual(["10T00:00", "10T08:20", "10T16:40", "11T00:00"]);
  });

  test("[AV21] round the clock, the grid starts at midnight of the schedule's zone on the day of a change too", () => {
    const weeklyHours = [{ days: everyDay, start: "00:00", end: "24:00" }];
    const lordHowe = { timeZone: "Australia/Lord_Howe", weeklyHours, stepMinutes: 240 };
    const query = {
      ...plain,
      ...lordHowe,
      start: Date.parse("2026-10-03T13:30Z"),
      end: Date.parse("2026-10-04T14:00Z"),
    };
    expect(findSlots(query).map(({ start }) => new Date(start).toISOString().slice(8, 16))).toEqual([
      "03T13:30",
      "03T17:30",
      "03T21:30",
      "04T01:30",
      "04T05:30",
      "04T09:30",
      "04T13:00",
    ]);
  });

  test("[AV24] the exceptions that matter reach ten dates back", () => {
    expect(exceptionDates(plain, "America/New_York")).toEqual({ first: "2026-05-21", last: "2026-06-03" });
  });
});

describe("slotAt", () => {
  const { start: _start, end: _end, ...rules } = plain;

  test("[AV25] gives the slot, or null off the grid, outside hours and where occupied", () => {
    const start = at("01T10:00");
    expect(slotAt(rules, start)).toEqual({ start, end: at("01T11:00"), remaining: 1 });
    expect(slotAt(rules, at("01T10:30"))).toBeNull();
    expect(slotAt(rules, at("01T12:00"))).toBeNull();
    expect(slotAt({ ...rules, busy: [{ start, end: start + 1 }] }, start)).toBeNull();
    expect(slotAt({ ...rules, now: start + 1 }, start)).toBeNull();
  });
});

describe("openIntervals", () => {
  test("[AV27] are merged and cut at the bounds", () => {
    expect(open({ start: at("01T10:00"), end: at("02T10:00") })).toEqual([
      "01T10:00/01T12:00",
      "02T09:00/02T10:00",
    ]);
    expect(open({ start: at("01T13:00"), end: at("02T09:00") })).toEqual([]);
  });
});

describe("freeIntervals", () => {
  test("[AV28] shows open time less busy and full time, within notice and horizon", () => {
    const query = {
      ...plain,
      now: at("01T09:00"),
      minNoticeMinutes: 15,
      busy: [{ start: at("01T10:00"), end: at("01T10:30") }],
      claims: [
        { start: at("01T11:00"), end: at("01T11:45") },
        { start: at("01T11:30"), end: at("01T11:50") },
      ],
      capacity: 2,
    };
    expect(freeIntervals(query)).toEqual([
      { start: at("01T09:15"), end: at("01T10:00") },
      { start: at("01T10:30"), end: at("01T11:30") },
      { start: at("01T11:45"), end: at("01T12:00") },
    ]);
    expect(freeIntervals({ ...query, attendees: 3 })).toEqual([]);
    expect(freeIntervals({ ...query, now: at("02T09:00") })).toEqual([]);
  });
});

describe("faulty input", () => {
  const faults: [what: string, changes: Partial<SlotQuery>, pointer: string, said: RegExp][] = [
    ["an unknown zone", { timeZone: "Mars/Olympus" }, "/timeZone", /Mars\/Olympus.*IANA/],
    ["an offset as zone", { timeZone: "+02:00" }, "/timeZone", /IANA/],
    [
      "25:00",
      { weeklyHours: [{ days: [1], start: "09:00", end: "25:00" }] },
      "/weeklyHours/0/end",
      /25:00.*HH:MM/,
    ],
    [
      "9:5",
      { weeklyHours: [{ days: [1], start: "9:5", end: "10:00" }] },
      "/weeklyHours/0/start",
      /9:5.*HH:MM/,
    ],
    [
      "24:00 as start",
      { weeklyHours: [{ days: [1], start: "24:00", end: "10:00" }] },
      "/weeklyHours/0/start",
      /23:59/,
    ],
    [
      "weekday 0",
      { weeklyHours: [{ days: [0], start: "09:00", end: "10:00" }] },
      "/weeklyHours/0/days",
      /1 for Monday/,
    ],
    [
      "weekday 8",
      { weeklyHours: [{ days: [1, 8], start: "09:00", end: "10:00" }] },
      "/weeklyHours/0/days",
      /holds 8/,
    ],
    [
      "weekday 1.5",
      { weeklyHours: [{ days: [1.5], start: "09:00", end: "10:00" }] },
      "/weeklyHours/0/days",
      /1.5/,
    ],
    [
      "a date that does not exist",
      { exceptions: [{ date: "2026-02-30", hours: [] }] },
      "/exceptions/0/date",
      /exists/,
    ],
    [
      "a date in another form",
      { exceptions: [{ date: "30.6.2026", hours: [] }] },
      "/exceptions/0/date",
      /YYYY-MM-DD/,
    ],
    [
      "hours of an exception",
      { exceptions: [{ date: "2026-06-01", hours: [{ start: "10:00", end: "10:60" }] }] },
      "/exceptions/0/hours/0/end",
      /10:60/,
    ],
    ["a duration of 0", { durationMinutes: 0 }, "/durationMinutes", /from 1 to/],
    ["a negative duration", { durationMinutes: -30 }, "/durationMinutes", /-30/],
    ["an absurd duration", { durationMinutes: 1e9 }, "/durationMinutes", /to 44640/],
    ["half a minute", { durationMinutes: 30.5 }, "/durationMinutes", /whole/],
    ["a duration that is no number", { durationMinutes: Number.NaN }, "/durationMinutes", /NaN/],
    ["a step of 0", { stepMinutes: 0 }, "/stepMinutes", /from 1 to/],
    ["a negative step", { stepMinutes: -15 }, "/stepMinutes", /-15/],
    ["a negative buffer before", { bufferBeforeMinutes: -1 }, "/bufferBeforeMinutes", /from 0/],
    [
      "an endless buffer after",
      { bufferAfterMinutes: Number.POSITIVE_INFINITY },
      "/bufferAfterMinutes",
      /Infinity/,
    ],
    ["a negative notice", { minNoticeMinutes: -1 }, "/minNoticeMinutes", /from 0/],
    ["a negative horizon", { horizonDays: -1 }, "/horizonDays", /from 0/],
    ["no capacity", { capacity: 0 }, "/capacity", /from 1/],
    ["no attendees", { attendees: 0 }, "/attendees", /from 1/],
    ["an end before the start", { end: at("01T00:00") - 1 }, "/end", /before start/],
    ["an endless range", { end: at("01T00:00") + 1101 * 1440 * minuteMs }, "/end", /1100 days/],
    ["a start that is no number", { start: Number.NaN }, "/start", /epoch milliseconds/],
    ["a now beyond the calendar", { now: Number.NEGATIVE_INFINITY }, "/now", /epoch milliseconds/],
    ["busy time backwards", { busy: [{ start: 2, end: 1 }] }, "/busy/0", /end at or after start/],
    ["endless busy time", { busy: [{ start: 0, end: Number.POSITIVE_INFINITY }] }, "/busy/0", /finite/],
    ["a claim that is no number", { claims: [{ start: Number.NaN, end: 1 }] }, "/claims/0", /finite/],
    ["a claim of no lanes", { claims: [{ start: 0, end: 1, lanes: 0 }] }, "/claims/0/lanes", /from 1/],
  ];

  test.each(faults)("[AV26] %s is refused with the field and the fix", (_what, changes, pointer, said) => {
    for (const ask of [findSlots, freeIntervals]) {
      expect(refusal(() => ask({ ...plain, ...changes }))).toEqual({
        code: "invalid",
        errors: [{ pointer, detail: expect.stringMatching(said) }],
      });
    }
  });

  test("[AV26] every fault is named at once", () => {
    const changes = { timeZone: "Nowhere", durationMinutes: 0, busy: [{ start: 1, end: 0 }] };
    const { errors } = refusal(() => findSlots({ ...plain, ...changes }));
    expect(errors).toMatchObject([
      { pointer: "/timeZone" },
      { pointer: "/durationMinutes" },
      { pointer: "/busy/0" },
    ]);
  });

  test("[AV26] open intervals are checked in the same way", () => {
    const { errors } = refusal(() => openIntervals({ ...plain, timeZone: "Nowhere", start: 2, end: 1 }));
    expect(errors).toMatchObject([{ pointer: "/timeZone" }, { pointer: "/end" }]);
  });
});

function refusal(ask: () => unknown): { code: string; errors: unknown } {
  try {
    ask();
  } catch (error) {
    if (isDomainError(error)) return { code: error.code, errors: error.details.errors };
    throw error;
  }
  throw new Error("nothing was refused");
}
