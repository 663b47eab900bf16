import type { Instants } from "./port.ts";

const dayMs = 24 * 3600 * 1000;
const slackDays = 7;

/**
 * The window to read: the wanted days before and after `now` (epoch ms), a day more on either side for every zone, and a
 * week ahead so that it does not have to move with each run.
 */
export function windowToRead(now: number, wanted: { pastDays: number; futureDays: number }): Instants {
  const today = Math.floor(now / dayMs) * dayMs;
  return {
    start: today - (wanted.pastDays + 1) * dayMs,
    end: today + (wanted.futureDays + 1 + slackDays) * dayMs,
  };
}

/** True while a window read earlier still covers the wanted days. */
export function windowServes(
  read: Instants,
  now: number,
  wanted: { pastDays: number; futureDays: number },
): boolean {
  const today = Math.floor(now / dayMs) * dayMs;
  return read.start <= today - wanted.pastDays * dayMs && read.end >= today + (wanted.futureDays + 1) * dayMs;
}
