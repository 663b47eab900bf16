import { createHash } from "node:crypto";

/** The directory's id of a person: the same for the same address. */
export function objectId(email: string): string {
  const hex = createHash("sha256").update(email).digest("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
