import { expect, test } from "vitest";
import { nextSlot, slotAt } from "./cron.ts";

const next = (cron: string, from: string) => nextSlot(cron, new Date(from)).toISOString();
const at = (cron: string, instant: string) => slotAt(cron, new Date(instant)).toISOString();

test("five fields are UTC; TZ= names another zone", () => {
  expect(next("*/15 * * * *", "2026-01-01T10:01:00Z")).toBe("2026-01-01T10:15:00.000Z");
  expect(next("TZ=Europe/Berlin 0 9 * * *", "2026-01-01T10:00:00Z")).toBe("2026-01-02T08:00:00.000Z");
});

test("the hour stays local across a clock change", () => {
  expect(next("TZ=Europe/Berlin 0 9 * * *", "2026-03-28T09:00:00Z")).toBe("2026-03-29T07:00:00.000Z");
});

test("a slot is its own; a late tick belongs to the slot before it", () => {
  expect(at("*/15 * * * *", "2026-01-01T10:15:00Z")).toBe("2026-01-01T10:15:00.000Z");
  expect(at("*/15 * * * *", "2026-01-01T10:29:59.999Z")).toBe("2026-01-01T10:15:00.000Z");
});

test.each(["* * * * * *", "* * *", "TZ=Mars/Olympus 0 9 * * *", "61 * * * *", "@daily"])(
  "%j is refused",
  (cron) => {
    expect(() => nextSlot(cron, new Date(0))).toThrow();
  },
);
