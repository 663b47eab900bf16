import { newId } from "@availability/db";
import { blocks } from "@availability/db/schema";
import type { CreateBlock } from "@availability/domain/availability";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { requireProduct } from "./require-product.ts";

/** Takes a stretch of time off a product. Bookings inside it keep standing. */
export async function createBlock(ctx: Ctx, input: CreateBlock): Promise<{ id: string }> {
  const organizationId = authorize(ctx, "manage_availability");
  const { productId, start, end, reason } = input;
  await requireProduct(ctx.db, organizationId, productId);
  const id = newId();
  await ctx.db
    .insert(blocks)
    .values({ id, organizationId, productId, during: { start, end }, reason: reason ?? null });
  return { id };
}
