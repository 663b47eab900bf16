import { apiKeys } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import { and, eq } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit.ts";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";

/** Ends a key at once; ending one twice changes nothing. Throws `not_found`. */
export async function revokeApiKey(ctx: Ctx, { apiKeyId }: { apiKeyId: string }): Promise<void> {
  const organizationId = authorize(ctx, "manage_organization");
  const isThis = and(eq(apiKeys.organizationId, organizationId), eq(apiKeys.id, apiKeyId));
  await ctx.db.transaction(async (tx) => {
    const [key] = await tx
      .select({ name: apiKeys.name, prefix: apiKeys.prefix, revokedAt: apiKeys.revokedAt })
      .from(apiKeys)
      .where(isThis)
      .for("update");
    if (!key)
      throw new DomainError("not_found", "No API key of your organisation has this id; it cannot be revoked");
    const { revokedAt, ...details } = key;
    if (revokedAt) return;
    await tx
      .update(apiKeys)
      .set({ revokedAt: new Date(ctx.now()) })
      .where(isThis);
    await recordAudit(ctx, tx, { action: "api_key.revoked", targetId: apiKeyId, details });
  });
}
