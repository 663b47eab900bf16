import { pruneIdempotencyKeys } from "@availability/ontology/idempotency";
import { pruneRateLimits } from "@availability/ontology/rate-limit";
import { cron } from "inngest";
import type { Dependencies } from "./dependencies.ts";

/** Every night: forgets the answers kept for requests that are sent again, and the counters of requests long past. */
export function pruneAnswers({ inngest, environment }: Dependencies) {
  return inngest.createFunction(
    { id: "prune-answers", triggers: [cron("41 3 * * *")], retries: 3 },
    async ({ step }) => {
      const answers = await step.run("answers", () => pruneIdempotencyKeys(environment));
      const counters = await step.run("counters", () => pruneRateLimits(environment));
      return { answers, counters };
    },
  );
}
