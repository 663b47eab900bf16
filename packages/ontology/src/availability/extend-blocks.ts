import type { Transaction } from "@availability/db";
import { blocks } from "@availability/db/schema";
import { occurrences } from "@availability/domain/recurrence";
import { asc, eq, lt } from "drizzle-orm";
import type { Environment } from "../ctx.ts";
import { withProducts } from "./block-view.ts";
import { leastAheadMs, writeOccurrences, writtenAheadMs } from "./write-occurrences.ts";

const batchSize = 25;

/**
 * Writes on the occurrences of blocks that recur, of whatever organisation, until 1,200 days ahead are written; returns how
 * many blocks. Called by the cron alone, and harmless when called again: what is written stands.
 */
export async function extendBlocks(environment: Environment): Promise<number> {
  let extended = 0;
  for (;;) {
    const count = await environment.db.transaction((tx) => extendBatch(tx, environment.now()));
    extended += count;
    if (count < batchSize) return extended;
  }
}

async function extendBatch(tx: Transaction, now: number): Promise<number> {
  const due = await tx
    .select()
    .from(blocks)
    .where(lt(blocks.expandedUntil, new Date(now + leastAheadMs)))
    .orderBy(asc(blocks.expandedUntil))
    .limit(batchSize)
    .for("update", { skipLocked: true });
  const products = new Map((await withProducts(tx, due)).map(({ id, productIds }) => [id, productIds]));
  const until = now + writtenAheadMs;
  for (const { id: blockId, organizationId, during, timeZone, rrule, expandedUntil } of due) {
    const from = expandedUntil?.getTime() ?? during.start;
    // What was accepted is carried on, however much of it has come due.
    const range = { from, until, limit: Number.POSITIVE_INFINITY };
    const { intervals, goesOn } = occurrences({ ...during, timeZone, rrule }, range);
    await writeOccurrences(
      tx,
      { organizationId, blockId, productIds: products.get(blockId) ?? [] },
      intervals,
    );
    await tx
      .update(blocks)
      .set({ expandedUntil: goesOn ? new Date(until) : null })
      .where(eq(blocks.id, blockId));
  }
  return due.length;
}
