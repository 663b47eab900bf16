import { expect, test } from "vitest";
import { testClock } from "./test-clock.ts";

test("the clock stands still until it is moved", () => {
  const clock = testClock(1_000);
  expect(clock.now()).toBe(1_000);
  clock.advance(250);
  expect(clock.now()).toBe(1_250);
  clock.set(10);
  expect(clock.now()).toBe(10);
});

test("its now can be handed on by itself", () => {
  const clock = testClock(5);
  const { now } = clock;
  clock.advance(1);
  expect(now()).toBe(6);
});
