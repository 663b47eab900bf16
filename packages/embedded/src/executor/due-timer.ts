import type { Log } from "./types.ts";

/** The longest delay setTimeout takes; a later instant is looked at again then. */
const maxDelayMs = 2 ** 31 - 1;
/** However many jobs come, the next due instant is asked for no more often than this. */
const restMs = 100;

export type DueTimer = {
  /** Call when jobs have come or gone. */
  look(): void;
  stop(): void;
};

/** Calls `ring` when the earliest job of the future has become due, so that sleeps and retries do not wait for a poll. */
export function dueTimer(source: {
  nextDueAt: () => Promise<Date | null>;
  ring: () => Promise<unknown>;
  now: () => Date;
  log: Log;
}): DueTimer {
  let resting: NodeJS.Timeout | undefined;
  let alarm: NodeJS.Timeout | undefined;
  let stopped = false;

  async function arm(): Promise<void> {
    resting = undefined;
    const dueAt = await source.nextDueAt();
    clearTimeout(alarm);
    if (stopped || dueAt === null) return;
    const delay = dueAt.getTime() - source.now().getTime();
    alarm = setTimeout(() => void source.ring().catch(report), Math.min(Math.max(delay, 0), maxDelayMs));
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
