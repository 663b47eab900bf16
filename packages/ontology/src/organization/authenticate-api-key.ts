import { createHash } from "node:crypto";
import type { Db } from "@availability/db";
import { apiKeys } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import { and, eq, isNull, lt, or } from "drizzle-orm";
import type { Actor } from "../ctx.ts";

// How exact "last used" is; a write per request would cost more than the request.
const lastUsedMs = 60_000;

/**
 * The actor that an API key speaks for. Throws `unauthenticated` when it is unknown, expired or revoked. Keys hold 256
 * random bits and only their hash is stored and looked up, so no comparison runs over the secret itself.
 */
export async function authenticateApiKey(
  { db, now }: { db: Db; now: () => number },
  key: string,
): Promise<Extract<Actor, { kind: "api_key" }>> {
  const [row] = await db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.hash, hashApiKey(key)), isNull(apiKeys.revokedAt)));
  if (!row)
    throw new DomainError("unauthenticated", "This API key is unknown or revoked; create one under Settings");
  if (row.expiresAt && row.expiresAt.getTime() <= now()) {
    throw new DomainError("unauthenticated", "This API key has expired; create a new one under Settings");
  }
  await noteUse(db, row, now());
  return { kind: "api_key", apiKeyId: row.id, organizationId: row.organizationId, permissions: row.scopes };
}

async function noteUse(db: Db, key: typeof apiKeys.$inferSelect, now: number): Promise<void> {
  const noted = new Date(now - lastUsedMs);
  if (key.lastUsedAt && key.lastUsedAt >= noted) return;
  await db
    .update(apiKeys)
    .set({ lastUsedAt: new Date(now) })
    .where(and(eq(apiKeys.id, key.id), or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, noted))));
}

/** SHA-256, hex. A slow hash is for secrets that can be guessed; 256 random bits cannot. */
export function hashApiKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
