// How many schedules are tried: a few in CI, always the same; as many as AVAILABILITY_CONVERGENCE_RUNS says in the long mode,
// others each time. AVAILABILITY_CONVERGENCE_SEED repeats a run whose seed a failure printed.
const wished = process.env.AVAILABILITY_CONVERGENCE_RUNS;
const runs = Number(wished ?? 20);
const seed = process.env.AVAILABILITY_CONVERGENCE_SEED ?? (wished === undefined ? "20261124" : undefined);

export const convergenceRuns = { numRuns: runs, ...(seed === undefined ? {} : { seed: Number(seed) }) };

/** Vitest's limit, ms: generous, because a slow machine is no failure. */
export const convergenceTimeout = 120_000 + runs * 30_000;
