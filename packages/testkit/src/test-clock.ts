export interface TestClock {
  /** Epoch milliseconds. */
  now(): number;
  advance(milliseconds: number): void;
  set(epochMs: number): void;
}

/** A clock that stands still until a test moves it. */
export function testClock(startMs: number): TestClock {
  let current = startMs;
  return {
    now: () => current,
    advance(milliseconds) {
      current += milliseconds;
    },
    set(epochMs) {
      current = epochMs;
    },
  };
}
