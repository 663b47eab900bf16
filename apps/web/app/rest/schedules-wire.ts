import {
  AssignSchedule,
  CreateSchedule,
  SetSchedule,
  UpdateSchedule,
} from "@availability/domain/availability";
import { z } from "@hono/zod-openapi";
import { AffectedBookings, notices } from "./schedules-affected.ts";

const date = z.string().openapi({ format: "date", example: "2026-12-24" });
export const inheritedFrom = z
  .enum(["location", "organization"])
  .nullable()
  .openapi({ description: "The level above from which it comes; null = its own" });

/** Times of day of one date. */
export const DayHours = z.object({ start: z.string(), end: z.string() }).openapi("DayHours");

const WeeklyHours = z
  .object({
    days: z.array(z.int()).openapi({ description: "ISO weekdays, 1 = Monday", example: [1, 2, 3, 4, 5] }),
    start: z.string().openapi({ example: "09:00" }),
    end: z.string().openapi({ description: "Before the start: on the next day", example: "17:00" }),
  })
  .openapi("WeeklyHours");

const hours = { timeZone: z.string(), weeklyHours: z.array(WeeklyHours) };

export const OwnerSchedule = z
  .object({
    ...hours,
    inheritedFrom,
    scheduleId: z.uuid().nullable(),
    version: z.int().openapi({ description: "Rises with each change; also the ETag" }),
  })
  .openapi("OwnerSchedule");
export const ChangedOwnerSchedule = OwnerSchedule.extend({
  notices,
  affectedBookings: AffectedBookings,
}).openapi("ChangedOwnerSchedule");
export const NewOwnerSchedule = z
  .strictObject({ timeZone: SetSchedule.shape.timeZone, weeklyHours: SetSchedule.shape.weeklyHours })
  .openapi("NewOwnerSchedule");

export const Schedule = z
  .object({ id: z.uuid(), name: z.string(), ...hours, version: z.int() })
  .openapi("Schedule");
export const NewSchedule = z.strictObject(CreateSchedule.shape).openapi("NewSchedule");
export const CreatedSchedule = Schedule.extend({ notices }).openapi("CreatedSchedule");
const { name, timeZone, weeklyHours, version } = UpdateSchedule.shape;
export const ScheduleChanges = z
  .strictObject({ name, timeZone, weeklyHours, version })
  .openapi("ScheduleChanges");
export const ChangedSchedule = CreatedSchedule.extend({ affectedBookings: AffectedBookings }).openapi(
  "ChangedSchedule",
);

const Assignment = z
  .object({
    id: z.uuid(),
    scheduleId: z.uuid(),
    name: z.string(),
    timeZone: z.string(),
    effectiveFrom: date.nullable().openapi({ description: "null: whenever no other schedule is in force" }),
    effectiveUntil: date.nullable().openapi({ description: "Included; null: for good" }),
  })
  .openapi("ScheduleAssignment");
export const ListedAssignment = Assignment.extend({
  inheritedFrom,
  applies: z.boolean().openapi({ description: "false: a nearer level has schedules of its own" }),
}).openapi("ListedScheduleAssignment");
const { scheduleId, effectiveFrom, effectiveUntil } = AssignSchedule.shape;
export const NewAssignment = z
  .strictObject({ scheduleId, effectiveFrom, effectiveUntil })
  .openapi("NewScheduleAssignment");
export const CreatedAssignment = Assignment.extend({ affectedBookings: AffectedBookings }).openapi(
  "CreatedScheduleAssignment",
);

type Hours = {
  timeZone: string;
  weeklyHours: readonly { days: readonly number[]; start: string; end: string }[];
};

/** Weekly hours as an answer holds them. */
export function hoursToWire<T extends Hours>(schedule: T) {
  return {
    ...schedule,
    weeklyHours: schedule.weeklyHours.map(({ days, start, end }) => ({ days: [...days], start, end })),
  };
}
