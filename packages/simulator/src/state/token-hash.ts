import { createHash, randomBytes } from "node:crypto";

/** The name under which a token or code is stored. */
export function tokenHash(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

export function randomToken(prefix: string): string {
  return prefix + randomBytes(32).toString("base64url");
}
