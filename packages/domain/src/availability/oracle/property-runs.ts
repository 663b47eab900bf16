// How often each property is tried: a few hundred times in CI, as often as AVAILABILITY_PROPERTY_RUNS says in the long
// mode. AVAILABILITY_PROPERTY_SEED repeats a run whose seed a failure printed.
const runs = Number(process.env.AVAILABILITY_PROPERTY_RUNS ?? 300);
const seed = process.env.AVAILABILITY_PROPERTY_SEED;

export const propertyRuns = { numRuns: runs, ...(seed === undefined ? {} : { seed: Number(seed) }) };

/** Vitest's limit for one property, ms: generous, because a slow machine is no failure. */
export const propertyTimeout = Math.max(60_000, runs * 60);
