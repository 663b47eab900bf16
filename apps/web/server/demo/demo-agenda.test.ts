import { localDateOf, minuteOfDay, weekday } from "@availability/domain/time";
import { expect, test } from "vitest";
import { demoAgenda } from "./demo-agenda.ts";

const week = Array.from(
  { length: 14 },
  (_, hours) => Date.parse("2026-11-23T05:00:00Z") + hours * 12 * 3_600_000,
);

test.each(week.map((now) => [new Date(now).toISOString(), now]))(
  "filled at %s, every booking lies ahead, on a working day, clear of the simulator's events",
  (_name, now) => {
    const { bookings, block, exceptions } = demoAgenda(now);
    for (const { product, start, durationMinutes } of bookings) {
      expect(start).toBeGreaterThan(now);
      expect(weekday(localDateOf(start, "Europe/Berlin"))).toBeLessThan(6);
      const from = minuteOfDay(start, "Europe/Berlin");
      const isClear = from >= 15 * 60 || (from >= 690 && from + durationMinutes + 10 <= 780);
      if (product === "room") expect(isClear).toBe(true);
    }
    expect(block.end).toBeGreaterThan(block.start);
    for (const { date } of exceptions) expect(weekday(date)).toBeLessThan(6);
  },
);

test("no customer books one product twice, by which a repeated fill knows what is there", () => {
  const keys = demoAgenda(Date.parse("2026-11-24T06:00:00Z")).bookings.map(
    ({ product, customer }) => `${product} ${customer.email}`,
  );
  expect(new Set(keys).size).toBe(keys.length);
});
