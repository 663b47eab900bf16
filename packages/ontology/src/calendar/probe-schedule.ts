import { createHash } from "node:crypto";

const dayMs = 24 * 3_600_000;
const secondLookMs = 10 * 60_000;

/** A day later, a quarter more or less by the id, so that accounts connected together are not looked at together. */
export function nextProbeAt(id: string, at: Date): Date {
  return new Date(at.getTime() + dayMs * (0.75 + share(id) / 2));
}

/** When to look again for a calendar that was missed. */
export function secondLookAt(at: Date): Date {
  return new Date(at.getTime() + secondLookMs + 1000);
}

/** The next night's turn of a calendar: the nights begin at 00:00 UTC and take six hours, spread by the id. */
export function nextReconcileAt(id: string, at: Date): Date {
  const midnight = Math.floor(at.getTime() / dayMs) * dayMs + dayMs;
  return new Date(midnight + share(id) * 6 * 3_600_000);
}

/** From 0 to 1, evenly and always the same for an id. */
function share(id: string): number {
  return createHash("sha256").update(id).digest().readUInt32BE(0) / 2 ** 32;
}
