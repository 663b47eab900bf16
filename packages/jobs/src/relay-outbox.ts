import { pruneOutbox, relayOutbox as relay } from "@availability/ontology";
import { cron } from "inngest";
import { type Dependencies, sendThrough } from "./dependencies.ts";

/** Every minute: sends the events whose nudge after commit was lost, and forgets old ones. */
export function relayOutbox({ inngest, environment }: Dependencies) {
  return inngest.createFunction(
    { id: "relay-outbox", triggers: [cron("* * * * *")], retries: 3 },
    async ({ step }) => {
      const sent = await step.run("relay", () => relay(environment, sendThrough(inngest)));
      await step.run("prune", () => pruneOutbox(environment));
      return { sent };
    },
  );
}
