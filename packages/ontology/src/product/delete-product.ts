import type { Transaction } from "@availability/db";
import { allocationMembers, blockProducts, blocks, bookings, products } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import type { ProductChange } from "@availability/domain/product";
import { and, eq, sql } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit.ts";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { lockCatalogue } from "./lock-catalogue.ts";
import { lockProduct } from "./lock-product.ts";
import type { ProductColumns } from "./product-view.ts";
import { namesOf, requiringProducts } from "./require-archivable.ts";
import { listBookings } from "./standing-bookings.ts";

/**
 * Deletes a product that nothing relies on, with its hours, exceptions and blocks. Throws `not_found`, `stale`, `in_use`
 * with the bookings it ever had, or with the products that require it.
 */
export async function deleteProduct(ctx: Ctx, input: ProductChange): Promise<void> {
  const organizationId = authorize(ctx, "manage_products");
  await ctx.db.transaction(async (tx) => {
    await lockCatalogue(tx, organizationId);
    const product = await lockProduct(tx, organizationId, input);
    await requireUnbooked(tx, organizationId, product);
    await requireNowhereRequired(tx, product);
    await deleteOwnBlocks(tx, product.id);
    // Those of bookings that moved elsewhere, and no longer anybody's history.
    await tx.delete(allocationMembers).where(eq(allocationMembers.productId, product.id));
    await tx.delete(products).where(eq(products.id, product.id));
    const details = { name: product.name };
    await recordAudit(ctx, tx, { action: "product.deleted", targetId: product.id, details });
  });
}

async function requireUnbooked(
  tx: Transaction,
  organizationId: string,
  { id, name }: ProductColumns,
): Promise<void> {
  const ids = sql`select ${bookings.id} from ${bookings} where ${bookings.productId} = ${id}
    union select b.id from ${allocationMembers} join bookings b on b.allocation_id = ${allocationMembers.allocationId}
    where ${allocationMembers.productId} = ${id}`;
  const booked = await listBookings(
    tx,
    and(eq(bookings.organizationId, organizationId), sql`${bookings.id} in (${ids})`),
  );
  if (booked.total === 0) return;
  throw new DomainError(
    "in_use",
    `"${name}" has ${booked.total} bookings, past ones included, and their history needs it; archive it instead`,
    booked,
  );
}

/** Whatever their status: an archived service is restored with what it requires. */
async function requireNowhereRequired(tx: Transaction, { id, name }: ProductColumns): Promise<void> {
  const needing = await requiringProducts(tx, id);
  if (needing.total === 0) return;
  throw new DomainError(
    "in_use",
    `"${name}" is required by ${namesOf(needing)}; take it out of their requirements first, or archive it`,
    needing,
  );
}

/** Blocks that are for this product alone; those that are for others as well only lose it. */
async function deleteOwnBlocks(tx: Transaction, productId: string): Promise<void> {
  await tx.delete(blocks).where(sql`${blocks.id} in (
    select ${blockProducts.blockId} from ${blockProducts} where ${blockProducts.productId} = ${productId}
      and not exists (select from ${blockProducts} others
        where others.block_id = ${blockProducts.blockId} and others.product_id <> ${productId}))`);
}
