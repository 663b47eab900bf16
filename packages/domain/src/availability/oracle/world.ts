import { Temporal } from "temporal-polyfill";
import { must } from "../../errors/index.ts";

// What the engine is checked against: every real minute of two weeks in one zone, with what the clock shows in it, as
// Temporal tells it. Nothing here uses the engine's own zone arithmetic.

const minuteMs = 60_000;
export const worldDays = 15;
const worldMinutes = worldDays * 1440;

export type World = {
  timeZone: string;
  /** epoch ms of the first minute */
  start: number;
  /** Local minutes since 1970-01-01T00:00 that the clock shows in each real minute. */
  wall: Int32Array;
};

/** Zones and moments with changes that are hard in their own way. */
const hardChanges: readonly (readonly [timeZone: string, near: string])[] = [
  ["America/New_York", "2026-03-08"],
  ["America/New_York", "2026-11-01"],
  ["Europe/London", "2026-10-25"],
  ["Australia/Lord_Howe", "2026-04-04"],
  ["Australia/Lord_Howe", "2026-10-03"],
  ["Africa/Cairo", "2026-04-23"],
  ["Africa/Cairo", "2026-10-29"],
  ["Atlantic/Azores", "2026-03-29"],
  ["Atlantic/Azores", "2026-10-25"],
  ["America/Havana", "2026-03-08"],
  ["America/Havana", "2026-11-01"],
  ["Pacific/Chatham", "2026-04-04"],
  ["Asia/Kathmandu", "1985-12-31"],
  ["Pacific/Apia", "2011-12-30"],
  ["Pacific/Kwajalein", "1993-08-21"],
  ["Pacific/Kiritimati", "1994-12-31"],
  ["America/St_Johns", "2006-10-29"],
  ["America/St_Johns", "2006-04-02"],
  ["Antarctica/Troll", "2026-03-29"],
  ["Asia/Gaza", "2011-08-30"],
  ["Africa/Casablanca", "2026-02-15"],
  ["America/Caracas", "2007-12-09"],
];

const zoneNames = Intl.supportedValuesOf("timeZone");
const worlds = new Map<number, World>();

/** The world of that number: first the hard changes, then every zone around one of its changes. */
export function worldOf(index: number): World {
  const known = worlds.get(index);
  if (known) return known;
  const [timeZone, near] = hardChanges[index] ?? zoneWithChange(index);
  const start = Date.parse(`${near}T00:00:00Z`) - (3 + ((index * 7) % 10)) * 1440 * minuteMs;
  const world = { timeZone, start, wall: wallClock(timeZone, start) };
  // A world weighs 86 kB; the long mode goes through 1,700 of them, again for each property.
  if (worlds.size >= 2000) worlds.clear();
  worlds.set(index, world);
  return world;
}

function zoneWithChange(index: number): readonly [timeZone: string, near: string] {
  const timeZone = must(zoneNames[(index * 131) % zoneNames.length], "the index is taken modulo the length");
  const year = 1976 + ((index * 37) % 100);
  const from = Temporal.PlainDate.from({ year, month: 1 + (index % 12), day: 1 }).toZonedDateTime(timeZone);
  const change = from.getTimeZoneTransition("next") ?? from;
  return [timeZone, change.withTimeZone("UTC").toPlainDate().toString()];
}

/** Asks Temporal every hour, and every minute of an hour in which the offset changes. */
function wallClock(timeZone: string, start: number): Int32Array {
  const wall = new Int32Array(worldMinutes);
  let offset = offsetMinutes(timeZone, start);
  for (let hour = 0; hour < worldMinutes; hour += 60) {
    const next = offsetMinutes(timeZone, start + (hour + 60) * minuteMs);
    for (let i = hour; i < hour + 60; i += 1) {
      const instant = start + i * minuteMs;
      wall[i] = instant / minuteMs + (next === offset ? offset : offsetMinutes(timeZone, instant));
    }
    offset = next;
  }
  return wall;
}

function offsetMinutes(timeZone: string, instant: number): number {
  return (
    Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).offsetNanoseconds / 6e10
  );
}
