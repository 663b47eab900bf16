import type { Queryable } from "@availability/db";
import { organizations } from "@availability/db/schema";
import { must } from "@availability/domain/errors";
import { eq } from "drizzle-orm";
import { authorizeMember } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";

/** The columns of an organisation that its members see. */
const organizationView = {
  id: organizations.id,
  name: organizations.name,
  slug: organizations.slug,
  timeZone: organizations.timeZone,
  firstWeekday: organizations.firstWeekday,
  syncPastDays: organizations.syncPastDays,
  syncFutureDays: organizations.syncFutureDays,
  calendarStaleMinutes: organizations.calendarStaleMinutes,
  calendarFailurePolicy: organizations.calendarFailurePolicy,
  freshnessPolicy: organizations.freshnessPolicy,
  externalChangePolicy: organizations.externalChangePolicy,
  holdMinutes: organizations.holdMinutes,
  completeAfterMinutes: organizations.completeAfterMinutes,
  version: organizations.version,
};

export type Organization = {
  [Key in keyof typeof organizationView]: (typeof organizations.$inferSelect)[Key];
};

/** The acting organisation and what it has decided for all its products. */
export async function getOrganization(ctx: Ctx): Promise<Organization> {
  return readOrganization(ctx.db, authorizeMember(ctx));
}

export async function readOrganization(db: Queryable, organizationId: string): Promise<Organization> {
  const [organization] = await db
    .select(organizationView)
    .from(organizations)
    .where(eq(organizations.id, organizationId));
  return must(organization, "the actor's organisation exists");
}
