import * as z from "zod";

const bookingChange = z.object({ organizationId: z.uuid(), bookingId: z.uuid(), version: z.int() });
const webhookDelivery = z.object({
  organizationId: z.uuid(),
  endpointId: z.uuid(),
  deliveryId: z.uuid(),
  /** Tries of it that were made before. */
  triesBefore: z.int(),
});

const conflictChange = z.object({ organizationId: z.uuid(), conflictId: z.uuid() });

/** Every event the ontology announces: ids and versions only, never names, titles or tokens. */
export const domainEvents = {
  "booking/created": bookingChange,
  "booking/confirmed": bookingChange,
  "booking/cancelled": bookingChange,
  "booking/declined": bookingChange,
  "booking/expired": bookingChange,
  "booking/rescheduled": bookingChange,
  "booking/changed": bookingChange,
  "booking/checked_in": bookingChange,
  "booking/completed": bookingChange,
  "booking/no_show": bookingChange,
  "calendar/sync.requested": z.object({ organizationId: z.uuid(), calendarId: z.uuid() }),
  "calendar/channels.requested": z.object({ organizationId: z.uuid(), calendarId: z.uuid() }),
  "calendar/notified": z.object({ organizationId: z.uuid(), calendarId: z.uuid() }),
  "calendar/push.requested": z.object({ organizationId: z.uuid(), bookingId: z.uuid() }),
  "calendar/probe.requested": z.object({ organizationId: z.uuid(), connectionId: z.uuid() }),
  "calendar/conflict.opened": conflictChange,
  "calendar/conflict.resolved": conflictChange,
  "webhook/delivery.requested": webhookDelivery,
  "webhook/redelivery.requested": webhookDelivery,
} as const;

export type DomainEventName = keyof typeof domainEvents;
export type DomainEvent = {
  [Name in DomainEventName]: { name: Name; data: z.infer<(typeof domainEvents)[Name]> };
}[DomainEventName];
