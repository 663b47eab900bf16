import { organizations } from "@availability/db/schema";
import { must } from "@availability/domain/errors";
import type { UpdateOrganization } from "@availability/domain/organization";
import { eq } from "drizzle-orm";
import { changesBetween } from "../audit/changes-between.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { requireVersion } from "../product/require-version.ts";
import { type Organization, readOrganization } from "./get-organization.ts";

/**
 * Changes what the organisation has decided: its name and zone, which days of calendars are read, how old a calendar may be
 * and what follows, how long holds last, when bookings count as completed. Bookings that were made keep their terms. Throws
 * `stale`.
 */
export async function updateOrganization(ctx: Ctx, input: UpdateOrganization): Promise<Organization> {
  const organizationId = authorize(ctx, "manage_organization");
  const { version, ...fields } = input;
  return ctx.db.transaction(async (tx) => {
    const isThis = eq(organizations.id, organizationId);
    const [row] = await tx
      .select({ version: organizations.version })
      .from(organizations)
      .where(isThis)
      .for("no key update");
    const stored = must(row, "the actor's organisation exists").version;
    requireVersion("organisation", stored, version);
    const before = await readOrganization(tx, organizationId);
    if (Object.values(fields).every((value) => value === undefined)) return before;
    await tx
      .update(organizations)
      .set({ ...fields, version: stored + 1 })
      .where(isThis);
    const after = await readOrganization(tx, organizationId);
    const details = changesBetween(before, after);
    await recordAudit(ctx, tx, { action: "organization.updated", targetId: organizationId, details });
    return after;
  });
}
