import { jobSchedules, recordTick, type ScheduledJob } from "@availability/ontology/job";
import { cron, type GetStepTools, type Inngest, type InngestFunction } from "inngest";
import type { Dependencies } from "./dependencies.ts";

/** A function that runs by the clock, and leaves a mark of each run that people can see. */
export function scheduled(
  { inngest, environment }: Dependencies,
  id: ScheduledJob,
  work: (step: GetStepTools<Inngest>) => Promise<Record<string, unknown>>,
): InngestFunction.Any {
  return inngest.createFunction(
    { id, triggers: [cron(jobSchedules[id].cron)], retries: 3 },
    async ({ step }) => {
      await step.run("tick", () => recordTick(environment, id));
      return work(step);
    },
  );
}
