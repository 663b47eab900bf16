import fc from "fast-check";
import { localDateOfDay } from "../../time/index.ts";
import type {
  ClaimedInterval,
  Hours,
  HoursException,
  Interval,
  Member,
  Requirement,
  Season,
  SlotQuery,
  WeeklyHours,
} from "../query.ts";
import { propertyRuns } from "./property-runs.ts";
import { type World, worldDays, worldOf } from "./world.ts";

const minuteMs = 60_000;
/** Real minutes of a world before the first possible slot: what the grid looks back on. */
const lookBack = 11 * 1440;
const lookedAt = (worldDays - 13) * 1440;

export type Case = { world: World; query: SlotQuery };

/** Any zone, hours, exceptions, occupation and rules, within reach of one world. */
export const cases: fc.Arbitrary<Case> = fc
  .nat(Math.max(40, Math.ceil(propertyRuns.numRuns / 12)))
  .chain((index) => queriesIn(worldOf(index)));

const texts = fc.oneof(
  { weight: 3, arbitrary: fc.nat(95).map((quarter) => quarter * 15) },
  { weight: 1, arbitrary: fc.nat(1439) },
  { weight: 1, arbitrary: fc.constantFrom(0, 60, 120, 150, 180, 1380, 1410) },
);

const hours: fc.Arbitrary<Hours> = fc
  .record({
    start: texts,
    end: fc.oneof({ weight: 4, arbitrary: texts }, { weight: 1, arbitrary: fc.constant(1440) }),
  })
  .map(({ start, end }) => ({ start: textOf(start), end: textOf(end) }));

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const roundTheClock: WeeklyHours[] = [{ days: everyDay, start: "00:00", end: "24:00" }];

const weeklyHours: fc.Arbitrary<WeeklyHours[]> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(roundTheClock) },
  { weight: 1, arbitrary: hours.map((range) => [{ ...range, end: range.start, days: everyDay }]) },
  {
    weight: 8,
    arbitrary: fc.array(
      fc.record({ days: fc.subarray(everyDay), range: hours }).map(({ days, range }) => ({ days, ...range })),
      { maxLength: 4 },
    ),
  },
);

function queriesIn(world: World): fc.Arbitrary<Case> {
  const near = fc.integer({ min: lookBack - 600, max: lookBack + lookedAt + 600 });
  const instants = fc
    .tuple(
      near,
      fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: -59_999, max: 59_999 })),
    )
    .map(([minute, ms]) => world.start + minute * minuteMs + ms);
  const wholeMinutes = near.map((minute) => world.start + minute * minuteMs);
  return fc
    .record(
      {
        weeklyHours,
        exceptions: exceptionsIn(world),
        busy: fc.array(intervals(instants), { maxLength: 6 }),
        claims: fc.array(claims(wholeMinutes), { maxLength: 8 }),
        capacity: fc.integer({ min: 1, max: 6 }),
        attendees: fc.integer({ min: 1, max: 3 }),
        durationMinutes: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.constantFrom(15, 30, 60, 90, 1440)),
        stepMinutes: fc.oneof(fc.integer({ min: 5, max: 120 }), fc.constantFrom(15, 30, 45, 60, 1440)),
        bufferBeforeMinutes: fc.constantFrom(0, 5, 10, 60),
        bufferAfterMinutes: fc.constantFrom(0, 5, 15, 90),
        minNoticeMinutes: fc.constantFrom(0, 30, 1440),
        horizonDays: fc.constantFrom(1, 2, 30),
        seasons: seasonsIn(world),
        requirements: requirementsIn(world, instants, wholeMinutes),
        allocations: fc.array(allocations(wholeMinutes), { maxLength: 2 }),
        now: instants.map((instant) => instant - 600 * minuteMs),
        range: fc.tuple(instants, instants),
      },
      {
        requiredKeys: ["weeklyHours", "exceptions", "busy", "durationMinutes", "stepMinutes", "now", "range"],
      },
    )
    .map(({ range, allocations, ...rules }) => {
      const standing = allocations?.map((one) => ({
        ...one,
        end: one.start + rules.durationMinutes * minuteMs,
      }));
      const query = {
        timeZone: world.timeZone,
        ...rules,
        ...(standing ? { allocations: standing } : {}),
        start: Math.min(...range),
        end: Math.max(...range),
      };
      return { world, query };
    });
}

