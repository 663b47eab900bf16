import { newId, type Transaction } from "@availability/db";
import { products } from "@availability/db/schema";
import type { CreateProduct } from "@availability/domain/product";
import { recordAudit } from "../audit/record-audit.ts";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { once } from "../idempotency/once.ts";
import { lockCatalogue } from "./lock-catalogue.ts";
import { type Product, readProduct } from "./product-view.ts";
import { requireActiveLocation } from "./require-location.ts";
import { setRequirements } from "./set-requirements.ts";

/**
 * Creates a product. It has no hours yet, so nothing of it is free until a schedule is set. Throws `not_found` for a
 * location or a required product that is not the organisation's, `outside_rules` for one that is archived.
 */
export async function createProduct(ctx: Ctx, product: CreateProduct): Promise<Product> {
  const organizationId = authorize(ctx, "manage_products");
  return once(ctx, (tx) => write(ctx, tx, organizationId, product));
}

async function write(
  ctx: Ctx,
  tx: Transaction,
  organizationId: string,
  { requirements, ...product }: CreateProduct,
): Promise<Product> {
  await lockCatalogue(tx, organizationId);
  if (product.locationId) await requireActiveLocation(tx, organizationId, product.locationId);
  const productId = newId();
  const at = new Date(ctx.now());
  await tx
    .insert(products)
    .values({ ...product, id: productId, organizationId, createdAt: at, updatedAt: at });
  if (requirements.length > 0) await setRequirements(tx, { organizationId, productId, requirements });
  const { type, name } = product;
  await recordAudit(ctx, tx, { action: "product.created", targetId: productId, details: { type, name } });
  return readProduct(tx, organizationId, productId);
}
