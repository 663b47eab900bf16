import { blockOccurrences, blockProducts, blocks } from "@availability/db/schema";
import type { ListBlocks } from "@availability/domain/availability";
import { and, asc, eq, exists, gt, or, sql } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { decodeCursor, encodeCursor, foreignCursor, type Page } from "../page.ts";
import { type Block, withProducts } from "./block-view.ts";
import { requireProduct } from "./require-product.ts";

/** The blocks of a product that take time between `from` and `to` (epoch ms), by their first start, a page at a time. */
export async function listBlocks(ctx: Ctx, input: ListBlocks): Promise<Page<Block>> {
  const organizationId = authorize(ctx, "view_bookings");
  const { productId, limit } = input;
  await requireProduct(ctx.db, organizationId, productId);
  const firstStart = sql`lower(${blocks.during})`;
  const rows = await ctx.db
    .select({
      id: blocks.id,
      during: blocks.during,
      timeZone: blocks.timeZone,
      rrule: blocks.rrule,
      reason: blocks.reason,
      version: blocks.version,
    })
    .from(blockProducts)
    .innerJoin(blocks, eq(blocks.id, blockProducts.blockId))
    .where(
      and(
        eq(blockProducts.productId, productId),
        eq(blockProducts.organizationId, organizationId),
        takesTime(ctx, input),
        afterCursor(input.cursor),
      ),
    )
    .orderBy(asc(firstStart), asc(blocks.id))
    .limit(limit + 1);
  const data = await withProducts(ctx.db, rows.slice(0, limit));
  const last = data.at(-1);
  const more = rows.length > data.length && last;
  return { data, nextCursor: more ? encodeCursor({ key: String(last.start), id: last.id }) : null };
}

function takesTime(ctx: Ctx, { productId, from, to }: ListBlocks) {
  if (from === undefined && to === undefined) return undefined;
  const bound = (instant: number | undefined) =>
    instant === undefined ? sql`null` : sql`${new Date(instant).toISOString()}::timestamptz`;
  return exists(
    ctx.db
      .select({ one: sql`1` })
      .from(blockOccurrences)
      .where(
        and(
          eq(blockOccurrences.blockId, blocks.id),
          eq(blockOccurrences.productId, productId),
          sql`${blockOccurrences.during} && tstzrange(${bound(from)}, ${bound(to)})`,
        ),
      ),
  );
}

function afterCursor(cursor: string | null | undefined) {
  const after = decodeCursor(cursor);
  if (!after) return undefined;
  const start = new Date(/^-?\d{1,15}$/.test(after.key) ? Number(after.key) : Number.NaN);
  if (Number.isNaN(start.getTime())) throw foreignCursor();
  const instant = sql`${start.toISOString()}::timestamptz`;
  const firstStart = sql`lower(${blocks.during})`;
  return or(sql`${firstStart} > ${instant}`, and(sql`${firstStart} = ${instant}`, gt(blocks.id, after.id)));
}
