import { expect, test } from "vitest";
import { syncTurns } from "./sync-turns.ts";

test.each([
  [0, 1],
  [100, 1],
  [101, 2],
  [500, 5],
  [1_400, 14],
  [1_000_000, 14],
])("[SY51] %i due calendars are asked for in %i turns", (due, turns) => {
  expect(syncTurns(due)).toBe(turns);
});
