import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { propertyRuns, propertyTimeout } from "../availability/oracle/property-runs.ts";
import { instantOf, localDateOf, minuteOfDay, offsetAt } from "./index.ts";

const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
const anyInstants = fc.integer({ min: Date.UTC(1840, 0), max: Date.UTC(2200, 0) });

/** Within a day of a change of the zone, when it has one after the instant drawn. */
const zonedInstants = fc
  .tuple(zones, anyInstants, fc.integer({ min: -86_400_000, max: 86_400_000 }), fc.boolean())
  .map(([timeZone, instant, distance, atChange]) => {
    const change = atChange ? zoned(instant, timeZone).getTimeZoneTransition("next") : null;
    return { timeZone, instant: change ? change.epochMilliseconds + distance : instant };
  });

describe("against Temporal, in every zone", () => {
  test("an instant has the same offset, date and minute", { timeout: propertyTimeout }, () => {
    fc.assert(
      fc.property(zonedInstants, ({ timeZone, instant }) => {
        const expected = zoned(instant, timeZone);
        expect(offsetAt(instant, timeZone)).toBe(expected.offsetNanoseconds / 1e6);
        expect(localDateOf(instant, timeZone)).toBe(expected.toPlainDate().toString());
        expect(minuteOfDay(instant, timeZone)).toBe(expected.hour * 60 + expected.minute);
      }),
      propertyRuns,
    );
  });

  test("[AV8] [AV9] a local time has the same instant", { timeout: propertyTimeout }, () => {
    fc.assert(
      fc.property(zonedInstants, fc.nat(1440), ({ timeZone, instant }, minute) => {
        const date = zoned(instant, timeZone).toPlainDate();
        expect(instantOf(date.toString(), minute, timeZone)).toBe(expectedInstant(date, minute, timeZone));
      }),
      propertyRuns,
    );
  });
});

function zoned(instant: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
}

function expectedInstant(date: Temporal.PlainDate, minute: number, timeZone: string): number {
  const wall = date.toPlainDateTime().add({ minutes: minute });
  const earlier = wall.toZonedDateTime(timeZone, { disambiguation: "earlier" });
  if (earlier.toPlainDateTime().equals(wall)) return earlier.epochMilliseconds;
  // Skipped: "earlier" lands before the change that skips it.
  const change = earlier.subtract({ nanoseconds: 1 }).getTimeZoneTransition("next");
  return change ? change.epochMilliseconds : Number.NaN;
}
