// How many schedules are tried: some in CI, as many as AVAILABILITY_CONVERGENCE_RUNS says in the long mode.
// AVAILABILITY_CONVERGENCE_SEED repeats a run whose seed a failure printed.
const runs = Number(process.env.AVAILABILITY_CONVERGENCE_RUNS ?? 20);
const seed = process.env.AVAILABILITY_CONVERGENCE_SEED;

export const convergenceRuns = { numRuns: runs, ...(seed === undefined ? {} : { seed: Number(seed) }) };

/** Vitest's limit, ms: generous, because a slow machine is no failure. */
export const convergenceTimeout = 120_000 + runs * 30_000;
