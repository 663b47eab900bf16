import type { Transaction } from "@availability/db";
import { idempotencyKeys } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import { and, eq, isNull } from "drizzle-orm";
import type { Ctx } from "../ctx.ts";
import type { Committed, Json } from "./attempt.ts";
import { resultSealedFor, rowKey } from "./row-key.ts";

/**
 * Runs the transaction of a verb. Under an Idempotency-Key its result commits with it, so that a try after a crash finds the
 * result and does nothing again. Throws `stale` when another try has taken the key over: then nothing of this one stays.
 */
export async function once<Result extends Json>(
  ctx: Ctx,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  const committed = committedBefore<Result>(ctx);
  if (committed) return committed.result;
  return ctx.db.transaction(async (tx) => {
    const result = await work(tx);
    await keepResult(ctx, tx, result);
    return result;
  });
}

/** What an earlier try of this request committed, by the same verb; null when it is to be done. */
export function committedBefore<Result extends Json>({ attempt }: Ctx): { result: Result } | null {
  // A key stands for one request, and a request is of one verb: the result is of its type.
  return (attempt?.committed ?? null) as { result: Result } | null;
}

/** Keeps the result of a verb in its transaction, for a try after a crash; nothing to keep without a key. */
export async function keepResult<Result extends Json>(
  ctx: Ctx,
  tx: Transaction,
  result: Result,
): Promise<void> {
  const { attempt, actor, cipher } = ctx;
  if (!attempt) return;
  const row = { organizationId: actor.organizationId, key: rowKey(actor, attempt.key) };
  const committed: Committed = { result };
  const kept = await tx
    .update(idempotencyKeys)
    .set({ body: cipher.seal(JSON.stringify(committed), resultSealedFor(row)) })
    .where(
      and(
        eq(idempotencyKeys.organizationId, row.organizationId),
        eq(idempotencyKeys.key, row.key),
        eq(idempotencyKeys.createdAt, attempt.startedAt),
        isNull(idempotencyKeys.status),
        isNull(idempotencyKeys.body),
      ),
    )
    .returning({ key: idempotencyKeys.key });
  if (kept.length > 0) return;
  throw new DomainError(
    "stale",
    "This took so long that it was begun anew under its Idempotency-Key; send it again for the answer",
  );
}
