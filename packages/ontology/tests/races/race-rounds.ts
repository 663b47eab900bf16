// How often each race is run: once in CI, as often as AVAILABILITY_RACE_ROUNDS says in the long mode.
export const raceRounds = Number(process.env.AVAILABILITY_RACE_ROUNDS ?? 1);

/** Vitest's limit for one race, ms: generous, because a slow machine is no failure. */
export const raceTimeout = 60_000 + raceRounds * 30_000;
