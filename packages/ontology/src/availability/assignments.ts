import type { Queryable } from "@availability/db";
import { locations, products, scheduleAssignments, schedules } from "@availability/db/schema";
import type { Owner } from "@availability/domain/availability";
import { and, asc, eq, sql } from "drizzle-orm";
import { isOwnedBy, ownerOfRow } from "./owner.ts";

/** Which schedule an owner has, and on which dates (both included). */
export type Assignment = {
  id: string;
  scheduleId: string;
  name: string;
  timeZone: string;
  effectiveFrom: string | null;
  effectiveUntil: string | null;
};

export const mostAssignments = 100;

/** The schedules of one owner: the one that always holds first, then by first date. */
export async function assignmentsOf(
  db: Queryable,
  organizationId: string,
  owner: Owner,
): Promise<Assignment[]> {
  return db
    .select({
      id: scheduleAssignments.id,
      scheduleId: scheduleAssignments.scheduleId,
      name: schedules.name,
      timeZone: schedules.timeZone,
      effectiveFrom: scheduleAssignments.effectiveFrom,
      effectiveUntil: scheduleAssignments.effectiveUntil,
    })
    .from(scheduleAssignments)
    .innerJoin(schedules, eq(schedules.id, scheduleAssignments.scheduleId))
    .where(isOwnedBy(scheduleAssignments, organizationId, owner))
    .orderBy(sql`${scheduleAssignments.effectiveFrom} nulls first`)
    .limit(mostAssignments);
}

/** Who has a schedule, at most `limit` of them. */
export async function ownersOf(
  db: Queryable,
  organizationId: string,
  scheduleId: string,
  limit: number,
): Promise<{ owner: Owner; name: string | null }[]> {
  const rows = await db
    .selectDistinct({
      productId: scheduleAssignments.productId,
      locationId: scheduleAssignments.locationId,
      name: sql<string | null>`coalesce(${products.name}, ${locations.name})`,
    })
    .from(scheduleAssignments)
    .leftJoin(products, eq(products.id, scheduleAssignments.productId))
    .leftJoin(locations, eq(locations.id, scheduleAssignments.locationId))
    .where(
      and(
        eq(scheduleAssignments.organizationId, organizationId),
        eq(scheduleAssignments.scheduleId, scheduleId),
      ),
    )
    .orderBy(asc(scheduleAssignments.productId), asc(scheduleAssignments.locationId))
    .limit(limit);
  return rows.map((row) => ({ owner: ownerOfRow(row), name: row.name }));
}
