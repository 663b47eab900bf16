import { expect, test } from "vitest";
import { spreadOf, watchRenewalAt, watchRetryMs } from "./watch.ts";

const hourMs = 3_600_000;

test.each([
  ["a week", 168, 84],
  ["four days", 96, 48],
  ["three days: 48 hours are left", 72, 24],
  ["two days: never in the first quarter", 48, 12],
  ["an hour", 1, 0.25],
  ["nothing", 0, 0],
])("[SY123] a watch that lives for %s is renewed in time", (_name, lifeHours, afterHours) => {
  expect(watchRenewalAt({ from: 0, expiresAt: lifeHours * hourMs, spread: 0 })).toBe(afterHours * hourMs);
});

test("[SY123] watches made together are not renewed together", () => {
  const week = { from: 0, expiresAt: 168 * hourMs };
  expect(watchRenewalAt({ ...week, spread: 1 })).toBe(Math.round(75.6 * hourMs));
  expect(spreadOf("0198c5a0-0000-7000-8000-000000000000")).toBe(0);
  expect(spreadOf("0198c5a0-0000-7000-8000-00000000ffff")).toBe(1);
});

test("[SY124] failed attempts are made ever more rarely, once a day at least", () => {
  expect([1, 2, 3, 50].map((attempts) => watchRetryMs(attempts) / 60_000)).toEqual([5, 10, 20, 1440]);
});
