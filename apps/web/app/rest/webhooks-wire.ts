import {
  CreateWebhook,
  UpdateWebhook,
  webhookDeliveryStatuses,
  webhookStatuses,
  webhookTypes,
} from "@availability/domain/webhook";
import type {
  WebhookDelivery as WebhookDeliveryInside,
  Webhook as WebhookInside,
} from "@availability/ontology/webhook";
import { z } from "@hono/zod-openapi";
import { InstantText, toText } from "./instant.ts";

const Types = z.array(z.enum(webhookTypes));

const shown = {
  id: z.uuid(),
  url: z.string().openapi({ example: "https://example.org/hooks" }),
  events: z.array(z.string()).openapi({ description: "Which events are told; empty: all" }),
  description: z.string(),
  status: z
    .enum(webhookStatuses)
    .openapi({ description: "Disabled: nothing is told. An answer 410 disables." }),
  version: z.int().openapi({ description: "Rises with each change; also the ETag" }),
  createdAt: InstantText,
};
export const Webhook = z.object(shown).openapi("Webhook");
export const WebhookWithSecret = z
  .object({
    ...shown,
    secret: z.string().openapi({
      description: "Verifies messages, by Standard Webhooks; in this answer and nowhere else",
      example: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    }),
  })
  .openapi("WebhookWithSecret");

const events = Types.openapi({ description: "Which events are told; empty: all" });
export const NewWebhook = z
  .strictObject({ ...CreateWebhook.shape, events: events.default([]) })
  .openapi("NewWebhook");

const { webhookId: _id, ...changed } = UpdateWebhook.shape;
export const WebhookChanges = z
  .strictObject({ ...changed, events: events.optional() })
  .openapi("WebhookChanges");

export const WebhookDelivery = z
  .object({
    id: z.uuid(),
    webhookId: z.uuid(),
    eventId: z.uuid().openapi({ description: "The `webhook-id` of the message, the same for every try" }),
    type: z.string().openapi({ example: "booking.created" }),
    payload: z.looseObject({}).openapi({ description: "The body of the message" }),
    status: z.enum(webhookDeliveryStatuses),
    attempts: z.int(),
    lastStatusCode: z.int().nullable(),
    lastError: z.string().nullable(),
    lastAttemptAt: InstantText.nullable(),
    nextAttemptAt: InstantText.nullable().openapi({
      description: "When it is tried again at the earliest; null when nothing waits",
    }),
    deliveredAt: InstantText.nullable(),
    createdAt: InstantText,
  })
  .openapi("WebhookDelivery");

export function toWire<T extends WebhookInside>({ createdAt, ...webhook }: T) {
  return { ...webhook, createdAt: toText(createdAt) };
}

export function deliveryToWire(delivery: WebhookDeliveryInside): z.output<typeof WebhookDelivery> {
  const { lastAttemptAt, nextAttemptAt, deliveredAt, createdAt, ...rest } = delivery;
  return {
    ...rest,
    lastAttemptAt: textOrNull(lastAttemptAt),
    nextAttemptAt: textOrNull(nextAttemptAt),
    deliveredAt: textOrNull(deliveredAt),
    createdAt: toText(createdAt),
  };
}

function textOrNull(instant: number | null): string | null {
  return instant === null ? null : toText(instant);
}
