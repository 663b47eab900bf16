const second = 1_000;
const minute = 60 * second;
const day = 24 * 60 * minute;

/** https://www.inngest.com/docs/features/inngest-functions/error-retries/retries: the waits of the real server. */
export const defaultRetryDelaysMs: readonly number[] = [
  15 * second,
  30 * second,
  minute,
  2 * minute,
  5 * minute,
  10 * minute,
  20 * minute,
  40 * minute,
  60 * minute,
  120 * minute,
];

export type Backoff = { delaysMs: readonly number[]; jitterMs: number; random: () => number };

/**
 * When attempt `attempt` (from 0) that just failed is repeated. `retryAfter` (seconds, or an ISO date) wins and is held
 * between 1 s and 24 h.
 */
export function retryAt(backoff: Backoff, now: Date, attempt: number, retryAfter: string | null): Date {
  const asked = retryAfter === null ? null : askedDelayMs(retryAfter, now);
  if (asked !== null) return new Date(now.getTime() + Math.min(Math.max(asked, second), day));
  const delay = backoff.delaysMs[attempt] ?? backoff.delaysMs.at(-1) ?? 0;
  return new Date(now.getTime() + delay + Math.floor(backoff.random() * backoff.jitterMs));
}

function askedDelayMs(retryAfter: string, now: Date): number | null {
  const delay = /^\d+(\.\d+)?$/.test(retryAfter)
    ? Number(retryAfter) * second
    : new Date(retryAfter).getTime() - now.getTime();
  return Number.isNaN(delay) ? null : delay;
}
