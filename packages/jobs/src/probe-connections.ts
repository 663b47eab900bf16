import { probeConnection as probe, queueProbes } from "@availability/ontology/calendar";
import { type Dependencies, systemCtx } from "./dependencies.ts";
import { probeRequested } from "./events.ts";
import { withRetryPolicy } from "./retry-policy.ts";
import { scheduled } from "./scheduled.ts";

/** Every five minutes: asks for a look at the accounts that were not looked at for a day, or that missed a calendar just now. */
export function probeConnections(dependencies: Dependencies) {
  return scheduled(dependencies, "probe-connections", async (step) => ({
    connections: await step.run("queue-probes", () => queueProbes(dependencies.environment)),
  }));
}

/** Looks whether one account can still be reached, and what became of its calendars. */
export function probeConnection({ inngest, environment }: Dependencies) {
  return inngest.createFunction(
    {
      id: "probe-connection",
      triggers: [probeRequested],
      retries: 5,
      concurrency: { key: "event.data.connectionId", limit: 1 },
    },
    async ({ event, step }) => {
      const { organizationId, connectionId } = event.data;
      const ctx = systemCtx(environment, organizationId);
      return step.run("probe", () => withRetryPolicy(() => probe(ctx, { connectionId })));
    },
  );
}
