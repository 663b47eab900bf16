const unitMs = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
} as const;

/** Milliseconds of a duration as the SDK writes it ("1d2h", "30s"); null when it is none. */
export function durationMs(text: string): number | null {
  if (!/^(\d+(ms|s|m|h|d|w))+$/.test(text)) return null;
  let total = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)(ms|s|m|h|d|w)/g)) {
    total += Number(count) * unitMs[unit as keyof typeof unitMs]; // the pattern admits no other unit
  }
  return total;
}

/** The instant that a duration from `now`, or an ISO date, means. An empty text is a wait of nothing: now. */
export function instantAfter(text: string, now: Date): Date {
  if (text === "") return now;
  const wait = durationMs(text);
  const instant = wait === null ? new Date(text) : new Date(now.getTime() + wait);
  if (Number.isNaN(instant.getTime())) throw new Error(`"${text}" is neither a duration nor a date`);
  return instant;
}
