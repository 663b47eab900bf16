import type { Load } from "./drive.ts";

/** One line of the result; latencies in ms. `ratio` is of the medians, against the same question to the small database. */
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
  load: Load;
  against?: { median: number; ratioLimit: number } | undefined;
};

/** Sums up what was measured. Throws when nothing was, which must not pass for fast. */
export function httpMeasurement({ name, connections, bookings, load, against }: Subject): HttpMeasurement {
  const sorted = [...load.latencies].sort((a, b) => a - b);
  if (sorted.length === 0) throw new Error(`${name} had no answer at all`);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const ratio = against ? at(0.5) / against.median : null;
  return {
    name,
    connections,
    bookings,
    p50: at(0.5),
    p99: at(0.99),
    perSecond: sorted.length / load.seconds,
    samples: sorted.length,
    ratio,
    ratioLimit: against?.ratioLimit ?? null,
    passed: ratio === null || ratio <= (against?.ratioLimit ?? Infinity),
  };
}
