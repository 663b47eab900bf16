import { newId } from "@availability/db";
import { locations, products } from "@availability/db/schema";
import { DomainError, must } from "@availability/domain/errors";
import type { CreateProduct } from "@availability/domain/product";
import { and, eq } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { type Product, productView } from "./product-view.ts";

/** Creates a product. It has no hours yet, so nothing of it is free until a schedule is set. */
export async function createProduct(ctx: Ctx, product: CreateProduct): Promise<Product> {
  const organizationId = authorize(ctx, "manage_products");
  if (product.locationId) await requireLocation(ctx, organizationId, product.locationId);
  const [created] = await ctx.db
    .insert(products)
    .values({ ...product, id: newId(), organizationId })
    .returning(productView);
  return must(created, "an insert returns its row");
}

async function requireLocation(ctx: Ctx, organizationId: string, locationId: string): Promise<void> {
  const [location] = await ctx.db
    .select({ id: locations.id })
    .from(locations)
    .where(and(eq(locations.organizationId, organizationId), eq(locations.id, locationId)));
  if (location) return;
  const detail = "No location of your organisation has this id";
  throw new DomainError("not_found", detail, { errors: [{ pointer: "/locationId", detail }] });
}
