import * as z from "zod";
import { LocalDateInput } from "../../time/inputs.ts";
import { dryRun, namesOneOwner, oneOwner, ownerFields, pageFields, reason } from "./owner.ts";
import { DayHours } from "./schedules.ts";

export const CreateException = z
  .object({
    ...ownerFields,
    date: LocalDateInput.optional(),
    dates: z
      .array(LocalDateInput)
      .min(1, "Name at least one date")
      .max(366, "At most 366 dates at a time")
      .optional(),
    hours: DayHours,
    reason,
    dryRun,
  })
  .refine(namesOneOwner, oneOwner)
  .refine(({ date, dates }) => (date === undefined) !== (dates === undefined), {
    path: ["date"],
    message: "Give either a date or several dates",
  });
export type CreateException = z.output<typeof CreateException>;

export const ListExceptions = z
  .object({
    ...ownerFields,
    ...pageFields,
    /** Both included. */
    from: LocalDateInput.optional(),
    to: LocalDateInput.optional(),
    /** True: also those of the location and the organisation. */
    inherited: z.boolean().optional(),
  })
  .refine(namesOneOwner, oneOwner)
  .refine(({ from, to }) => !from || !to || from <= to, {
    path: ["to"],
    message: "The last date lies before the first; swap them",
  });
export type ListExceptions = z.output<typeof ListExceptions>;

export const DeleteException = z.object({ exceptionId: z.uuid(), dryRun });
export type DeleteException = z.output<typeof DeleteException>;
