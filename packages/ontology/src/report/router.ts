import { ReportFilter } from "@availability/domain/report";
import { procedure, router } from "../trpc.ts";
import { getFirstSteps } from "./get-first-steps.ts";
import { getSummary } from "./get-summary.ts";
import { getUtilisation } from "./get-utilisation.ts";
import { listLeadTimes } from "./list-lead-times.ts";
import { listWeeks } from "./list-weeks.ts";

export const reportRouter = router({
  firstSteps: procedure.query(({ ctx }) => getFirstSteps(ctx)),
  summary: procedure.input(ReportFilter).query(({ ctx, input }) => getSummary(ctx, input)),
  utilisation: procedure.input(ReportFilter).query(({ ctx, input }) => getUtilisation(ctx, input)),
  weeks: procedure.input(ReportFilter).query(({ ctx, input }) => listWeeks(ctx, input)),
  leadTimes: procedure.input(ReportFilter).query(({ ctx, input }) => listLeadTimes(ctx, input)),
});
