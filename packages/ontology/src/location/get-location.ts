import { authorizeMember } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { type Location, readLocation } from "./location-view.ts";

/** The location of this id, archived or not; throws `not_found` when the organisation has none. */
export async function getLocation(ctx: Ctx, input: { locationId: string }): Promise<Location> {
  return readLocation(ctx.db, authorizeMember(ctx), { locationId: input.locationId });
}
