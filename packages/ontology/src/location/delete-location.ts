import { locations } from "@availability/db/schema";
import type { LocationChange } from "@availability/domain/location";
import { and, eq } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { lockCatalogue } from "../product/lock-catalogue.ts";
import { readLocation } from "./location-view.ts";
import { requireNoProducts } from "./require-no-products.ts";

/**
 * Deletes a location, with its hours and exceptions. Throws `not_found`, `stale`, `in_use` while products are there,
 * archived ones included.
 */
export async function deleteLocation(ctx: Ctx, input: LocationChange): Promise<void> {
  const organizationId = authorize(ctx, "manage_products");
  await ctx.db.transaction(async (tx) => {
    await lockCatalogue(tx, organizationId);
    const location = await readLocation(tx, organizationId, input);
    const fix = "move them elsewhere first (archived ones as well), or archive the location";
    await requireNoProducts(tx, location, { fix });
    await tx
      .delete(locations)
      .where(and(eq(locations.organizationId, organizationId), eq(locations.id, location.id)));
  });
}
