import { newId } from "@availability/db";
import { blockOccurrences, blockProducts, blocks, organizations } from "@availability/db/schema";
import type { CreateBlock } from "@availability/domain/availability";
import { must } from "@availability/domain/errors";
import { eq } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { requireProduct } from "./require-product.ts";

/** Takes a stretch of time off a product. Bookings inside it keep standing. */
export async function createBlock(ctx: Ctx, input: CreateBlock): Promise<{ id: string }> {
  const organizationId = authorize(ctx, "manage_availability");
  const { productId, start, end, reason } = input;
  await requireProduct(ctx.db, organizationId, productId);
  const id = newId();
  const during = { start, end };
  await ctx.db.transaction(async (tx) => {
    const [organization] = await tx
      .select({ timeZone: organizations.timeZone })
      .from(organizations)
      .where(eq(organizations.id, organizationId));
    const { timeZone } = must(organization, "the actor's organisation exists");
    await tx.insert(blocks).values({ id, organizationId, during, timeZone, reason: reason ?? null });
    await tx.insert(blockProducts).values({ organizationId, blockId: id, productId });
    await tx.insert(blockOccurrences).values({ organizationId, blockId: id, productId, during });
  });
  return { id };
}
