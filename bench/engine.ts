import assert from "node:assert/strict";
import { findSlots, openIntervals, type SlotQuery } from "@availability/domain/availability";
import { isTimeZone } from "@availability/domain/time";
import { type BareInput, bareSlots, type FloorInput, floorSlots, mergeBusy } from "./floor.ts";
import { type Measurement, measure } from "./measure.ts";

const minuteMs = 60_000;
const dayMs = 86_400_000;
// Thirty days with the change of clocks in New York in the middle of them.
const start = Date.parse("2026-02-20T05:00:00Z");

/** The engine, on the loads that docs/performance.md names. */
export function benchEngine(): Measurement[] {
  const month = queryOf({ days: 30, busy: 200, timeZone: "America/New_York" });
  const monthFloor = floorOf(month);
  const monthBare = bareOf(monthFloor);
  const sortedMonth = { ...month, busy: [...month.busy].sort((a, b) => a.start - b.start) };
  const year = queryOf({ days: 365, busy: 2400, timeZone: "America/New_York" });
  const yearFloor = floorOf(year);
  const hundred = Array.from({ length: 100 }, (_, seed) =>
    queryOf({ days: 30, busy: 200, timeZone: zones[seed % zones.length] ?? "UTC", seed }),
  );
  const hundredFloor = hundred.map(floorOf);
  const shared = { ...month, busy: [], claims: claimsOf(month), capacity: 8, attendees: 2 };
  const roundTheClock = { ...month, weeklyHours: [{ days: everyDay, start: "00:00", end: "24:00" }] };
  return [
    measure({
      name: "1 product, 30 days, 15 min step, 200 busy",
      run: () => findSlots(month),
      limit: 0.6,
      floor: () => floorSlots(monthFloor),
      ratioLimit: 2,
    }),
    measure({
      name: "100 products in 10 zones, 30 days, 200 busy each",
      run: () => hundred.map(findSlots),
      limit: 50,
      floor: () => hundredFloor.map(floorSlots),
      ratioLimit: 2,
    }),
    measure({
      name: "1 product, 365 days, 15 min step, 2400 busy",
      run: () => findSlots(year),
      limit: 8,
      floor: () => floorSlots(yearFloor),
      ratioLimit: 2,
    }),
    measure({
      name: "1 product, 30 days, busy sorted, against the bare sweep",
      run: () => findSlots(sortedMonth),
      floor: () => bareSlots(monthBare),
    }),
    measure({ name: "1 class of capacity 8, 30 days, 200 claims", run: () => findSlots(shared), limit: 0.6 }),
    measure({ name: "1 product, 30 days round the clock, 200 busy", run: () => findSlots(roundTheClock) }),
    measure({ name: "1 product, 30 days, zone never asked before", run: () => findSlots(coldQuery(month)) }),
  ];
}

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const zones = [
  "America/New_York",
  "Europe/Berlin",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Africa/Cairo",
  "America/Sao_Paulo",
  "Pacific/Auckland",
  "Asia/Tokyo",
  "Europe/London",
  "UTC",
];

type Load = { days: number; busy: number; timeZone: string; seed?: number };

function queryOf({ days, busy, timeZone, seed = 1 }: Load): SlotQuery {
  const random = randomOf(seed);
  return {
    timeZone,
    weeklyHours: [
      { days: [1, 2, 3, 4, 5], start: "08:00", end: "12:30" },
      { days: [1, 2, 3, 4, 5], start: "13:00", end: "20:00" },
      { days: [6, 7], start: "10:00", end: "16:00" },
    ],
    exceptions: [{ date: "2026-03-04", hours: [] }],
    busy: Array.from({ length: busy }, () => {
      const from = start + Math.floor((random() * days * dayMs) / minuteMs) * minuteMs;
      return { start: from, end: from + (10 + Math.floor(random() * 80)) * minuteMs };
    }),
    durationMinutes: 30,
    stepMinutes: 15,
    now: start - dayMs,
    start,
    end: start + days * dayMs,
  };
}

function claimsOf({ busy }: SlotQuery): SlotQuery["claims"] {
  return busy.map((one, i) => ({ ...one, lanes: 1 + (i % 3) }));
}

/** The same question in numbers, and proof that floor and engine give the same answer to it. */
function floorOf(query: SlotQuery): FloorInput {
  const open = openIntervals(query).flatMap((one) => [one.start, one.end]);
  const floor = {
    open: Float64Array.from(open),
    starts: Float64Array.from(query.busy.map((one) => one.start)),
    ends: Float64Array.from(query.busy.map((one) => one.end)),
    duration: query.durationMinutes * minuteMs,
    step: query.stepMinutes * minuteMs,
  };
  assert.deepEqual(findSlots(query), floorSlots(floor));
  return floor;
}

function bareOf(floor: FloorInput): BareInput {
  return { ...floor, busy: mergeBusy(floor.starts.slice().sort(), floor.ends.slice().sort()) };
}

let spelling = 0;

/** Zone names may be spelled in any case, and each spelling has a cache of its own: an endless supply of cold zones. */
function coldQuery(query: SlotQuery): SlotQuery {
  spelling += 1;
  const timeZone = [..."america/new_york"]
    .map((letter, i) => ((spelling >> i) & 1 ? letter.toUpperCase() : letter))
    .join("");
  assert.ok(isTimeZone(timeZone));
  return { ...query, timeZone };
}

/** mulberry32: the same load on every run. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
