import type { Queryable } from "@availability/db";
import { locations } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import { and, eq } from "drizzle-orm";

/** Throws `not_found` unless the location is the organisation's. */
export async function requireLocation(
  db: Queryable,
  organizationId: string,
  locationId: string,
): Promise<{ name: string; status: "active" | "archived" }> {
  const [location] = await db
    .select({ name: locations.name, status: locations.status })
    .from(locations)
    .where(and(eq(locations.organizationId, organizationId), eq(locations.id, locationId)));
  if (location) return location;
  throw refusal("not_found", "No location of your organisation has this id");
}

/** Throws `not_found` unless the location is the organisation's, `outside_rules` when it is archived. */
export async function requireActiveLocation(
  db: Queryable,
  organizationId: string,
  locationId: string,
): Promise<void> {
  const { name, status } = await requireLocation(db, organizationId, locationId);
  if (status === "active") return;
  throw refusal("outside_rules", `"${name}" is archived; restore the location or choose another`);
}

function refusal(code: "not_found" | "outside_rules", detail: string): DomainError {
  return new DomainError(code, detail, { errors: [{ pointer: "/locationId", detail }] });
}
