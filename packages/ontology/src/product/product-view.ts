import type { Queryable } from "@availability/db";
import { products, requirementGroups, requirementMembers } from "@availability/db/schema";
import { DomainError, must } from "@availability/domain/errors";
import type { ProductRequirement } from "@availability/domain/product";
import { and, asc, eq, inArray, sql } from "drizzle-orm";

/** The columns of a product that its callers see. */
export const productView = {
  id: products.id,
  type: products.type,
  name: products.name,
  description: products.description,
  colour: products.colour,
  locationId: products.locationId,
  capacity: products.capacity,
  maxAttendeesPerBooking: products.maxAttendeesPerBooking,
  durationsMinutes: products.durationsMinutes,
  slotStepMinutes: products.slotStepMinutes,
  bufferBeforeMinutes: products.bufferBeforeMinutes,
  bufferAfterMinutes: products.bufferAfterMinutes,
  minNoticeMinutes: products.minNoticeMinutes,
  horizonDays: products.horizonDays,
  requiresApproval: products.requiresApproval,
  approvalMinutes: products.approvalMinutes,
  priceMinor: products.priceMinor,
  depositMinor: products.depositMinor,
  paymentPolicy: products.paymentPolicy,
  paymentMinutes: products.paymentMinutes,
  cancellationFreeUntilMinutes: products.cancellationFreeUntilMinutes,
  cancellationFeeMinor: products.cancellationFeeMinor,
  currency: products.currency,
  status: products.status,
  version: products.version,
};

export type ProductColumns = { [Key in keyof typeof productView]: (typeof products.$inferSelect)[Key] };
export type Product = ProductColumns & { requirements: ProductRequirement[] };

/** Reads one product; throws `not_found` when the organisation has none of this id. */
export async function readProduct(
  db: Queryable,
  organizationId: string,
  productId: string,
): Promise<Product> {
  const rows = await db
    .select(productView)
    .from(products)
    .where(and(eq(products.organizationId, organizationId), eq(products.id, productId)));
  if (rows.length === 0) throw unknownProduct();
  const [product] = await withRequirements(db, rows);
  return must(product, "a row of a product becomes a product");
}

/** The rows in their order, each with what it requires; one query for all. */
export async function withRequirements(db: Queryable, rows: ProductColumns[]): Promise<Product[]> {
  if (rows.length === 0) return [];
  const { id, productId, position, name, count, units } = requirementGroups;
  const memberIds = sql<string[]>`array_agg(${requirementMembers.productId}::text
    order by ${requirementMembers.position})`;
  const groups = await db
    .select({ productId, name, count, units, productIds: memberIds })
    .from(requirementGroups)
    .innerJoin(requirementMembers, eq(requirementMembers.groupId, id))
    .where(
      inArray(
        productId,
        rows.map((row) => row.id),
      ),
    )
    .groupBy(id)
    .orderBy(asc(productId), asc(position));
  const requirements = new Map<string, ProductRequirement[]>(rows.map((row) => [row.id, []]));
  for (const { productId: ofProduct, ...group } of groups) requirements.get(ofProduct)?.push(group);
  return rows.map((row) => ({ ...row, requirements: requirements.get(row.id) ?? [] }));
}

export function unknownProduct(): DomainError {
  return new DomainError("not_found", "No product of your organisation has this id");
}
