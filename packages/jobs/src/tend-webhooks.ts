import { pruneDeliveries, resumeDeliveries } from "@availability/ontology/webhook";
import type { Dependencies } from "./dependencies.ts";
import { scheduled } from "./scheduled.ts";

/** Every hour: asks again for deliveries that got stuck, and forgets old ones. */
export function tendWebhooks(dependencies: Dependencies) {
  const { environment } = dependencies;
  return scheduled(dependencies, "tend-webhooks", async (step) => {
    const resumed = await step.run("resume", () => resumeDeliveries(environment));
    const pruned = await step.run("prune", () => pruneDeliveries(environment));
    return { resumed, pruned };
  });
}
