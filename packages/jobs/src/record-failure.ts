import { FailedRun, recordFailure as record } from "@availability/ontology/job";
import type { Dependencies } from "./dependencies.ts";

/** The engine's own event when a run gave up: https://www.inngest.com/docs/reference/system-events/inngest-function-failed */
const functionFailed = "inngest/function.failed";

/** Writes down every run that gave up, so that people see it and can do something about it. */
export function recordFailure({ inngest, environment }: Dependencies) {
  return inngest.createFunction(
    { id: "record-failure", triggers: [{ event: functionFailed }], retries: 3 },
    async ({ event, step }) => {
      const failed = FailedRun.parse(event.data);
      // A recorder that failed would record itself without end; the engine's own list has it.
      if (failed.function_id.endsWith("record-failure")) return { recorded: false };
      return { recorded: await step.run("record", () => record(environment, failed)) };
    },
  );
}
