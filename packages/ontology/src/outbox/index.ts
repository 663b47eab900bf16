// Outbox: events that commit with the change they announce, and their relay to the job engine.
export { announce } from "./announce.ts";
export { type DomainEvent, type DomainEventName, domainEvents } from "./events.ts";
export { type OutboxEvent, pruneOutbox, relayOutbox } from "./relay-outbox.ts";
