import { domainEvents } from "@availability/ontology";
import { eventType } from "inngest";

/** The event catalogue: what the ontology announces, typed for triggers and checked on receipt. */
export const bookingConfirmed = eventType("booking/confirmed", { schema: domainEvents["booking/confirmed"] });
export const bookingCancelled = eventType("booking/cancelled", { schema: domainEvents["booking/cancelled"] });
export const bookingRescheduled = eventType("booking/rescheduled", {
  schema: domainEvents["booking/rescheduled"],
});
export const syncRequested = eventType("calendar/sync.requested", {
  schema: domainEvents["calendar/sync.requested"],
});
export const pushRequested = eventType("calendar/push.requested", {
  schema: domainEvents["calendar/push.requested"],
});
