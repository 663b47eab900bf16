import type { LocationChange } from "@availability/domain/location";
import type { Ctx } from "../ctx.ts";
import type { Location } from "./location-view.ts";
import { updateLocation } from "./update-location.ts";

/** Keeps products from being put there. Throws `not_found`, `stale`, `in_use` while active products are there. */
export async function archiveLocation(ctx: Ctx, input: LocationChange): Promise<Location> {
  return updateLocation(ctx, { ...input, status: "archived" });
}
