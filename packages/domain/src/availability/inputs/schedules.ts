import * as z from "zod";
import { Hours, LocalDateInput, TimeZone } from "../../time/inputs.ts";
import { dryRun, namesOneOwner, oneOwner, ownerFields, pageFields, version } from "./owner.ts";

const Weekday = z
  .int("A whole number")
  .min(1, "Weekdays are 1 = Monday to 7 = Sunday")
  .max(7, "Weekdays are 1 = Monday to 7 = Sunday");

const isNotEmpty = ({ start, end }: { start: string; end: string }): boolean => start !== end;
const empty = { path: ["end"], message: "The range is empty; write 00:00 to 24:00 for the whole day" };

export const DayHours = z.array(Hours.refine(isNotEmpty, empty)).max(20, "At most 20 ranges a day");

const days = z
  .array(Weekday)
  .min(1, "Name at least one weekday")
  .max(7, "A week has seven days; name each once");

const WeeklyHoursInput = z
  .array(Hours.safeExtend({ days }).refine(isNotEmpty, empty))
  .max(50, "At most 50 ranges a week");

const name = z.string().trim().min(1, "Give it a name").max(100, "At most 100 characters");

export const SetSchedule = z
  .object({ ...ownerFields, timeZone: TimeZone, weeklyHours: WeeklyHoursInput, version, dryRun })
  .refine(namesOneOwner, oneOwner);
export type SetSchedule = z.output<typeof SetSchedule>;

export const GetOwnerSchedule = z.object(ownerFields).refine(namesOneOwner, oneOwner);
export type GetOwnerSchedule = z.output<typeof GetOwnerSchedule>;

export const CreateSchedule = z.object({ name, timeZone: TimeZone, weeklyHours: WeeklyHoursInput });
export type CreateSchedule = z.output<typeof CreateSchedule>;

export const UpdateSchedule = z.object({
  scheduleId: z.uuid(),
  name: name.optional(),
  timeZone: TimeZone.optional(),
  weeklyHours: WeeklyHoursInput.optional(),
  version,
  dryRun,
});
export type UpdateSchedule = z.output<typeof UpdateSchedule>;

export const GetSchedule = z.object({ scheduleId: z.uuid() });
export type GetSchedule = z.output<typeof GetSchedule>;

export const DeleteSchedule = z.object({ scheduleId: z.uuid(), version });
export type DeleteSchedule = z.output<typeof DeleteSchedule>;

export const ListSchedules = z.object(pageFields);
export type ListSchedules = z.output<typeof ListSchedules>;

export const AssignSchedule = z
  .object({
    ...ownerFields,
    scheduleId: z.uuid(),
    effectiveFrom: LocalDateInput.nullish(),
    effectiveUntil: LocalDateInput.nullish(),
    dryRun,
  })
  .refine(namesOneOwner, oneOwner)
  .refine(({ effectiveFrom, effectiveUntil }) => !effectiveUntil || Boolean(effectiveFrom), {
    path: ["effectiveFrom"],
    message: "A schedule that ends needs a first date as well; one without dates always holds",
  })
  .refine(
    ({ effectiveFrom, effectiveUntil }) =>
      !effectiveFrom || !effectiveUntil || effectiveFrom <= effectiveUntil,
    { path: ["effectiveUntil"], message: "The last date lies before the first; swap them" },
  );
export type AssignSchedule = z.output<typeof AssignSchedule>;

export const UnassignSchedule = z.object({ assignmentId: z.uuid(), dryRun });
export type UnassignSchedule = z.output<typeof UnassignSchedule>;

export const ListAssignments = z.object(ownerFields).refine(namesOneOwner, oneOwner);
export type ListAssignments = z.output<typeof ListAssignments>;
