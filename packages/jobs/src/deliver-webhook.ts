import { deliverWebhook as deliver } from "@availability/ontology/webhook";
import { type Dependencies, systemCtx } from "./dependencies.ts";
import { deliveryRequested, redeliveryRequested } from "./events.ts";
import { retryAfter, withRetryPolicy } from "./retry-policy.ts";

/**
 * Tells one endpoint of one event, again and again until it answers well or the delivery is given up. One at a time to each
 * endpoint. A redelivery takes the place of a run that waits for its next try.
 */
export function deliverWebhook({ inngest, environment }: Dependencies) {
  return inngest.createFunction(
    {
      id: "deliver-webhook",
      triggers: [deliveryRequested, redeliveryRequested],
      // More than a delivery is tried: a try that fails for a reason of ours comes on top. The delivery knows when to end.
      retries: 15,
      concurrency: { key: "event.data.endpointId", limit: 1 },
      cancelOn: [{ event: redeliveryRequested, if: "event.data.deliveryId == async.data.deliveryId" }],
    },
    async ({ event, step }) => {
      const { organizationId, deliveryId, triesBefore } = event.data;
      const ctx = systemCtx(environment, organizationId);
      return step.run("deliver", async () => {
        const outcome = await withRetryPolicy(() => deliver(ctx, { deliveryId, triesBefore }));
        if (outcome.kind === "retry") throw retryAfter(outcome.reason, outcome.afterMs);
        return outcome;
      });
    },
  );
}
