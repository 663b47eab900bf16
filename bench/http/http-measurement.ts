import type { Load } from "./drive.ts";

/**
 * One line of the result; latencies in ms. `ratio` is against the same question to the small database: the median over the
 * turns of the quotient of the medians of two turns that followed each other.
 */
export type HttpMeasurement = {
  name: string;
  connections: number;
  /** In the measured organisation. */
  bookings: number;
  p50: number;
  p99: number;
  perSecond: number;
  samples: number;
  ratio: number | null;
  ratioLimit: number | null;
  passed: boolean;
};

type Subject = {
  name: string;
  connections: number;
  bookings: number;
  turns: Load[];
  against?: { turns: Load[]; ratioLimit: number };
};

/** Sums up what was measured. Throws when a turn had no answer, which must not pass for fast. */
export function httpMeasurement({ name, connections, bookings, turns, against }: Subject): HttpMeasurement {
  if (turns.length === 0 || turns.some(({ latencies }) => latencies.length === 0)) {
    throw new Error(`${name} had a turn without any answer`);
  }
  const latencies = turns.flatMap((turn) => turn.latencies);
  const ratio = against ? medianRatio(turns, against.turns) : null;
  return {
    name,
    connections,
    bookings,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    perSecond: latencies.length / turns.reduce((sum, { seconds }) => sum + seconds, 0),
    samples: latencies.length,
    ratio,
    ratioLimit: against?.ratioLimit ?? null,
    passed: ratio === null || ratio <= (against?.ratioLimit ?? Infinity),
  };
}

function medianRatio(turns: Load[], others: Load[]): number {
  const ratios = turns.map(
    ({ latencies }, i) => quantile(latencies, 0.5) / quantile(others[i]?.latencies ?? [], 0.5),
  );
  return quantile(ratios, 0.5);
}

function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
