import { newId, type Queryable, type Transaction } from "@availability/db";
import { scheduleHours, schedules } from "@availability/db/schema";
import { mergeWeeklyHours, type WeeklyHours } from "@availability/domain/availability";
import { DomainError } from "@availability/domain/errors";
import { and, asc, eq, inArray } from "drizzle-orm";

/** A schedule as its callers see it. */
export type Schedule = {
  id: string;
  name: string;
  /** IANA */
  timeZone: string;
  weeklyHours: WeeklyHours[];
  version: number;
};

export const scheduleColumns = {
  id: schedules.id,
  name: schedules.name,
  timeZone: schedules.timeZone,
  version: schedules.version,
};

/** Throws `not_found` unless the schedule is of the organisation. */
export async function requireSchedule(
  db: Queryable,
  organizationId: string,
  scheduleId: string,
): Promise<Schedule> {
  const [row] = await db
    .select(scheduleColumns)
    .from(schedules)
    .where(and(eq(schedules.organizationId, organizationId), eq(schedules.id, scheduleId)));
  if (!row) {
    const detail = "No schedule of your organisation has this id";
    throw new DomainError("not_found", detail, { errors: [{ pointer: "/scheduleId", detail }] });
  }
  const [schedule] = await withHours(db, [row]);
  return schedule ?? { ...row, weeklyHours: [] };
}

/** Adds the weekly hours to schedules, in one query. */
export async function withHours<T extends { id: string }>(
  db: Queryable,
  rows: readonly T[],
): Promise<(T & { weeklyHours: WeeklyHours[] })[]> {
  if (rows.length === 0) return [];
  const hours = await db
    .select({
      scheduleId: scheduleHours.scheduleId,
      weekday: scheduleHours.weekday,
      start: scheduleHours.start,
      end: scheduleHours.end,
    })
    .from(scheduleHours)
    .where(
      inArray(
        scheduleHours.scheduleId,
        rows.map(({ id }) => id),
      ),
    )
    .orderBy(asc(scheduleHours.weekday), asc(scheduleHours.start));
  return rows.map((row) => {
    const own = hours.filter(({ scheduleId }) => scheduleId === row.id);
    const listed = own.map(({ weekday, start, end }) => ({ days: [weekday], start, end }));
    return { ...row, weeklyHours: mergeWeeklyHours(listed).weeklyHours };
  });
}

/** Replaces the hours of a schedule by these, which are merged already. */
export async function writeHours(
  tx: Transaction,
  wanted: { organizationId: string; scheduleId: string; weeklyHours: readonly WeeklyHours[] },
): Promise<void> {
  const { organizationId, scheduleId, weeklyHours } = wanted;
  await tx.delete(scheduleHours).where(eq(scheduleHours.scheduleId, scheduleId));
  const rows = weeklyHours.flatMap(({ days, start, end }) =>
    days.map((weekday) => ({ id: newId(), organizationId, scheduleId, weekday, start, end })),
  );
  if (rows.length > 0) await tx.insert(scheduleHours).values(rows);
}
