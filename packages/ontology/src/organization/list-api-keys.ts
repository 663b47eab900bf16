import { apiKeys } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import { and, desc, eq, sql } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";

export type ApiKey = Awaited<ReturnType<typeof listApiKeys>>[number];

/** The organisation's API keys, newest first, at most 200; never the keys themselves. */
export async function listApiKeys(ctx: Ctx) {
  const organizationId = authorize(ctx, "manage_organization");
  return ctx.db
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      prefix: apiKeys.prefix,
      scopes: apiKeys.scopes,
      expiresAt: apiKeys.expiresAt,
      lastUsedAt: apiKeys.lastUsedAt,
      revokedAt: apiKeys.revokedAt,
      createdAt: apiKeys.createdAt,
    })
    .from(apiKeys)
    .where(eq(apiKeys.organizationId, organizationId))
    .orderBy(desc(apiKeys.createdAt))
    .limit(200);
}

/** Ends a key at once; ending one twice changes nothing. Throws `not_found`. */
export async function revokeApiKey(ctx: Ctx, { apiKeyId }: { apiKeyId: string }): Promise<void> {
  const organizationId = authorize(ctx, "manage_organization");
  const at = new Date(ctx.now()).toISOString();
  const revoked = await ctx.db
    .update(apiKeys)
    .set({ revokedAt: sql`coalesce(${apiKeys.revokedAt}, ${at}::timestamptz)` })
    .where(and(eq(apiKeys.organizationId, organizationId), eq(apiKeys.id, apiKeyId)))
    .returning({ id: apiKeys.id });
  if (revoked.length === 0)
    throw new DomainError("not_found", "No API key of your organisation has this id; it cannot be revoked");
}
