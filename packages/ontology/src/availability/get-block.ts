import type { GetBlock } from "@availability/domain/availability";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { type Block, requireBlock } from "./block-view.ts";

/** One block; throws `not_found`. */
export async function getBlock(ctx: Ctx, { blockId }: GetBlock): Promise<Block> {
  return requireBlock(ctx.db, authorize(ctx, "view_bookings"), blockId);
}
