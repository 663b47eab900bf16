import { locations, products } from "@availability/db/schema";
import { DomainError, must } from "@availability/domain/errors";
import { locationFaults, type UpdateLocation } from "@availability/domain/location";
import { and, eq } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { once } from "../idempotency/once.ts";
import { lockCatalogue } from "../product/lock-catalogue.ts";
import { type Location, locationView, readLocation } from "./location-view.ts";
import { requireNoProducts } from "./require-no-products.ts";

/**
 * Changes the fields given, archives or restores. Throws `not_found`, `stale`, `invalid` for fields that do not go together,
 * `in_use` when active products are at a location that is to be archived.
 */
export async function updateLocation(ctx: Ctx, input: UpdateLocation): Promise<Location> {
  const organizationId = authorize(ctx, "manage_products");
  return once(ctx, async (tx) => {
    await lockCatalogue(tx, organizationId);
    const stored = await readLocation(tx, organizationId, input);
    const changes = changesOf(stored, input);
    const next = { ...stored, ...changes };
    requireFaultless(next);
    const isArchived = stored.status === "active" && next.status === "archived";
    if (isArchived) {
      const fix = "move them elsewhere or archive them first";
      await requireNoProducts(tx, stored, { condition: eq(products.status, "active"), fix });
    }
    if (Object.keys(changes).length === 0) return stored;
    const [changed] = await tx
      .update(locations)
      .set({ ...changes, version: stored.version + 1, updatedAt: new Date(ctx.now()) })
      .where(and(eq(locations.organizationId, organizationId), eq(locations.id, stored.id)))
      .returning(locationView);
    return must(changed, "the catalogue's lock keeps the row");
  });
}

type Changes = Omit<UpdateLocation, "locationId" | "version">;

/** What was given, without a status that is the stored one. */
function changesOf(stored: Location, input: UpdateLocation): Partial<Location> {
  const { locationId: _id, version: _version, ...fields } = input;
  const given = Object.entries(fields satisfies Changes).filter(
    ([name, value]) => value !== undefined && !(name === "status" && value === stored.status),
  );
  // The entries are those of `fields`, some left out.
  return Object.fromEntries(given) as Partial<Location>;
}

function requireFaultless(location: Location): void {
  const errors = locationFaults(location);
  const [first] = errors;
  if (first) throw new DomainError("invalid", first.detail, { errors });
}
