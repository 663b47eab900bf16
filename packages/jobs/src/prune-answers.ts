import { pruneIdempotencyKeys } from "@availability/ontology/idempotency";
import { pruneRateLimits } from "@availability/ontology/rate-limit";
import type { Dependencies } from "./dependencies.ts";
import { scheduled } from "./scheduled.ts";

/** Every night: forgets the answers kept for requests that are sent again, and the counters of requests long past. */
export function pruneAnswers(dependencies: Dependencies) {
  const { environment } = dependencies;
  return scheduled(dependencies, "prune-answers", async (step) => {
    const answers = await step.run("answers", () => pruneIdempotencyKeys(environment));
    const counters = await step.run("counters", () => pruneRateLimits(environment));
    return { answers, counters };
  });
}
