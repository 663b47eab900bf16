// Ontology: the router of all nouns, the context it runs in, and the error table that every door reads.
export type { Actor, Ctx, Environment } from "./ctx.ts";
export { errorTable } from "./errors.ts";
export { fieldErrors } from "./field-errors.ts";
export {
  type DomainEvent,
  type DomainEventName,
  domainEvents,
  type OutboxEvent,
  pruneOutbox,
  relayOutbox,
} from "./outbox/index.ts";
export { type Page, PageInput } from "./page.ts";
export { type AppRouter, appRouter, createCaller } from "./router.ts";
