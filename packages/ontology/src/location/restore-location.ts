import type { LocationChange } from "@availability/domain/location";
import type { Ctx } from "../ctx.ts";
import type { Location } from "./location-view.ts";
import { updateLocation } from "./update-location.ts";

/** Opens an archived location to products again. Throws `not_found`, `stale`. */
export async function restoreLocation(ctx: Ctx, input: LocationChange): Promise<Location> {
  return updateLocation(ctx, { ...input, status: "active" });
}
