import { newId } from "@availability/db";
import { locations } from "@availability/db/schema";
import { must } from "@availability/domain/errors";
import type { CreateLocation } from "@availability/domain/location";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { once } from "../idempotency/once.ts";
import { type Location, locationView } from "./location-view.ts";

/** Creates a location; products are put there by their `locationId`. */
export async function createLocation(ctx: Ctx, input: CreateLocation): Promise<Location> {
  const organizationId = authorize(ctx, "manage_products");
  const at = new Date(ctx.now());
  return once(ctx, async (tx) => {
    const [created] = await tx
      .insert(locations)
      .values({ ...input, id: newId(), organizationId, createdAt: at, updatedAt: at })
      .returning(locationView);
    return must(created, "an insert returns its row");
  });
}
