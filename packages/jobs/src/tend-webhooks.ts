import { pruneDeliveries, resumeDeliveries } from "@availability/ontology/webhook";
import { cron } from "inngest";
import type { Dependencies } from "./dependencies.ts";

/** Every hour: asks again for deliveries that got stuck, and forgets old ones. */
export function tendWebhooks({ inngest, environment }: Dependencies) {
  return inngest.createFunction(
    { id: "tend-webhooks", triggers: [cron("41 * * * *")], retries: 3 },
    async ({ step }) => {
      const resumed = await step.run("resume", () => resumeDeliveries(environment));
      const pruned = await step.run("prune", () => pruneDeliveries(environment));
      return { resumed, pruned };
    },
  );
}
