// How many sequences of commands are tried: some in CI, as many as AVAILABILITY_MODEL_RUNS says in the long mode.
// AVAILABILITY_MODEL_SEED repeats a run whose seed a failure printed.
const runs = Number(process.env.AVAILABILITY_MODEL_RUNS ?? 30);
const seed = process.env.AVAILABILITY_MODEL_SEED;

export const modelRuns = { numRuns: runs, ...(seed === undefined ? {} : { seed: Number(seed) }) };

/** Vitest's limit, ms: generous, because a slow machine is no failure. */
export const modelTimeout = 120_000 + runs * 20_000;
