import { domainEvents } from "@availability/ontology";
import { eventType } from "inngest";

/** The event catalogue: what the ontology announces, typed for triggers and checked on receipt. */
export const bookingConfirmed = eventType("booking/confirmed", { schema: domainEvents["booking/confirmed"] });
export const bookingCancelled = eventType("booking/cancelled", { schema: domainEvents["booking/cancelled"] });
export const bookingRescheduled = eventType("booking/rescheduled", {
  schema: domainEvents["booking/rescheduled"],
});
export const bookingChanged = eventType("booking/changed", { schema: domainEvents["booking/changed"] });
/** Every change of a booking that webhooks tell. */
export const bookingChanges = [
  eventType("booking/created", { schema: domainEvents["booking/created"] }),
  bookingConfirmed,
  bookingCancelled,
  bookingRescheduled,
  bookingChanged,
  eventType("booking/declined", { schema: domainEvents["booking/declined"] }),
  eventType("booking/expired", { schema: domainEvents["booking/expired"] }),
  eventType("booking/checked_in", { schema: domainEvents["booking/checked_in"] }),
  eventType("booking/completed", { schema: domainEvents["booking/completed"] }),
  eventType("booking/no_show", { schema: domainEvents["booking/no_show"] }),
] as const;
export const syncRequested = eventType("calendar/sync.requested", {
  schema: domainEvents["calendar/sync.requested"],
});
export const channelsRequested = eventType("calendar/channels.requested", {
  schema: domainEvents["calendar/channels.requested"],
});
export const calendarNotified = eventType("calendar/notified", {
  schema: domainEvents["calendar/notified"],
});
export const pushRequested = eventType("calendar/push.requested", {
  schema: domainEvents["calendar/push.requested"],
});
export const probeRequested = eventType("calendar/probe.requested", {
  schema: domainEvents["calendar/probe.requested"],
});
export const deliveryRequested = eventType("webhook/delivery.requested", {
  schema: domainEvents["webhook/delivery.requested"],
});
export const redeliveryRequested = eventType("webhook/redelivery.requested", {
  schema: domainEvents["webhook/redelivery.requested"],
});
