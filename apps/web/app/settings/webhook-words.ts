import type { WebhookDeliveryStatus, WebhookType } from "@availability/domain/webhook";

export const webhookLabels = { url: "Address", events: "Events", description: "Note (optional)" };

/** What each event tells. */
export const eventWords: Record<WebhookType, string> = {
  "booking.created": "A booking was made, also one that waits for approval",
  "booking.confirmed": "A booking was confirmed",
  "booking.declined": "A booking was declined",
  "booking.expired": "A booking expired undecided or unpaid",
  "booking.cancelled": "A booking was cancelled",
  "booking.rescheduled": "A booking was moved",
  "booking.changed": "Its notes or attendees changed",
  "booking.checked_in": "The customer arrived",
  "booking.completed": "A booking was completed",
  "booking.no_show": "The customer did not come",
};

export const deliveryWords: Record<WebhookDeliveryStatus, { word: string; colour: string }> = {
  pending: { word: "Pending", colour: "blue" },
  delivered: { word: "Delivered", colour: "green" },
  failed: { word: "Failed", colour: "red" },
};

/** "every event", or how many. */
export function eventsText(events: readonly string[]): string {
  if (events.length === 0) return "every event";
  return events.length === 1 ? `${events[0]} alone` : `${events.length} kinds of event`;
}
