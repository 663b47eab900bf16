import type { Queryable } from "@availability/db";
import { locations } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import type { LocationChange } from "@availability/domain/location";
import { and, eq } from "drizzle-orm";
import { requireVersion } from "../product/require-version.ts";

/** The columns of a location that its callers see. */
export const locationView = {
  id: locations.id,
  kind: locations.kind,
  name: locations.name,
  timeZone: locations.timeZone,
  address: locations.address,
  joinUrl: locations.joinUrl,
  status: locations.status,
  version: locations.version,
};

export type Location = { [Key in keyof typeof locationView]: (typeof locations.$inferSelect)[Key] };

/** Reads one location; throws `not_found` when the organisation has none of this id, `stale` when `version` is another. */
export async function readLocation(
  db: Queryable,
  organizationId: string,
  { locationId, version }: LocationChange,
): Promise<Location> {
  const [location] = await db
    .select(locationView)
    .from(locations)
    .where(and(eq(locations.organizationId, organizationId), eq(locations.id, locationId)));
  if (!location) throw new DomainError("not_found", "No location of your organisation has this id");
  requireVersion("location", location.version, version);
  return location;
}
