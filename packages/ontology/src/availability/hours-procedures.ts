import {
  AssignSchedule,
  CreateBlock,
  CreateException,
  CreateSchedule,
  DeleteBlock,
  DeleteException,
  DeleteSchedule,
  GetBlock,
  GetHolidays,
  GetOwnerSchedule,
  GetSchedule,
  ListAssignments,
  ListBlocks,
  ListExceptions,
  ListSchedules,
  SetHolidays,
  SetSchedule,
  UnassignSchedule,
  UpdateBlock,
  UpdateSchedule,
} from "@availability/domain/availability";
import { procedure } from "../trpc.ts";
import { assignSchedule } from "./assign-schedule.ts";
import { createBlock } from "./create-block.ts";
import { createException } from "./create-exception.ts";
import { createSchedule } from "./create-schedule.ts";
import { deleteBlock } from "./delete-block.ts";
import { deleteException } from "./delete-exception.ts";
import { deleteSchedule } from "./delete-schedule.ts";
import { getBlock } from "./get-block.ts";
import { getHolidays } from "./get-holidays.ts";
import { getOwnerSchedule } from "./get-owner-schedule.ts";
import { getSchedule } from "./get-schedule.ts";
import { listAssignments } from "./list-assignments.ts";
import { listBlocks } from "./list-blocks.ts";
import { listExceptions } from "./list-exceptions.ts";
import { listHolidayCountries } from "./list-holiday-countries.ts";
import { listSchedules } from "./list-schedules.ts";
import { setHolidays } from "./set-holidays.ts";
import { setSchedule } from "./set-schedule.ts";
import { unassignSchedule } from "./unassign-schedule.ts";
import { updateBlock } from "./update-block.ts";
import { updateSchedule } from "./update-schedule.ts";

/** What opens and closes: schedules, exceptions, holidays and blocks. */
export const hoursProcedures = {
  ownerSchedule: procedure.input(GetOwnerSchedule).query(({ ctx, input }) => getOwnerSchedule(ctx, input)),
  setSchedule: procedure.input(SetSchedule).mutation(({ ctx, input }) => setSchedule(ctx, input)),
  schedules: procedure.input(ListSchedules).query(({ ctx, input }) => listSchedules(ctx, input)),
  schedule: procedure.input(GetSchedule).query(({ ctx, input }) => getSchedule(ctx, input)),
  createSchedule: procedure.input(CreateSchedule).mutation(({ ctx, input }) => createSchedule(ctx, input)),
  updateSchedule: procedure.input(UpdateSchedule).mutation(({ ctx, input }) => updateSchedule(ctx, input)),
  deleteSchedule: procedure.input(DeleteSchedule).mutation(({ ctx, input }) => deleteSchedule(ctx, input)),
  assignments: procedure.input(ListAssignments).query(({ ctx, input }) => listAssignments(ctx, input)),
  assignSchedule: procedure.input(AssignSchedule).mutation(({ ctx, input }) => assignSchedule(ctx, input)),
  unassignSchedule: procedure
    .input(UnassignSchedule)
    .mutation(({ ctx, input }) => unassignSchedule(ctx, input)),
  exceptions: procedure.input(ListExceptions).query(({ ctx, input }) => listExceptions(ctx, input)),
  createException: procedure.input(CreateException).mutation(({ ctx, input }) => createException(ctx, input)),
  deleteException: procedure.input(DeleteException).mutation(({ ctx, input }) => deleteException(ctx, input)),
  holidayCountries: procedure.query(({ ctx }) => listHolidayCountries(ctx)),
  holidays: procedure.input(GetHolidays).query(({ ctx, input }) => getHolidays(ctx, input)),
  setHolidays: procedure.input(SetHolidays).mutation(({ ctx, input }) => setHolidays(ctx, input)),
  blocks: procedure.input(ListBlocks).query(({ ctx, input }) => listBlocks(ctx, input)),
  block: procedure.input(GetBlock).query(({ ctx, input }) => getBlock(ctx, input)),
  createBlock: procedure.input(CreateBlock).mutation(({ ctx, input }) => createBlock(ctx, input)),
  updateBlock: procedure.input(UpdateBlock).mutation(({ ctx, input }) => updateBlock(ctx, input)),
  deleteBlock: procedure.input(DeleteBlock).mutation(({ ctx, input }) => deleteBlock(ctx, input)),
};
