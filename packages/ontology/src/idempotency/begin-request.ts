import { idempotencyKeys } from "@availability/db/schema";
import { and, eq, sql } from "drizzle-orm";
import * as z from "zod";
import { authorizeMember } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import type { Attempt } from "./attempt.ts";
import { resultSealedFor, rowKey, sealedFor } from "./row-key.ts";

/** An answer as it was given, to be given again. */
export type KeptAnswer = { status: number; headers: Record<string, string>; body: string };

/** How long an answer is kept, and how long a request may be under way before another takes its place. */
export const keptMs = 24 * 3600 * 1000;
const takenOverMs = 60_000;

export type RequestState =
  /** Ours to do, or to answer with what an earlier try committed. */
  | { kind: "begun"; attempt: Attempt }
  | { kind: "under_way" }
  | { kind: "answered"; answer: KeptAnswer }
  /** The key stands for another request. */
  | { kind: "reused" };

/**
 * Begins a request under a key of the caller's choosing, or says what became of the first one under it. `requestHash` tells
 * requests apart. Keys belong to the actor that sent them. One that committed but gave no answer gives way at once, one that did
 * neither after a minute.
 */
export async function beginRequest(
  ctx: Ctx,
  { key, requestHash }: { key: string; requestHash: string },
): Promise<RequestState> {
  const organizationId = authorizeMember(ctx);
  const row = { organizationId, key: rowKey(ctx.actor, key) };
  const startedAt = new Date(ctx.now());
  const isOld = sql`${idempotencyKeys.createdAt} <= ${before(startedAt, keptMs)}::timestamptz`;
  const begun = await ctx.db
    .insert(idempotencyKeys)
    .values({ ...row, requestHash, createdAt: startedAt })
    .onConflictDoUpdate({
      target: [idempotencyKeys.organizationId, idempotencyKeys.key],
      set: {
        requestHash,
        status: null,
        headers: null,
        body: sql`case when ${isOld} then null else ${idempotencyKeys.body} end`,
        createdAt: startedAt,
      },
      setWhere: sql`${isOld} or (${idempotencyKeys.status} is null
        and ${idempotencyKeys.requestHash} = ${requestHash}
        and (${idempotencyKeys.body} is not null
          or ${idempotencyKeys.createdAt} <= ${before(startedAt, takenOverMs)}::timestamptz))`,
    })
    .returning({ body: idempotencyKeys.body });
  const [ours] = begun;
  if (ours) {
    const committed =
      ours.body && Committed.parse(JSON.parse(ctx.cipher.open(ours.body, resultSealedFor(row))));
    return { kind: "begun", attempt: { key, startedAt, committed: committed || null } };
  }
  const [first] = await ctx.db
    .select()
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.organizationId, organizationId), eq(idempotencyKeys.key, row.key)));
  // Given up in this very moment: whoever asks again can begin.
  if (!first) return { kind: "under_way" };
  if (first.requestHash !== requestHash) return { kind: "reused" };
  if (first.status === null || first.body === null) return { kind: "under_way" };
  const body = ctx.cipher.open(first.body, sealedFor(row));
  return { kind: "answered", answer: { status: first.status, headers: first.headers ?? {}, body } };
}

const Committed = z.object({ result: z.json().optional() });

function before(instant: Date, ms: number): string {
  return new Date(instant.getTime() - ms).toISOString();
}
