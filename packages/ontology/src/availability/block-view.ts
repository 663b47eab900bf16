import type { Queryable } from "@availability/db";
import { blockProducts, blocks } from "@availability/db/schema";
import { DomainError, must } from "@availability/domain/errors";
import { and, asc, eq, inArray } from "drizzle-orm";

/** Time taken off products; instants are epoch ms. */
export type Block = {
  id: string;
  productIds: string[];
  /** Of the first occurrence. */
  start: number;
  end: number;
  /** IANA; the occurrences keep their wall time in it */
  timeZone: string;
  /** RFC 5545; null when it happens once */
  rrule: string | null;
  reason: string | null;
  version: number;
};

type BlockRow = Pick<
  typeof blocks.$inferSelect,
  "id" | "during" | "timeZone" | "rrule" | "reason" | "version"
>;

/** Throws `not_found` unless the block is of the organisation. */
export async function requireBlock(db: Queryable, organizationId: string, blockId: string): Promise<Block> {
  const [row] = await db
    .select()
    .from(blocks)
    .where(and(eq(blocks.organizationId, organizationId), eq(blocks.id, blockId)));
  if (!row) {
    const detail = "No block of your organisation has this id";
    throw new DomainError("not_found", detail, { errors: [{ pointer: "/blockId", detail }] });
  }
  const [block] = await withProducts(db, [row]);
  return must(block, "one row gives one block");
}

/** Adds the products to blocks, in one query. */
export async function withProducts(db: Queryable, rows: readonly BlockRow[]): Promise<Block[]> {
  if (rows.length === 0) return [];
  const links = await db
    .select({ blockId: blockProducts.blockId, productId: blockProducts.productId })
    .from(blockProducts)
    .where(
      inArray(
        blockProducts.blockId,
        rows.map(({ id }) => id),
      ),
    )
    .orderBy(asc(blockProducts.productId));
  return rows.map(({ id, during, timeZone, rrule, reason, version }) => ({
    id,
    productIds: links.filter(({ blockId }) => blockId === id).map(({ productId }) => productId),
    ...during,
    timeZone,
    rrule,
    reason,
    version,
  }));
}
