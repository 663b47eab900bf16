import { pruneOutbox, relayOutbox as relay } from "@availability/ontology";
import { type Dependencies, sendThrough } from "./dependencies.ts";
import { scheduled } from "./scheduled.ts";

/** Every minute: sends the events whose nudge after commit was lost, and forgets old ones. */
export function relayOutbox(dependencies: Dependencies) {
  const { inngest, environment } = dependencies;
  return scheduled(dependencies, "relay-outbox", async (step) => {
    const sent = await step.run("relay", () => relay(environment, sendThrough(inngest)));
    await step.run("prune", () => pruneOutbox(environment));
    return { sent };
  });
}
