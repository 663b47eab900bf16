import type { Transaction } from "@availability/db";
import { products } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import { currencyFaults, productFaults, type UpdateProduct } from "@availability/domain/product";
import { eq } from "drizzle-orm";
import { changesBetween } from "../audit/changes-between.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { once } from "../idempotency/once.ts";
import { affectedByChange } from "./affected-by-change.ts";
import { changeCapacity } from "./change-capacity.ts";
import { lockCatalogue } from "./lock-catalogue.ts";
import { lockProduct } from "./lock-product.ts";
import { type Product, type ProductColumns, readProduct } from "./product-view.ts";
import { requireActiveMembers, requireNotNeeded } from "./require-archivable.ts";
import { requireActiveLocation, requireLocation } from "./require-location.ts";
import { setRequirements } from "./set-requirements.ts";
import type { AffectedBookings } from "./standing-bookings.ts";

/** A product after a change, and the bookings that stand although they no longer fit it. */
export type ChangedProduct = Product & { affectedBookings: AffectedBookings };

/**
 * Changes the fields given, archives or restores. Bookings keep standing; those that the change passes over are in
 * `affectedBookings`. Throws `not_found`, `stale`, `invalid` for fields that do not go together, `outside_rules` for an
 * archived location or required product, `in_use` when bookings need the capacity or active services the product.
 */
export async function updateProduct(ctx: Ctx, input: UpdateProduct): Promise<ChangedProduct> {
  const organizationId = authorize(ctx, "manage_products");
  return once(ctx, async (tx) => {
    await lockCatalogue(tx, organizationId);
    const stored = await lockProduct(tx, organizationId, input);
    const { requirements, ...columns } = changesOf(stored, input);
    const next = { ...stored, ...columns };
    requireFaultless(stored, next, columns);
    await requireStatusPossible(tx, organizationId, stored, next);
    if (next.capacity !== stored.capacity) {
      await changeCapacity(tx, { organizationId, now: ctx.now(), stored, next });
    }
    if (requirements) await setRequirements(tx, { organizationId, productId: stored.id, requirements });
    // With the new groups: what an archived product required may be why it was archived.
    if (isRestored(stored, next)) await requireActiveMembers(tx, stored.id);
    const isChanged = requirements !== undefined || Object.keys(columns).length > 0;
    if (isChanged) {
      await write(ctx, tx, stored, columns);
      await record(ctx, tx, stored, { next, areRequirementsNew: requirements !== undefined });
    }
    const affectedBookings = await affectedByChange(tx, {
      organizationId,
      productId: stored.id,
      now: ctx.now(),
      isArchived: stored.status === "active" && next.status === "archived",
      areRequirementsNew: requirements !== undefined,
    });
    return { ...(await readProduct(tx, organizationId, stored.id)), affectedBookings };
  });
}

type Changes = Omit<UpdateProduct, "productId" | "version">;
type ColumnChanges = Partial<ProductColumns>;

/** What was given, without a status that is the stored one. */
function changesOf(stored: ProductColumns, input: UpdateProduct): Changes {
  const { productId: _id, version: _version, ...fields } = input;
  const given = Object.entries(fields).filter(
    ([name, value]) => value !== undefined && !(name === "status" && value === stored.status),
  );
  // The entries are those of `fields`, some left out.
  return Object.fromEntries(given) as Changes;
}

function requireFaultless(stored: ProductColumns, next: ProductColumns, changes: ColumnChanges): void {
  const errors = [...productFaults(next), ...currencyFaults(stored, changes)];
  const [first] = errors;
  if (first) throw new DomainError("invalid", first.detail, { errors });
}

async function requireStatusPossible(
  tx: Transaction,
  organizationId: string,
  stored: ProductColumns,
  next: ProductColumns,
): Promise<void> {
  const isPlacedAnew = next.locationId !== stored.locationId;
  if (next.status === "archived") {
    if (stored.status === "active") await requireNotNeeded(tx, stored);
    if (isPlacedAnew && next.locationId) await requireLocation(tx, organizationId, next.locationId);
  } else if (next.locationId && (isPlacedAnew || isRestored(stored, next))) {
    await requireActiveLocation(tx, organizationId, next.locationId);
  }
}

function isRestored(stored: ProductColumns, next: ProductColumns): boolean {
  return stored.status === "archived" && next.status === "active";
}

async function write(
  ctx: Ctx,
  tx: Transaction,
  stored: ProductColumns,
  columns: ColumnChanges,
): Promise<void> {
  await tx
    .update(products)
    .set({ ...columns, version: stored.version + 1, updatedAt: new Date(ctx.now()) })
    .where(eq(products.id, stored.id));
}

async function record(
  ctx: Ctx,
  tx: Transaction,
  stored: ProductColumns,
  { next, areRequirementsNew }: { next: ProductColumns; areRequirementsNew: boolean },
): Promise<void> {
  const changed = next.status === "archived" ? "product.archived" : "product.restored";
  const action = next.status === stored.status ? "product.updated" : changed;
  const details = {
    ...changesBetween(stored, next),
    ...(areRequirementsNew ? { requirements: "changed" } : {}),
  };
  await recordAudit(ctx, tx, { action, targetId: stored.id, details });
}
