import type { Ctx, Environment, OutboxEvent } from "@availability/ontology";
import type { Inngest } from "inngest";

/** What every function is built from. */
export type Dependencies = { inngest: Inngest; environment: Environment };

/** The context of a job: the system, acting for the organisation that the event names. */
export function systemCtx(environment: Environment, organizationId: string): Ctx {
  return { ...environment, actor: { kind: "system", organizationId } };
}

/** Hands outbox events to the engine under their own ids, so that a repeated send counts once. */
export function sendThrough(inngest: Inngest): (events: OutboxEvent[]) => Promise<void> {
  return async (events) => {
    await inngest.send(events.map(({ id, name, data }) => ({ id, name, data })));
  };
}
