import { createHash } from "node:crypto";
import type { EventMark } from "@availability/domain/calendar";

/** The mark of an event as it is stored: its time in clear, so that a move is told from an edit, and its words as a hash. */
export function hashOf({ time, words }: EventMark): string {
  return `${time} ${createHash("sha256").update(words).digest("base64url")}`;
}

/** The mark to compare with `known`, a stored hash: its words are hashed in both. */
export function comparable(
  known: string | null,
  seen: EventMark,
): { known: EventMark | null; seen: EventMark } {
  return { known: parts(known), seen: parts(hashOf(seen)) ?? seen };
}

function parts(hash: string | null): EventMark | null {
  const [time, words] = hash?.split(" ") ?? [];
  return time !== undefined && words !== undefined ? { time, words } : null;
}
