import { idempotencyKeys } from "@availability/db/schema";
import { and, eq, isNull } from "drizzle-orm";
import { authorizeMember } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import type { Attempt } from "./attempt.ts";
import type { KeptAnswer } from "./begin-request.ts";
import { rowKey, sealedFor } from "./row-key.ts";

/**
 * Keeps the answer of a request that was begun. Without one its key is free again, unless something was committed: then the
 * next try answers with that. Nothing happens when it was taken over.
 */
export async function finishRequest(
  ctx: Ctx,
  { key, startedAt }: Pick<Attempt, "key" | "startedAt">,
  answer: KeptAnswer | null,
): Promise<void> {
  const row = { organizationId: authorizeMember(ctx), key: rowKey(ctx.actor, key) };
  const ours = and(
    eq(idempotencyKeys.organizationId, row.organizationId),
    eq(idempotencyKeys.key, row.key),
    eq(idempotencyKeys.createdAt, startedAt),
    isNull(idempotencyKeys.status),
  );
  if (!answer) {
    await ctx.db.delete(idempotencyKeys).where(and(ours, isNull(idempotencyKeys.body)));
    return;
  }
  const { status, headers } = answer;
  const body = ctx.cipher.seal(answer.body, sealedFor(row));
  await ctx.db.update(idempotencyKeys).set({ status, headers, body }).where(ours);
}
