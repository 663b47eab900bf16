import { describe, expect, test } from "vitest";
import { isDomainError } from "../errors/index.ts";
import {
  findSlots,
  leastLoadedFirst,
  type Member,
  membersAt,
  openIntervals,
  type SlotQuery,
} from "./index.ts";

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const at = (text: string): number => Date.parse(`2026-06-01T${text}:00Z`);

/** A Monday in UTC from nine to noon, an hour each. */
const plain: SlotQuery = {
  timeZone: "UTC",
  weeklyHours: [{ days: everyDay, start: "09:00", end: "12:00" }],
  exceptions: [],
  busy: [],
  durationMinutes: 60,
  stepMinutes: 60,
  now: 0,
  start: at("00:00"),
  end: at("23:59"),
};

const member = (id: string, changes: Partial<Member> = {}): Member => ({
  id,
  hours: null,
  busy: [],
  ...changes,
});
const busy = (start: string, end: string): { start: number; end: number }[] => [
  { start: at(start), end: at(end) },
];
const open = (start: string, end: string) => ({
  timeZone: "UTC",
  weeklyHours: [{ days: everyDay, start, end }],
  exceptions: [],
});

function starts(changes: Partial<SlotQuery>): string[] {
  return findSlots({ ...plain, ...changes }).map((slot) => new Date(slot.start).toISOString().slice(11, 16));
}

function chosen(changes: Partial<SlotQuery>, start: number): string[] | null {
  return membersAt({ ...plain, ...changes }, start)?.map(({ id }) => id) ?? null;
}

describe("seasons", () => {
  const summer = { days: everyDay, start: "07:00", end: "08:00" };
  const day = (text: string): number => Date.parse(`2026-06-${text}T00:00:00Z`);
  const openOn = (seasons: NonNullable<SlotQuery["seasons"]>, date: string): string[] =>
    openIntervals({ ...plain, seasons, start: day(date), end: day(date) + 86_400_000 }).map(({ start }) =>
      new Date(start).toISOString().slice(11, 16),
    );

  test("[AV29] a season stands in for the usual hours from its first to its last date", () => {
    const seasons = [{ from: "2026-06-02", until: "2026-06-03", weeklyHours: [summer] }];
    expect(["01", "02", "03", "04"].map((date) => openOn(seasons, date))).toEqual([
      ["09:00"],
      ["07:00"],
      ["07:00"],
      ["09:00"],
    ]);
  });

  test("[AV29] without a last date it stays; of several in force the one that begins last counts", () => {
    const seasons = [
      { from: "2026-06-03", weeklyHours: [] },
      { from: "2026-06-02", until: null, weeklyHours: [summer] },
    ];
    expect(openOn(seasons, "02")).toEqual(["07:00"]);
    expect(openOn(seasons, "03")).toEqual([]);
    expect(openOn(seasons, "30")).toEqual([]);
  });

  test("[AV29] an exception replaces the hours of a season as well", () => {
    const exceptions = [{ date: "2026-06-02", hours: [{ start: "20:00", end: "21:00" }] }];
    const seasons = [{ from: "2026-06-02", weeklyHours: [summer] }];
    expect(starts({ seasons, exceptions, start: day("02"), end: day("03") })).toEqual(["20:00"]);
  });

  test("[AV26] a season with faulty dates, or one that begins with another, is refused by name", () => {
    const season = { from: "2026-06-02", weeklyHours: [] };
    const faulty = [season, { ...season, until: "2026-06-01" }, { ...season, from: "2026-02-30" }];
    expect(faultsOf({ seasons: faulty })).toEqual(["/seasons/1/until", "/seasons/2/from", "/seasons/1/from"]);
  });
});

