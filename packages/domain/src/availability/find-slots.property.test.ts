import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  explainUnavailable,
  findSlots,
  freeIntervals,
  openIntervals,
  type SlotQuery,
  slotAt,
} from "./index.ts";
import { intersect, subtract, unionOf } from "./intervals.ts";
import { type Case, cases } from "./oracle/arbitraries.ts";
import { expectedSlots, freeMinutes, openMinutes, stretchesOf } from "./oracle/minutes.ts";
import { propertyRuns, propertyTimeout } from "./oracle/property-runs.ts";

const minuteMs = 60_000;

function holds(title: string, check: (given: Case, salt: number) => void): void {
  test(title, { timeout: propertyTimeout }, () => {
    fc.assert(
      fc.property(cases, fc.nat(), (given, salt) => check(given, salt)),
      propertyRuns,
    );
  });
}

describe("against every real minute, one by one", () => {
  holds(
    "[AV1] [AV10] [AV20] [AV29] [AV30] [AV32] slots are what the rules give for each minute",
    ({ world, query }) => {
      expect(findSlots(query)).toEqual(expectedSlots(world, query));
    },
  );

  holds("[AV1] [AV7] open intervals cover the open minutes and no others", ({ world, query }) => {
    const aligned = { ...query, ...wholeMinutes(query) };
    expect(openIntervals(aligned)).toEqual(stretchesOf(world, openMinutes(world, aligned, aligned)));
  });

  holds("[AV28] free bands cover the minutes with room and no others", ({ world, query }) => {
    const aligned = { ...query, ...wholeMinutes(query) };
    expect(freeIntervals(aligned)).toEqual(stretchesOf(world, freeMinutes(world, aligned)));
  });
});

describe("whatever the input", () => {
  holds("[AV22] more busy time never adds a slot or a place", ({ query }, salt) => {
    const start = query.start + (salt % Math.max(1, query.end - query.start));
    const busier = findSlots({
      ...query,
      busy: [...query.busy, { start, end: start + (salt % 200) * minuteMs }],
    });
    const before = new Map(findSlots(query).map((slot) => [slot.start, slot]));
    for (const slot of busier) expect(slot).toEqual(before.get(slot.start));
  });

  holds("[AV22] one more claim never adds a slot or a place", ({ query }, salt) => {
    const start = query.start + (salt % Math.max(1, query.end - query.start));
    const claim = { start, end: start + (salt % 200) * minuteMs };
    const before = new Map(findSlots(query).map((slot) => [slot.start, slot.remaining]));
    for (const slot of findSlots({ ...query, claims: [...(query.claims ?? []), claim] })) {
      expect(slot.remaining).toBeLessThanOrEqual(before.get(slot.start) ?? -1);
    }
  });

  holds("[AV23] the order of the input does not matter", ({ query }, salt) => {
    const shuffled: SlotQuery = {
      ...query,
      weeklyHours: shuffle(query.weeklyHours, salt).map((rule) => ({
        ...rule,
        days: shuffle(rule.days, salt),
      })),
      exceptions: shuffle(query.exceptions, salt).map((one) => ({ ...one, hours: shuffle(one.hours, salt) })),
      busy: shuffle(query.busy, salt),
      claims: shuffle(query.claims ?? [], salt),
    };
    expect(findSlots(shuffled)).toEqual(findSlots(query));
  });

  holds("[AV24] a range has the slots of its parts, but for those across the cut", ({ query }, salt) => {
    const cut = query.start + (salt % Math.max(1, query.end - query.start));
    const parts = [...findSlots({ ...query, end: cut }), ...findSlots({ ...query, start: cut })];
    expect(parts).toEqual(findSlots(query).filter(({ start, end }) => end <= cut || start >= cut));
  });

  holds("[AV36] slots and the reasons for the rest cover a range, and touch nowhere twice", ({ query }) => {
    const duration = query.durationMinutes * minuteMs;
    const around = findSlots({ ...query, start: query.start - duration, end: query.end + duration });
    const reasons = explainUnavailable({
      ...query,
      busy: query.busy.map((one, i) => ({ ...one, reason: i % 2 === 0 ? "blocked" : "external_busy" })),
      claims: (query.claims ?? []).map((one, i) => ({ ...one, booked: one, isHold: i % 3 === 0 })),
    });
    const offered = unionOf([around], query.start, query.end);
    expect(reasons.every(({ start, end }) => start < end)).toBe(true);
    expect(reasons.every(({ start }, i) => start >= (reasons[i - 1]?.end ?? query.start))).toBe(true);
    expect(intersect(offered, unionOf([reasons], query.start, query.end))).toEqual([]);
    const bare = subtract([query.start, query.end], unionOf([around, reasons], query.start, query.end));
    expect(query.start < query.end ? bare : []).toEqual([]);
  });

  holds("[AV25] one start is judged as the listing shows it", ({ query }, salt) => {
    const { start: from, end: until, ...rules } = query;
    const slots = findSlots(query);
    for (const slot of slots.slice(salt % 7).slice(0, 3)) {
      expect(slotAt(rules, slot.start)).toEqual(slot);
      const offGrid = slot.start + 1 + (salt % (query.stepMinutes * minuteMs - 1));
      const listed = slots.find(({ start }) => start === offGrid);
      if (offGrid >= from && offGrid + query.durationMinutes * minuteMs <= until) {
        expect(slotAt(rules, offGrid)).toEqual(listed ?? null);
      }
    }
  });
});

function wholeMinutes({
  start,
  end,
  now,
  busy,
}: SlotQuery): Pick<SlotQuery, "start" | "end" | "now" | "busy"> {
  const floor = (instant: number): number => Math.floor(instant / minuteMs) * minuteMs;
  const aligned = busy.map((one) => ({ start: floor(one.start), end: floor(one.end) }));
  return { start: floor(start), end: floor(end), now: floor(now), busy: aligned };
}

/** The same order for the same salt: a failing case can be repeated. */
function shuffle<Item>(items: readonly Item[], salt: number): Item[] {
  const keyed = items.map((item, index) => ({ item, key: ((index + 1) * (salt + 7919)) % 10_007 }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}
