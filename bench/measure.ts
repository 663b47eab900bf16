/** One line of the result. `ratio` is against the floor measured in turns with it, where there is one. */
export type Measurement = {
  name: string;
  unit: "ms";
  median: number;
  p95: number;
  samples: number;
  limit: number | null;
  ratio: number | null;
  ratioLimit: number | null;
  passed: boolean;
};

type Subject = {
  name: string;
  run: () => unknown;
  limit?: number;
  floor?: () => unknown;
  ratioLimit?: number;
};

const warmUpMs = 300;
const budgetMs = 1500;
const leastSamples = 30;

/** Times `run`, and its floor in turns with it, so that what slows the machine slows both. */
export function measure({ name, run, limit, floor, ratioLimit }: Subject): Measurement {
  repeat(warmUpMs, () => {
    run();
    floor?.();
  });
  const times: number[] = [];
  const floorTimes: number[] = [];
  repeat(budgetMs, () => {
    times.push(timed(run));
    if (floor) floorTimes.push(timed(floor));
  });
  const median = quantile(times, 0.5);
  const ratio = floor ? median / quantile(floorTimes, 0.5) : null;
  const passed = median <= (limit ?? Infinity) && (ratio ?? 0) <= (ratioLimit ?? Infinity);
  return {
    name,
    unit: "ms",
    median,
    p95: quantile(times, 0.95),
    samples: times.length,
    limit: limit ?? null,
    ratio,
    ratioLimit: ratioLimit ?? null,
    passed,
  };
}

function repeat(ms: number, action: () => void): void {
  const until = performance.now() + ms;
  for (let count = 0; performance.now() < until || count < leastSamples; count += 1) action();
}

function timed(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function quantile(times: number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
