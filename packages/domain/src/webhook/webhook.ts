/** What can be told, named as receivers read it: our own events with a dot for the slash. */
export const webhookTypes = [
  "booking.created",
  "booking.confirmed",
  "booking.declined",
  "booking.expired",
  "booking.cancelled",
  "booking.rescheduled",
  "booking.changed",
  "booking.checked_in",
  "booking.completed",
  "booking.no_show",
] as const;
export type WebhookType = (typeof webhookTypes)[number];

/** A disabled endpoint is told nothing until somebody sets it active again. */
export const webhookStatuses = ["active", "disabled"] as const;
export type WebhookStatus = (typeof webhookStatuses)[number];

/** Pending: still to be tried. Failed: given up. */
export const webhookDeliveryStatuses = ["pending", "delivered", "failed"] as const;
export type WebhookDeliveryStatus = (typeof webhookDeliveryStatuses)[number];

/** How many endpoints an organisation may have: each of its events goes to all of them. */
export const mostWebhooks = 20;
