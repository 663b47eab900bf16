const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Waits after the first try, the second …: https://github.com/standard-webhooks/standard-webhooks, "Deliverability and reliability". */
const waitsMs: readonly number[] = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
];

/** How often one message is tried before it counts as failed. */
export const mostTries = waitsMs.length + 1;

// A receiver that asks for more is tried again after this all the same.
const longestWaitMs = 24 * hour;

/**
 * How long to wait after `tries` tries that failed, ms; null: give up. `askedMs` is what the receiver asked for
 * (Retry-After); it lengthens the wait and never shortens it.
 */
export function nextTryMs(tries: number, askedMs: number | null): number | null {
  const wait = waitsMs[Math.max(tries, 1) - 1];
  return wait === undefined ? null : Math.min(Math.max(wait, askedMs ?? 0), longestWaitMs);
}
