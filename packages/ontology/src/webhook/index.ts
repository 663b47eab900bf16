// Webhook: its router and verbs, and the HTTP client that tells receivers.
export { deleteWebhook, rotateWebhookSecret, updateWebhook } from "./change-webhook.ts";
export { createWebhook, type WebhookWithSecret } from "./create-webhook.ts";
export { type DeliveryOutcome, deliverWebhook } from "./deliver-webhook.ts";
export { type BookingEvent, fanOutWebhooks } from "./fan-out-webhooks.ts";
export { ListDeliveries, listDeliveries, type WebhookDelivery } from "./list-deliveries.ts";
export { getWebhook, listWebhooks } from "./list-webhooks.ts";
export { redeliver } from "./redeliver.ts";
export { webhookRouter } from "./router.ts";
export { pruneDeliveries, resumeDeliveries } from "./tend-deliveries.ts";
export type { Webhook } from "./webhook-view.ts";
