import { locations } from "@availability/db/schema";
import { asc, eq } from "drizzle-orm";
import { authorizeMember } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { type Location, locationView } from "./location-view.ts";

/** The organisation's locations, oldest first, at most 500. */
export async function listLocations(ctx: Ctx): Promise<Location[]> {
  const organizationId = authorizeMember(ctx);
  return ctx.db
    .select(locationView)
    .from(locations)
    .where(eq(locations.organizationId, organizationId))
    .orderBy(asc(locations.createdAt))
    .limit(500);
}