function exceptionsIn(world: World): fc.Arbitrary<HoursException[]> {
  const firstDay = Math.floor((world.wall[0] ?? 0) / 1440);
  const one = fc.record({
    date: fc.nat(worldDays).map((day) => localDateOfDay(firstDay + day)),
    hours: fc.array(hours, { maxLength: 3 }),
  });
  return fc.array(one, { maxLength: 5 });
}

function seasonsIn(world: World): fc.Arbitrary<Season[]> {
  const firstDay = Math.floor((world.wall[0] ?? 0) / 1440);
  const one = fc
    .record({ from: fc.nat(worldDays), days: fc.option(fc.nat(6)), weeklyHours })
    .map(({ from, days, weeklyHours }) => ({
      from: localDateOfDay(firstDay + from),
      until: days === null ? null : localDateOfDay(firstDay + from + days),
      weeklyHours,
    }));
  return fc.uniqueArray(one, { maxLength: 3, selector: ({ from }) => from });
}

const memberIds = ["a", "b", "c", "d"];

/** Requirements drawn from the same few members, so that they compete for them; some members need others. */
function requirementsIn(
  world: World,
  instants: fc.Arbitrary<number>,
  wholeMinutes: fc.Arbitrary<number>,
): fc.Arbitrary<Requirement[]> {
  const hoursOf = fc.record({
    timeZone: fc.constant(world.timeZone),
    weeklyHours: fc.oneof({ weight: 2, arbitrary: fc.constant(roundTheClock) }, weeklyHours),
    exceptions: fc.constant([]),
  });
  const one = fc.record(
    {
      hours: fc.option(hoursOf),
      busy: fc.array(intervals(instants), { maxLength: 3 }),
      claims: fc.array(claims(wholeMinutes), { maxLength: 3 }),
      capacity: fc.integer({ min: 1, max: 3 }),
      bufferBeforeMinutes: fc.constantFrom(0, 20),
      bufferAfterMinutes: fc.constantFrom(0, 30),
      needs: fc.boolean(),
    },
    { requiredKeys: ["hours", "busy", "needs"] },
  );
  const group = fc.record({
    chosen: fc.subarray([0, 1, 2], { minLength: 1 }),
    count: fc.integer({ min: 1, max: 2 }),
    units: fc.constantFrom(1, 1, 2, null),
  });
  return fc
    .tuple(fc.array(one, { minLength: 4, maxLength: 4 }), fc.array(group, { maxLength: 2 }))
    .map(([given, groups]) => {
      const plain = given.map(({ needs: _needs, ...member }, i) => ({ ...member, id: memberIds[i] ?? "" }));
      // The fourth serves the others alone.
      const last = plain.slice(3).map((member): Requirement => ({ count: 1, members: [member] }));
      const members: Member[] = plain.map((member, i) =>
        given[i]?.needs && i < 3 ? { ...member, requirements: last } : member,
      );
      return groups.map(({ chosen, count, units }) => ({
        count: Math.min(count, chosen.length),
        units,
        members: chosen.flatMap((i) => members[i] ?? []),
      }));
    });
}

function allocations(instants: fc.Arbitrary<number>): fc.Arbitrary<{ start: number; memberIds: string[] }> {
  return fc.record({ start: instants, memberIds: fc.subarray(memberIds) });
}

function intervals(instants: fc.Arbitrary<number>): fc.Arbitrary<Interval> {
  return fc
    .tuple(instants, fc.oneof(fc.integer({ min: 0, max: 400 }), fc.constant(0)))
    .map(([start, minutes]) => ({ start, end: start + minutes * minuteMs }));
}

function claims(instants: fc.Arbitrary<number>): fc.Arbitrary<ClaimedInterval> {
  return fc
    .tuple(intervals(instants), fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }))
    .map(([interval, lanes]) => (lanes === undefined ? interval : { ...interval, lanes }));
}

function textOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}
