import { idempotencyKeys } from "@availability/db/schema";
import { and, eq, isNull } from "drizzle-orm";
import { authorizeMember } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import type { KeptAnswer } from "./begin-request.ts";
import { rowKey, sealedFor } from "./row-key.ts";

type Finished = { key: string; startedAt: Date; answer: KeptAnswer | null };

/** Keeps the answer of a request that was begun; without one, its key is free again. Nothing happens when it was taken over. */
export async function finishRequest(ctx: Ctx, { key, startedAt, answer }: Finished): Promise<void> {
  const row = { organizationId: authorizeMember(ctx), key: rowKey(ctx.actor, key) };
  const ours = and(
    eq(idempotencyKeys.organizationId, row.organizationId),
    eq(idempotencyKeys.key, row.key),
    eq(idempotencyKeys.createdAt, startedAt),
    isNull(idempotencyKeys.status),
  );
  if (!answer) {
    await ctx.db.delete(idempotencyKeys).where(ours);
    return;
  }
  const { status, headers } = answer;
  const body = ctx.cipher.seal(answer.body, sealedFor(row));
  await ctx.db.update(idempotencyKeys).set({ status, headers, body }).where(ours);
}
