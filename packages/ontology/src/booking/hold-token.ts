import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { DomainError } from "@availability/domain/errors";

/** A new token for a hold, and the hash that is stored of it. */
export function createHoldToken(): { token: string; hash: string } {
  const token = randomBytes(24).toString("base64url");
  return { token, hash: hashOf(token) };
}

/** Throws `forbidden` when a token is given that is not the hold's. Without one, the organisation's permission decides. */
export function requireHoldToken(hash: string | null, token: string | undefined): void {
  if (token === undefined) return;
  const given = Buffer.from(hashOf(token), "hex");
  if (hash !== null && timingSafeEqual(given, Buffer.from(hash, "hex"))) return;
  const detail = "This token does not belong to the hold";
  throw new DomainError("forbidden", detail, { errors: [{ pointer: "/holdToken", detail }] });
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
