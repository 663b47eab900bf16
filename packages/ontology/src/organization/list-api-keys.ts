import { apiKeys } from "@availability/db/schema";
import { and, desc, eq, isNull } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";

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

/** Ends a key at once; ending one twice changes nothing. */
export async function revokeApiKey(ctx: Ctx, { apiKeyId }: { apiKeyId: string }): Promise<void> {
  const organizationId = authorize(ctx, "manage_organization");
  await ctx.db
    .update(apiKeys)
    .set({ revokedAt: new Date(ctx.now()) })
    .where(
      and(eq(apiKeys.organizationId, organizationId), eq(apiKeys.id, apiKeyId), isNull(apiKeys.revokedAt)),
    );
}