describe("requirements", () => {
  test("[AV30] every requirement needs as many free members as it counts", () => {
    const anna = member("anna", { busy: busy("09:00", "10:00") });
    const ben = member("ben", { busy: busy("11:00", "12:00") });
    expect(starts({ requirements: [{ count: 1, members: [anna, ben] }] })).toEqual([
      "09:00",
      "10:00",
      "11:00",
    ]);
    expect(starts({ requirements: [{ count: 2, members: [anna, ben] }] })).toEqual(["10:00"]);
    const room = member("room", { busy: busy("10:00", "11:00") });
    const both = [
      { count: 1, members: [anna, ben] },
      { count: 1, members: [room] },
    ];
    expect(starts({ requirements: both })).toEqual(["09:00", "11:00"]);
  });

  test("[AV30] a member serves one requirement at a time", () => {
    const anna = member("anna");
    const ben = member("ben", { busy: busy("10:00", "12:00") });
    const requirements = [
      { count: 1, members: [anna, ben] },
      { count: 1, members: [anna] },
    ];
    expect(starts({ requirements })).toEqual(["09:00"]);
    expect(chosen({ requirements }, at("09:00"))).toEqual(["ben", "anna"]);
    expect(chosen({ requirements }, at("10:00"))).toBeNull();
  });

  test("[AV31] a member is free in its own hours alone; without hours it follows the service", () => {
    const late = member("late", { hours: open("10:00", "12:00") });
    expect(starts({ requirements: [{ count: 1, members: [late] }] })).toEqual(["10:00", "11:00"]);
    expect(starts({ requirements: [{ count: 1, members: [member("any")] }] })).toHaveLength(3);
    const never = member("never", { hours: { ...open("10:00", "12:00"), weeklyHours: [] } });
    expect(starts({ requirements: [{ count: 1, members: [never] }] })).toEqual([]);
  });

  test("[AV31] it needs the units asked for, all of them when none are named", () => {
    const claims = [{ start: at("09:00"), end: at("10:00"), lanes: 2 }];
    const bikes = member("bikes", { capacity: 3, claims });
    expect(starts({ requirements: [{ count: 1, members: [bikes] }] })).toEqual(["09:00", "10:00", "11:00"]);
    expect(starts({ requirements: [{ count: 1, units: 2, members: [bikes] }] })).toEqual(["10:00", "11:00"]);
    expect(starts({ requirements: [{ count: 1, units: null, members: [bikes] }] })).toEqual([
      "10:00",
      "11:00",
    ]);
    expect(starts({ requirements: [{ count: 1, units: 4, members: [bikes] }] })).toEqual([]);
  });

  test("[AV31] the longer buffer counts, its own or the service's", () => {
    const room = member("room", { busy: busy("10:10", "10:20"), bufferAfterMinutes: 15 });
    expect(starts({ requirements: [{ count: 1, members: [room] }] })).toEqual(["11:00"]);
    const exact = member("room", { busy: busy("10:15", "10:20"), bufferAfterMinutes: 15 });
    expect(starts({ requirements: [{ count: 1, members: [exact] }] })).toEqual(["09:00", "11:00"]);
    expect(starts({ requirements: [{ count: 1, members: [exact] }], bufferBeforeMinutes: 41 })).toEqual([
      "09:00",
    ]);
  });

  test("[AV32] a member may need others, which it then occupies too", () => {
    const projector = member("projector", { busy: busy("09:00", "10:00") });
    const hall = member("hall", { requirements: [{ count: 1, members: [projector] }] });
    expect(starts({ requirements: [{ count: 1, members: [hall] }] })).toEqual(["10:00", "11:00"]);
    const room = member("room");
    const requirements = [{ count: 1, members: [hall, room] }];
    expect(chosen({ requirements }, at("09:00"))).toEqual(["room"]);
    expect(chosen({ requirements }, at("10:00"))).toEqual(["hall", "projector"]);
    const also = [...requirements, { count: 1, members: [projector] }];
    expect(chosen({ requirements: also }, at("10:00"))).toEqual(["room", "projector"]);
  });

  test("[AV32] many members of many groups are chosen from without end", () => {
    const many = Array.from({ length: 40 }, (_, i) => member(`m${i}`));
    const requirements = [
      { count: 20, members: many },
      { count: 20, members: many },
    ];
    expect(chosen({ requirements }, at("09:00"))).toHaveLength(40);
    const fewer = [
      { count: 20, members: many.slice(1) },
      { count: 20, members: many.slice(1) },
    ];
    expect(starts({ requirements: fewer })).toEqual([]);
  });

  test("[AV33] who books at the time of an allocation shares it; at any other time members must be free", () => {
    const claims = [{ start: at("10:00"), end: at("11:00") }];
    const requirements = [{ count: 1, members: [member("anna", { claims })] }];
    const allocations = [{ start: at("10:00"), end: at("11:00"), memberIds: ["anna"] }];
    const half = { stepMinutes: 30, capacity: 8 };
    expect(starts({ ...half, requirements })).toEqual(["09:00", "11:00"]);
    expect(starts({ ...half, requirements, allocations })).toEqual(["09:00", "10:00", "11:00"]);
    const ill = [{ count: 1, members: [member("anna", { claims, busy: busy("10:30", "10:45") })] }];
    expect(starts({ ...half, requirements: ill, allocations })).toEqual(["09:00", "11:00"]);
  });

  test("[AV34] a hall that requires its halves is free when both are, and they when it is not booked", () => {
    const taken = [{ start: at("09:00"), end: at("10:00") }];
    const hall = (left: Member, right: Member) => [
      { count: 1, members: [left] },
      { count: 1, members: [right] },
    ];
    expect(starts({ requirements: hall(member("left", { claims: taken }), member("right")) })).toEqual([
      "10:00",
      "11:00",
    ]);
    // A booking of the hall claims its halves: nothing else keeps them from being booked.
    expect(chosen({ requirements: hall(member("left"), member("right")) }, at("09:00"))).toEqual([
      "left",
      "right",
    ]);
    expect(starts({ claims: taken })).toEqual(["10:00", "11:00"]);
  });

  test("[AV35] the least loaded come first, of equals the one given first, at every level", () => {
    const inner = [{ count: 1, members: [member("c"), member("d")] }];
    const given = [{ count: 1, members: [member("a"), member("b", { requirements: inner }), member("e")] }];
    const loads = new Map([
      ["a", 3],
      ["c", 2],
      ["d", 1],
    ]);
    const requirements = leastLoadedFirst(given, loads);
    expect(requirements[0]?.members.map(({ id }) => id)).toEqual(["b", "e", "a"]);
    expect(chosen({ requirements }, at("09:00"))).toEqual(["b", "d"]);
    expect(
      membersAt(
        { ...plain, requirements: [{ count: 1, units: null, members: [member("x", { capacity: 4 })] }] },
        at("09:00"),
      ),
    ).toEqual([{ id: "x", units: 4 }]);
  });

  test("[AV26] faulty requirements are refused by name", () => {
    const broken = member("x", {
      hours: { ...open("9:5", "12:00"), timeZone: "Mars/Olympus" },
      busy: [{ start: 2, end: 1 }],
      claims: [{ start: 1, end: 2, lanes: 0 }],
      capacity: 0,
    });
    expect(faultsOf({ requirements: [{ count: 2, units: 0, members: [broken] }] }).sort()).toEqual([
      "/requirements/0/count",
      "/requirements/0/members/0/busy/0",
      "/requirements/0/members/0/capacity",
      "/requirements/0/members/0/claims/0/lanes",
      "/requirements/0/members/0/hours/timeZone",
      "/requirements/0/members/0/hours/weeklyHours/0/start",
      "/requirements/0/units",
    ]);
    expect(faultsOf({ requirements: [{ count: 1, members: [] }] })).toEqual(["/requirements/0/members"]);
  });

  test("[AV26] requirements that go ever deeper are refused", () => {
    const nested = Array.from({ length: 6 }).reduce<Member>(
      (inner, _, i) => member(`m${i}`, { requirements: [{ count: 1, members: [inner] }] }),
      member("innermost"),
    );
    expect(faultsOf({ requirements: [{ count: 1, members: [nested] }] })).toHaveLength(1);
  });
});

function faultsOf(changes: Partial<SlotQuery>): string[] {
  try {
    findSlots({ ...plain, ...changes });
  } catch (error) {
    if (isDomainError(error))
      return (error.details.errors as { pointer: string }[]).map(({ pointer }) => pointer);
    throw error;
  }
  return [];
}
