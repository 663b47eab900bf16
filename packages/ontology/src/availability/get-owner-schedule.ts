import type { Queryable } from "@availability/db";
import type { GetOwnerSchedule, WeeklyHours } from "@availability/domain/availability";
import { authorizeMember } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { assignmentsOf } from "./assignments.ts";
import { type InheritedFrom, type KnownOwner, levelsOf, requireOwner } from "./owner.ts";
import { requireSchedule } from "./schedule-view.ts";

/** The hours that hold for an owner outside its seasons. */
export type OwnerSchedule = {
  /** Null while nobody set hours without dates; then the version is 0. */
  scheduleId: string | null;
  /** IANA */
  timeZone: string;
  weeklyHours: WeeklyHours[];
  inheritedFrom: InheritedFrom;
  version: number;
};

/** The base schedule of an owner: its own, or that of the nearest level which has schedules. */
export async function getOwnerSchedule(ctx: Ctx, input: GetOwnerSchedule): Promise<OwnerSchedule> {
  const organizationId = authorizeMember(ctx);
  return ownerSchedule(ctx.db, organizationId, await requireOwner(ctx.db, organizationId, input));
}

/** The same for an owner already read. */
export async function ownerSchedule(
  db: Queryable,
  organizationId: string,
  known: KnownOwner,
): Promise<OwnerSchedule> {
  for (const { owner, inheritedFrom } of levelsOf(known)) {
    const assignments = await assignmentsOf(db, organizationId, owner);
    const [first] = assignments;
    if (!first) continue;
    const base = assignments.find(({ effectiveFrom }) => effectiveFrom === null);
    const { timeZone } = first;
    if (!base) return { scheduleId: null, timeZone, weeklyHours: [], inheritedFrom, version: 0 };
    const { id, weeklyHours, version } = await requireSchedule(db, organizationId, base.scheduleId);
    return { scheduleId: id, timeZone, weeklyHours, inheritedFrom, version };
  }
  return { scheduleId: null, timeZone: known.timeZone, weeklyHours: [], inheritedFrom: null, version: 0 };
}
