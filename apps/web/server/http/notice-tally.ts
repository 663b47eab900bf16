import type { Logger } from "../logger.ts";

const everyMs = 5_000;

/** Counts what became of notifications and logs the sums, so that a flood makes no flood of lines. No secret is in them. */
export function createTally(logger: Logger): { count(provider: string, outcome: string): void } {
  let counts: Record<string, number> = {};
  let isWaiting = false;

  function flush(): void {
    const isSuspicious = Object.keys(counts).some((key) => /forged|unknown|late/.test(key));
    logger[isSuspicious ? "warn" : "info"]({ notifications: counts }, "notifications received");
    counts = {};
    isWaiting = false;
  }

  return {
    count(provider, outcome) {
      const key = `${provider} ${outcome}`;
      counts[key] = (counts[key] ?? 0) + 1;
      if (isWaiting) return;
      isWaiting = true;
      setTimeout(flush, everyMs).unref();
    },
  };
}
