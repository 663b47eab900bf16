import { procedure, router } from "../trpc.ts";
import { getFirstSteps } from "./get-first-steps.ts";

export const reportRouter = router({
  firstSteps: procedure.query(({ ctx }) => getFirstSteps(ctx)),
});
