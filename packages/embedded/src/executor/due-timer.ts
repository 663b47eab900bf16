/** The longest delay setTimeout takes; a later instant is looked at again then. */
const maxDelayMs = 2 ** 31 - 1;

export type DueTimer = { note(at: Date): void; stop(): void };

/**
 * Calls `ring` when the earliest noted instant has come, so that sleeps and retries need not wait for a poll. Instants
 * that another process noted are found by the poll.
 */
export function dueTimer(now: () => Date, ring: () => void): DueTimer {
  let earliest = Number.POSITIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  const noted = new Set<number>();

  const arm = () => {
    clearTimeout(timer);
    earliest = Math.min(...noted);
    if (!Number.isFinite(earliest)) return;
    const delay = Math.min(Math.max(earliest - now().getTime(), 0), maxDelayMs);
    timer = setTimeout(fire, delay);
    timer.unref();
  };
  const fire = () => {
    const time = now().getTime();
    for (const instant of noted) if (instant <= time) noted.delete(instant);
    ring();
    arm();
  };
  return {
    note(at) {
      noted.add(at.getTime());
      if (at.getTime() < earliest) arm();
    },
    stop() {
      clearTimeout(timer);
      noted.clear();
    },
  };
}
