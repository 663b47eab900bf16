import { organizations } from "@availability/db/schema";
import type { UpdateOrganization } from "@availability/domain/organization";
import { eq } from "drizzle-orm";
import { changesBetween } from "../audit/changes-between.ts";
import { recordAudit } from "../audit/record-audit.ts";
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
    if (!isGiven) return readOrganization(tx, organizationId);
    const before = await readOrganization(tx, organizationId);
    await tx.update(organizations).set(input).where(eq(organizations.id, organizationId));
    const after = await readOrganization(tx, organizationId);
    const details = changesBetween(before, after);
    await recordAudit(ctx, tx, { action: "organization.updated", targetId: organizationId, details });
    return after;
  });
}
