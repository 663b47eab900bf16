import { type Environment, relayOutbox } from "@availability/ontology";
import type { Inngest } from "inngest";
import { sendThrough } from "./dependencies.ts";

export type Publisher = {
  /** Has unsent events sent soon; calls in quick succession share one relay. */
  publish: () => void;
  /** Resolves when no relay is under way. */
  idle: () => Promise<void>;
};

/**
 * The nudge after a commit. What it loses, to a crash or to an engine that does not answer, the outbox keeps and the
 * function relay-outbox sends within a minute; `report` hears of it.
 */
export function createPublisher(
  inngest: Inngest,
  source: Pick<Environment, "db" | "now">,
  report: (error: unknown) => void,
): Publisher {
  let running: Promise<void> | null = null;
  let again = false;

  async function relay(): Promise<void> {
    do {
      again = false;
      await relayOutbox(source, sendThrough(inngest)).catch(report);
    } while (again);
    running = null;
  }

  return {
    publish() {
      if (running) again = true;
      else running = relay();
    },
    idle: async () => {
      while (running) await running;
    },
  };
}
