import { createHmac, randomBytes } from "node:crypto";
import { must } from "@availability/domain/errors";
import * as z from "zod";
import type { Cipher } from "../calendar/cipher.ts";

const prefix = "whsec_";
const secretBytes = 32;
// Long enough to put the new one in everywhere; meanwhile both sign.
const overlapMs = 24 * 3600 * 1000;

/** The secrets of one endpoint, the newest first. `until`: epoch ms from which it no longer signs; null: it is the current one. */
const Secrets = z.array(z.object({ secret: z.string(), until: z.number().nullable() })).min(1);
type Secrets = z.output<typeof Secrets>;

type Sealed = { id: string; secret: string };

/** A new signing secret: `whsec_` and 32 random bytes in base64. */
export function newSecret(): string {
  return prefix + randomBytes(secretBytes).toString("base64");
}

/** The sealed text that keeps a secret as the only one of the endpoint of this id. */
export function sealSecret(cipher: Cipher, id: string, secret: string): string {
  return seal(cipher, id, [{ secret, until: null }]);
}

/** The sealed text in which a secret takes the place of the current one; that signs beside it for a day, older ones end at once. */
export function sealNextSecret(cipher: Cipher, row: Sealed, secret: string, now: number): string {
  const [current] = openSecrets(cipher, row);
  const previous = must(current, "an endpoint has a secret").secret;
  return seal(cipher, row.id, [
    { secret, until: null },
    { secret: previous, until: now + overlapMs },
  ]);
}

/** The secrets that sign now. */
export function signingSecrets(cipher: Cipher, row: Sealed, now: number): string[] {
  return openSecrets(cipher, row)
    .filter(({ until }) => until === null || until > now)
    .map(({ secret }) => secret);
}

/**
 * The `webhook-signature` of a message: a `v1,<base64 of HMAC-SHA256>` for each secret, parted by blanks. `timestamp` is in
 * seconds. Source: https://github.com/standard-webhooks/standard-webhooks, "Signature scheme".
 */
export function sign(
  secrets: string[],
  { id, timestamp, body }: { id: string; timestamp: number; body: string },
): string {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), "base64");
    return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
  });
  return signatures.join(" ");
}

function seal(cipher: Cipher, id: string, secrets: Secrets): string {
  return cipher.seal(JSON.stringify(secrets), id);
}

function openSecrets(cipher: Cipher, { id, secret }: Sealed): Secrets {
  return Secrets.parse(JSON.parse(cipher.open(secret, id)));
}
