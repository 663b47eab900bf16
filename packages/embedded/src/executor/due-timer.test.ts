import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { quiet } from "./contract/quiet.ts";
import { dueTimer } from "./due-timer.ts";

beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => vi.useRealTimers());

/** A queue in memory on the faked clock; `rung` are the instants at which its worker was woken. */
function queue() {
  const due: number[] = [];
  const rung: number[] = [];
  const looks: number[] = [];
  const timer = dueTimer({
    next: async (since) => {
      looks.push(Date.now());
      const later = due.filter((instant) => instant > since.getTime()).sort((a, b) => a - b);
      return { now: new Date(), dueAt: later[0] === undefined ? null : new Date(later[0]) };
    },
    ring: async () => {
      rung.push(Date.now());
      timer.look();
    },
    log: quiet,
  });
  const add = (inMs: number) => {
    due.push(Date.now() + inMs);
    timer.look();
  };
  return { timer, rung, looks, add };
}

test("rings at each instant in turn, and once", async () => {
  const { rung, add } = queue();
  add(5_000);
  add(2_000);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(rung).toEqual([1_002_001, 1_005_001]);
});

test("what becomes due before the first look is rung for by that look", async () => {
  const { rung, add } = queue();
  add(20);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(rung).toHaveLength(1);
});

test("a burst of jobs costs one look per rest, and an idle queue none", async () => {
  const { looks, add } = queue();
  for (let n = 0; n < 50; n += 1) {
    add(3_600_000);
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(looks.length).toBeLessThanOrEqual(6);
  const settled = looks.length;
  await vi.advanceTimersByTimeAsync(600_000);
  expect(looks.length).toBeLessThanOrEqual(settled + 1);
});

test("waits longer than setTimeout can are kept", async () => {
  const { rung, add } = queue();
  add(40 * 86_400_000);
  await vi.advanceTimersByTimeAsync(41 * 86_400_000);
  expect(rung.at(-1)).toBe(1_000_001 + 40 * 86_400_000);
});

test("a stopped timer rings no more", async () => {
  const { timer, rung, add } = queue();
  add(2_000);
  await vi.advanceTimersByTimeAsync(500);
  timer.stop();
  add(3_000);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(rung).toEqual([]);
});
