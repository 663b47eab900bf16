import type { Queryable } from "@availability/db";
import { scheduleAssignments, schedules } from "@availability/db/schema";
import type { Owner } from "@availability/domain/availability";
import { DomainError } from "@availability/domain/errors";
import { and, eq, ne, sql } from "drizzle-orm";
import { isOwnedBy } from "./owner.ts";

type Other = { name: string; timeZone: string };
type Wanted = {
  organizationId: string;
  /** Not compared with itself; null = a schedule that is not stored yet. */
  scheduleId: string | null;
  timeZone: string;
  pointer: "/timeZone" | "/scheduleId";
};

/** Throws `invalid` when the owner has another schedule in another zone: dates of one owner are read in one zone. */
export async function requireZoneOfOwner(db: Queryable, owner: Owner, wanted: Wanted): Promise<void> {
  const [other] = await db
    .select({ name: schedules.name, timeZone: schedules.timeZone })
    .from(scheduleAssignments)
    .innerJoin(schedules, eq(schedules.id, scheduleAssignments.scheduleId))
    .where(
      and(
        isOwnedBy(scheduleAssignments, wanted.organizationId, owner),
        wanted.scheduleId ? ne(schedules.id, wanted.scheduleId) : undefined,
        ne(schedules.timeZone, wanted.timeZone),
      ),
    )
    .limit(1);
  refuseOther(other, wanted);
}

/** The same for everybody who has this schedule. */
export async function requireZoneOfOwners(
  db: Queryable,
  wanted: Wanted & { scheduleId: string },
): Promise<void> {
  const { organizationId, scheduleId, timeZone } = wanted;
  const [other] = await db.execute<Other>(sql`
    select s.name, s.time_zone as "timeZone"
    from schedule_assignments mine
      join schedule_assignments theirs on theirs.organization_id = mine.organization_id
        and (theirs.product_id = mine.product_id or theirs.location_id = mine.location_id
          or (num_nulls(theirs.product_id, theirs.location_id, mine.product_id, mine.location_id) = 4))
      join schedules s on s.id = theirs.schedule_id
    where mine.organization_id = ${organizationId} and mine.schedule_id = ${scheduleId}
      and s.id <> ${scheduleId} and s.time_zone <> ${timeZone}
    limit 1`);
  refuseOther(other, wanted);
}

function refuseOther(other: Other | undefined, { timeZone, pointer }: Wanted): void {
  if (!other) return;
  const fix = pointer === "/timeZone" ? `write ${other.timeZone}` : `assign one in ${other.timeZone}`;
  const detail = `All schedules of one owner share a time zone: "${other.name}" is in ${other.timeZone}, this one in ${timeZone}; ${fix}, or take the other one away first`;
  throw new DomainError("invalid", detail, { errors: [{ pointer, detail }] });
}
