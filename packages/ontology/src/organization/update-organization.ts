import { organizations } from "@availability/db/schema";
import type { UpdateOrganization } from "@availability/domain/organization";
import { eq } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { type Organization, readOrganization } from "./get-organization.ts";

/**
 * Changes what the organisation has decided: its zone, how old a calendar may be and what follows, how long holds last, when
 * bookings count as completed. Bookings that were made keep their terms.
 */
export async function updateOrganization(ctx: Ctx, input: UpdateOrganization): Promise<Organization> {
  const organizationId = authorize(ctx, "manage_organization");
  return ctx.db.transaction(async (tx) => {
    const isGiven = Object.values(input).some((value) => value !== undefined);
    if (isGiven) await tx.update(organizations).set(input).where(eq(organizations.id, organizationId));
    return readOrganization(tx, organizationId);
  });
}
