import { randomBytes } from "node:crypto";
import { newId } from "@availability/db";
import { apiKeys } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import type { CreateApiKey } from "@availability/domain/organization";
import { recordAudit } from "../audit/record-audit.ts";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { once } from "../idempotency/once.ts";
import { hashApiKey } from "./authenticate-api-key.ts";

export type CreatedApiKey = Pick<
  typeof apiKeys.$inferSelect,
  "id" | "name" | "prefix" | "scopes" | "expiresAt" | "createdAt"
> & { key: string };

/** Creates an API key for the organisation. The key itself is in this answer and nowhere else. */
export async function createApiKey(ctx: Ctx, input: CreateApiKey): Promise<CreatedApiKey> {
  const organizationId = authorize(ctx, "manage_organization");
  const { actor } = ctx;
  const missing =
    actor.kind === "system" ? [] : input.scopes.filter((scope) => !actor.permissions.includes(scope));
  if (missing.length > 0) {
    const detail = `You lack ${missing.join(", ")} yourself and cannot give it to a key`;
    throw new DomainError("forbidden", detail, { errors: [{ pointer: "/scopes", detail }] });
  }
  const key = `avk_${randomBytes(32).toString("base64url")}`;
  const { name, scopes, expiresInDays } = input;
  const now = ctx.now();
  const expiresAt = expiresInDays === null ? null : new Date(now + expiresInDays * 24 * 3600 * 1000);
  const prefix = key.slice(0, 10);
  const created = { id: newId(), name, prefix, scopes, expiresAt, createdAt: new Date(now) };
  const kept = await once(ctx, async (tx) => {
    await tx.insert(apiKeys).values({
      ...created,
      organizationId,
      hash: hashApiKey(key),
      createdBy: actor.kind === "member" ? actor.userId : null,
    });
    const details = { name, prefix, scopes, expiresInDays };
    await recordAudit(ctx, tx, { action: "api_key.created", targetId: created.id, details });
    return { ...created, expiresAt: expiresAt?.getTime() ?? null, createdAt: now, key };
  });
  return {
    ...kept,
    expiresAt: kept.expiresAt === null ? null : new Date(kept.expiresAt),
    createdAt: new Date(kept.createdAt),
  };
}
