import { fanOutWebhooks as fanOut } from "@availability/ontology/webhook";
import { type Dependencies, systemCtx } from "./dependencies.ts";
import { bookingChanges } from "./events.ts";
import { withRetryPolicy } from "./retry-policy.ts";

/** Writes down, for every change of a booking, which endpoints are to be told; one delivery each is then asked for. */
export function fanOutWebhooks({ inngest, environment }: Dependencies) {
  return inngest.createFunction(
    { id: "fan-out-webhooks", triggers: [...bookingChanges], retries: 8 },
    async ({ event, step }) => {
      const { organizationId, bookingId, version } = event.data;
      const ctx = systemCtx(environment, organizationId);
      const deliveries = await step.run("write-deliveries", () =>
        // Every event comes from the outbox, whose ids they carry.
        withRetryPolicy(() => fanOut(ctx, { eventId: event.id ?? "", name: event.name, bookingId, version })),
      );
      return { deliveries };
    },
  );
}
