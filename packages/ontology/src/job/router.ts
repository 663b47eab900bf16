import * as z from "zod";
import { procedure, router } from "../trpc.ts";
import { DismissFailure, dismissFailure } from "./dismiss-failure.ts";
import { getJobHealth } from "./get-job-health.ts";
import { ListFailures, listFailures } from "./list-failures.ts";
import { retryAll, retryFailure } from "./retry-failure.ts";

export const jobRouter = router({
  health: procedure.query(({ ctx }) => getJobHealth(ctx)),
  failures: procedure.input(ListFailures).query(({ ctx, input }) => listFailures(ctx, input)),
  retry: procedure
    .input(z.object({ failureId: z.uuid("An id of one of your failures") }))
    .mutation(({ ctx, input }) => retryFailure(ctx, input)),
  retryAll: procedure
    .input(z.object({ functionId: z.string().min(1).max(100) }))
    .mutation(({ ctx, input }) => retryAll(ctx, input)),
  dismiss: procedure.input(DismissFailure).mutation(({ ctx, input }) => dismissFailure(ctx, input)),
});
