import { blocks } from "@availability/db/schema";
import type { DeleteBlock } from "@availability/domain/availability";
import { and, eq } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { requireVersion } from "../product/require-version.ts";
import { requireBlock } from "./block-view.ts";

/** Gives the time back, of all occurrences and products. */
export async function deleteBlock(ctx: Ctx, { blockId, version }: DeleteBlock): Promise<void> {
  const organizationId = authorize(ctx, "manage_availability");
  const isThis = and(eq(blocks.organizationId, organizationId), eq(blocks.id, blockId));
  await ctx.db.transaction(async (tx) => {
    await tx.select({ id: blocks.id }).from(blocks).where(isThis).for("update");
    const stored = await requireBlock(tx, organizationId, blockId);
    requireVersion("block", stored.version, version);
    await tx.delete(blocks).where(isThis);
  });
}
