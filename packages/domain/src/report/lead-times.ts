/** How long before its start a booking was made: from `fromMinutes` to less than `untilMinutes`; null: without end. */
export type LeadTime = { fromMinutes: number; untilMinutes: number | null };

const hour = 60;
const day = 24 * hour;

/** The classes of the histogram, the shortest first; one made after its start belongs to the first. */
export const leadTimes: readonly LeadTime[] = [
  0,
  hour,
  4 * hour,
  day,
  3 * day,
  7 * day,
  14 * day,
  28 * day,
].map((fromMinutes, i, bounds) => ({ fromMinutes, untilMinutes: bounds[i + 1] ?? null }));
