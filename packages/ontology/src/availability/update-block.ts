import type { Transaction } from "@availability/db";
import { blockOccurrences, blockProducts, blocks } from "@availability/db/schema";
import type { UpdateBlock } from "@availability/domain/availability";
import { DomainError } from "@availability/domain/errors";
import { and, eq, notInArray, sql } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { requireVersion } from "../product/require-version.ts";
import { withAffected } from "./affected-bookings.ts";
import { type Block, requireBlock } from "./block-view.ts";
import { type ChangedBlock, movedNotices } from "./create-block.ts";
import { requireProducts } from "./require-products.ts";
import { expandBlock, writeOccurrences } from "./write-occurrences.ts";

const longestBlockMs = 366 * 24 * 3600 * 1000;

/** Changes a block with all its occurrences; what is left out stays, `rrule: null` makes it happen once. */
export async function updateBlock(ctx: Ctx, input: UpdateBlock): Promise<ChangedBlock> {
  const organizationId = authorize(ctx, "manage_availability");
  const { blockId } = input;
  return withAffected(
    ctx,
    { organizationId, dryRun: input.dryRun },
    {
      scope: async (tx) => {
        const isThis = and(eq(blocks.organizationId, organizationId), eq(blocks.id, blockId));
        await tx.select({ id: blocks.id }).from(blocks).where(isThis).for("update");
        const stored = await requireBlock(tx, organizationId, blockId);
        requireVersion("block", stored.version, input.version);
        if (input.productIds) await requireProducts(tx, organizationId, input);
        return (input.productIds ?? stored.productIds).map((id) => ({ kind: "product" as const, id }));
      },
      apply: async (tx) => {
        const stored = await requireBlock(tx, organizationId, blockId);
        return rewriteBlock(tx, { organizationId, stored, input, now: ctx.now() });
      },
    },
  );
}

async function rewriteBlock(
  tx: Transaction,
  wanted: { organizationId: string; stored: Block; input: UpdateBlock; now: number },
): Promise<Block & { notices: string[] }> {
  const { organizationId, stored, input, now } = wanted;
  const blockId = stored.id;
  const { start, end } = timesOf(stored, input);
  const timeZone = input.timeZone ?? stored.timeZone;
  const rrule = input.rrule === undefined ? stored.rrule : input.rrule;
  const reason = input.reason === undefined ? stored.reason : input.reason;
  const productIds = [...new Set(input.productIds ?? stored.productIds)];
  const recurrence = { start, end, timeZone, rrule };
  const { first, intervals, expandedUntil } = expandBlock(recurrence, now);
  const set = { during: first, rrule, timeZone, reason, expandedUntil, updatedAt: new Date(now) };
  await tx
    .update(blocks)
    .set({ ...set, version: sql`${blocks.version} + 1` })
    .where(eq(blocks.id, blockId));
  await tx.delete(blockOccurrences).where(eq(blockOccurrences.blockId, blockId));
  await tx
    .delete(blockProducts)
    .where(and(eq(blockProducts.blockId, blockId), notInArray(blockProducts.productId, productIds)));
  const links = productIds.map((productId) => ({ organizationId, blockId, productId }));
  await tx.insert(blockProducts).values(links).onConflictDoNothing();
  await writeOccurrences(tx, { organizationId, blockId, productIds }, intervals);
  return { ...(await requireBlock(tx, organizationId, blockId)), notices: movedNotices(start, first.start) };
}

/** A start alone moves the block; both together were checked at the door. */
function timesOf(stored: Block, input: UpdateBlock): { start: number; end: number } {
  const start = input.start ?? stored.start;
  const end = input.end ?? (input.start === undefined ? stored.end : start + stored.end - stored.start);
  if (end > start && end - start <= longestBlockMs) return { start, end };
  const detail =
    end > start
      ? "At most 366 days; block longer with a rule"
      : "The end must be after the start of the block";
  throw new DomainError("invalid", detail, { errors: [{ pointer: "/end", detail }] });
}
