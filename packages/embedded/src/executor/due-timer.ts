import type { Log } from "./types.ts";

/** The longest delay setTimeout takes; a later instant is looked at again then. */
const maxDelayMs = 2 ** 31 - 1;
/** However many jobs come, the next due instant is asked for no more often than this. */
const restMs = 100;

/** By the database's clock: the present, and the earliest instant after `since` at which a job is due. */
export type NextDue = (since: Date) => Promise<{ now: Date; dueAt: Date | null }>;

export type DueTimer = {
  /** Call when jobs have come or gone. */
  look(): void;
  stop(): void;
};

/**
 * Calls `ring` when a job of the future has become due, so that sleeps and retries do not wait for a poll. A look counts
 * from the look before it: what became due in between is rung for at once, and nothing is rung for twice.
 */
export function dueTimer(source: { next: NextDue; ring: () => Promise<unknown>; log: Log }): DueTimer {
  let since = new Date(0);
  let resting: NodeJS.Timeout | undefined;
  let alarm: NodeJS.Timeout | undefined;
  let stopped = false;

  async function arm(): Promise<void> {
    resting = undefined;
    const { now, dueAt } = await source.next(since);
    since = now;
    clearTimeout(alarm);
    if (stopped || dueAt === null) return;
    // One more, for timers and the database round differently, and a worker that is woken early sleeps on.
    const delayMs = Math.max(dueAt.getTime() - now.getTime(), 0) + 1;
    alarm = setTimeout(
      () => {
        if (delayMs <= maxDelayMs) since = dueAt;
        source.ring().catch(report);
      },
      Math.min(delayMs, maxDelayMs),
    );
  }
  function report(err: unknown): void {
    if (!stopped) source.log.warn({ err }, "the timer of due jobs failed; the poll will find them");
  }

  return {
    look() {
      if (!stopped) resting ??= setTimeout(() => void arm().catch(report), restMs);
    },
    stop() {
      stopped = true;
      clearTimeout(resting);
      clearTimeout(alarm);
    },
  };
}
