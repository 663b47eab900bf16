import fc from "fast-check";
import { expect, test } from "vitest";
import type { Interval } from "../availability/index.ts";
import { type Case, cases } from "../availability/oracle/arbitraries.ts";
import { openMinutes } from "../availability/oracle/minutes.ts";
import { propertyRuns, propertyTimeout } from "../availability/oracle/property-runs.ts";
import type { World } from "../availability/oracle/world.ts";
import { type BookedInterval, hoursPerWeek, utilisationOf } from "./index.ts";

const minuteMs = 60_000;

/** Any zone around one of its clock changes, hours, blocks and bookings, on whole minutes. */
const times = fc.tuple(cases, fc.array(fc.nat(), { maxLength: 6 })).map(([{ world, query }, salts]) => {
  const range = { start: floor(query.start), end: Math.max(floor(query.start), floor(query.end)) };
  const booked = salts.map((salt): BookedInterval => {
    const start = range.start + ((salt % 4000) - 600) * minuteMs;
    return { start, end: start + ((salt >> 3) % 300) * minuteMs, units: 1 + (salt % 3) };
  });
  const blocks = query.busy.map(({ start, end }) => ({ start: floor(start), end: floor(end) }));
  return { world, query, range, blocks, booked };
});

test("[RP3] [RP4] [RP5] every real minute counts once, in the hour that the clock shows", {
  timeout: propertyTimeout,
}, () => {
  fc.assert(
    fc.property(times, ({ world, query, range, blocks, booked }) => {
      const capacity = query.capacity ?? 1;
      const { timeZone, weeklyHours, exceptions, seasons = [] } = query;
      const opening = { timeZone, weeklyHours, exceptions, seasons };
      const found = utilisationOf({ opening, blocks, capacity, booked }, range);
      const bookable = bookableMinutes(world, query, range, blocks);
      const expected = { bookable: zeros(), booked: zeros() };
      for (let i = 0; i < bookable.length; i += 1) {
        if (!bookable[i]) continue;
        const minute = world.start + i * minuteMs;
        const hour = hourOfWeek(world.wall[i] ?? 0);
        expected.bookable[hour] = (expected.bookable[hour] ?? 0) + capacity;
        expected.booked[hour] = (expected.booked[hour] ?? 0) + unitsIn(booked, minute);
      }
      expect(found.bookable).toEqual(expected.bookable);
      expect(found.booked).toEqual(expected.booked);
      expect(found.bookableMinutes).toBe(sum(expected.bookable));
      expect(found.bookedMinutes).toBe(sum(expected.booked));
      expect(found.bookedMinutes + found.outsideMinutes).toBe(unitMinutes(booked, range));
    }),
    propertyRuns,
  );
});

function bookableMinutes(world: World, query: Case["query"], range: Interval, blocks: readonly Interval[]) {
  return openMinutes(world, query, range).map((flag, i) => {
    const minute = world.start + i * minuteMs;
    return flag && !blocks.some(({ start, end }) => start <= minute && minute < end) ? 1 : 0;
  });
}

/** By what Temporal says the clock shows; 1970-01-01 was a Thursday. */
function hourOfWeek(wall: number): number {
  const day = Math.floor(wall / 1440);
  return ((((day + 3) % 7) + 7) % 7) * 24 + Math.floor((wall - day * 1440) / 60);
}

function unitsIn(booked: readonly BookedInterval[], minute: number): number {
  return sum(booked.filter(({ start, end }) => start <= minute && minute < end).map(({ units }) => units));
}

function unitMinutes(booked: readonly BookedInterval[], range: Interval): number {
  return sum(
    booked.map(({ start, end, units }) => {
      const length = Math.min(end, range.end) - Math.max(start, range.start);
      return (Math.max(0, length) / minuteMs) * units;
    }),
  );
}

function zeros(): number[] {
  return new Array<number>(hoursPerWeek).fill(0);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function floor(instant: number): number {
  return Math.floor(instant / minuteMs) * minuteMs;
}
