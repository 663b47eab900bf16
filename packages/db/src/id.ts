import { v7 } from "uuid";

/** A new time-ordered id (UUIDv7, RFC 9562), as if made at `epochMs`: now, unless given. */
export function newId(epochMs?: number): string {
  return v7(epochMs === undefined ? {} : { msecs: epochMs });
}
