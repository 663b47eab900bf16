// How many schedules are tried: a few in CI, always the same; as many as AVAILABILITY_CONVERGENCE_RUNS says in the long mode,
// others each time. AVAILABILITY_CONVERGENCE_SEED and _PATH repeat a run, or one schedule of it, as a failure printed them.
const wished = process.env.AVAILABILITY_CONVERGENCE_RUNS;
const runs = Number(wished ?? 20);
const fixed = wished === undefined ? "20261124" : undefined;
const seed = Number(process.env.AVAILABILITY_CONVERGENCE_SEED ?? fixed ?? Date.now() | 0);
const path = process.env.AVAILABILITY_CONVERGENCE_PATH;

export const isLong = wished !== undefined;

export const convergenceRuns = {
  numRuns: runs,
  seed,
  endOnFailure: process.env.AVAILABILITY_CONVERGENCE_SHRINK === undefined,
  ...(path === undefined ? {} : { path }),
};

/** Vitest's limit, ms: generous, because a slow machine is no failure. */
export const convergenceTimeout = 120_000 + runs * 30_000;
