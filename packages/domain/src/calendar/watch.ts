const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How long a watch is asked for: an hour less than the week that Google and Graph grant at most. */
export const watchLifeMs = 7 * dayMs - hourMs;

/** A provider that cannot watch a calendar is asked again after so long. */
export const unsupportedPauseMs = 7 * dayMs;

/**
 * When a watch granted at `from` is to be renewed, in epoch ms: at half of its life or when 48 hours are left, whichever
 * comes first, but never in its first quarter; up to a twentieth of its life earlier by `spread` (0 to 1), so that those
 * made together are not renewed together.
 */
export function watchRenewalAt(watch: { from: number; expiresAt: number; spread: number }): number {
  const life = Math.max(0, watch.expiresAt - watch.from);
  const after = Math.max(Math.min(life / 2, life - 48 * hourMs), life / 4);
  return Math.round(watch.from + after - (life / 20) * watch.spread);
}

/** The pause after a failed attempt, counted from 1: five minutes, doubled each time, at most a day. */
export function watchRetryMs(attempts: number): number {
  return Math.min(5 * 60_000 * 2 ** Math.min(Math.max(attempts - 1, 0), 20), dayMs);
}

/** A number from 0 to 1 out of the random end of a UUID. */
export function spreadOf(uuid: string): number {
  return Number.parseInt(uuid.slice(-4), 16) / 0xffff;
}
