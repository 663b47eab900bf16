/** One line of the result; what does not apply is left out. */
export type SyncMeasurement = {
  name: string;
  ms: number;
  p95?: number;
  limitMs?: number;
  /** to the provider, per look or in all */
  requests?: number;
  /** rows of events written, per look or in all */
  events?: number;
  /** all other rows written, per look */
  otherRows?: number;
  ratio?: number;
  ratioLimit?: number;
  perSecond?: number;
  peakMemoryMiB?: number;
  connections?: number;
  passed: boolean;
};

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
