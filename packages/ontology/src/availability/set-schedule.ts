import { newId, type Transaction } from "@availability/db";
import { scheduleAssignments, schedules } from "@availability/db/schema";
import { mergeWeeklyHours, type SetSchedule, type WeeklyHours } from "@availability/domain/availability";
import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit.ts";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { requireVersion } from "../product/require-version.ts";
import { type AffectedBookings, withAffected } from "./affected-bookings.ts";
import { type OwnerSchedule, ownerSchedule } from "./get-owner-schedule.ts";
import { lockSchedules } from "./lock-schedules.ts";
import { requireZoneOfOwner } from "./one-time-zone.ts";
import { isOwnedBy, type KnownOwner, ownerColumns, requireOwner } from "./owner.ts";
import { writeHours } from "./schedule-view.ts";

type Wanted = {
  organizationId: string;
  known: KnownOwner;
  timeZone: string;
  weeklyHours: WeeklyHours[];
  /** Of a schedule made anew: later than what its owner had until now. */
  version: number;
  at: Date;
};

/**
 * Replaces the weekly hours of an owner that hold outside its seasons. Hours shared with others stay as they are for these:
 * the owner gets its own, and `notices` say so. Bookings that stand keep standing.
 */
export async function setSchedule(
  ctx: Ctx,
  input: SetSchedule,
): Promise<OwnerSchedule & { notices: string[]; affectedBookings: AffectedBookings }> {
  const organizationId = authorize(ctx, "manage_availability");
  const { timeZone } = input;
  const { weeklyHours, notices } = mergeWeeklyHours(input.weeklyHours);
  return withAffected(
    ctx,
    { organizationId, dryRun: input.dryRun },
    {
      scope: async (tx) => {
        await lockSchedules(tx, organizationId);
        return [(await requireOwner(tx, organizationId, input)).owner];
      },
      apply: async (tx) => {
        const known = await requireOwner(tx, organizationId, input);
        const stored = await ownerSchedule(tx, organizationId, known);
        requireVersion("schedule", stored.version, input.version);
        const wanted = {
          organizationId,
          known,
          timeZone,
          weeklyHours,
          version: stored.version + 1,
          at: new Date(ctx.now()),
        };
        const split = await writeBase(tx, wanted);
        const schedule = await ownerSchedule(tx, organizationId, known);
        const details = { owner: known.owner, timeZone, weeklyHours };
        await recordAudit(ctx, tx, { action: "schedule.updated", targetId: schedule.scheduleId, details });
        return {
          ...schedule,
          notices: [...notices, ...split],
        };
      },
    },
  );
}

/** Writes the base schedule; returns what is worth saying about it. */
async function writeBase(tx: Transaction, wanted: Wanted): Promise<string[]> {
  const { organizationId, known, timeZone, weeklyHours, version, at } = wanted;
  const base = await findBase(tx, organizationId, known);
  const kept = base && !base.isShared ? base.scheduleId : null;
  const zone = {
    organizationId,
    scheduleId: base?.scheduleId ?? null,
    timeZone,
    pointer: "/timeZone" as const,
  };
  await requireZoneOfOwner(tx, known.owner, zone);
  const scheduleId = kept ?? newId();
  if (kept) {
    await tx
      .update(schedules)
      .set({ timeZone, updatedAt: at, version: sql`${schedules.version} + 1` })
      .where(eq(schedules.id, kept));
  } else {
    const name = `${known.name} hours`.slice(0, 100);
    await tx.insert(schedules).values({ id: scheduleId, organizationId, name, timeZone, version });
  }
  await writeHours(tx, { organizationId, scheduleId, weeklyHours });
  if (kept) return [];
  if (!base) {
    const columns = { ...ownerColumns(known.owner), scheduleId };
    await tx.insert(scheduleAssignments).values({ id: newId(), organizationId, ...columns });
    return [];
  }
  await tx.update(scheduleAssignments).set({ scheduleId }).where(eq(scheduleAssignments.id, base.id));
  return [
    `"${base.name}" is shared, so it stays as it is and "${known.name}" has hours of its own from now on`,
  ];
}

async function findBase(tx: Transaction, organizationId: string, { owner }: KnownOwner) {
  const [base] = await tx
    .select({ id: scheduleAssignments.id, scheduleId: scheduleAssignments.scheduleId, name: schedules.name })
    .from(scheduleAssignments)
    .innerJoin(schedules, eq(schedules.id, scheduleAssignments.scheduleId))
    .where(
      and(isOwnedBy(scheduleAssignments, organizationId, owner), isNull(scheduleAssignments.effectiveFrom)),
    );
  if (!base) return null;
  const others = await tx
    .select({ id: scheduleAssignments.id })
    .from(scheduleAssignments)
    .where(and(eq(scheduleAssignments.scheduleId, base.scheduleId), ne(scheduleAssignments.id, base.id)))
    .limit(1);
  return { ...base, isShared: others.length > 0 };
}
