import * as z from "zod";
import { webhookStatuses, webhookTypes } from "./webhook.ts";

const WebhookUrl = z
  .string('An address such as "https://example.org/hooks"')
  .trim()
  .max(2000, "At most 2000 characters")
  .refine(isWebAddress, { error: 'An https address such as "https://example.org/hooks"', abort: true })
  .refine((text) => !hasCredentials(new URL(text)), {
    error: "No name or password in the address: the receiver checks the signature instead",
  })
  .refine((text) => new URL(text).hash === "", { error: 'Nothing after "#": it is never sent' });

const Types = z
  .array(z.enum(webhookTypes, `One of ${webhookTypes.join(", ")}`), "A list; [] for every event")
  .max(webhookTypes.length * 2, "Name each event once")
  .transform((types) => webhookTypes.filter((type) => types.includes(type)));

const Description = z.string("A text").trim().max(500, "At most 500 characters");

export const CreateWebhook = z.object({
  url: WebhookUrl,
  /** Which events are told; none means all, also those that come to be later. */
  events: Types.default([]),
  description: Description.default(""),
});
export type CreateWebhook = z.output<typeof CreateWebhook>;

/** Names an endpoint, and the version that a change was decided on: refused as stale when it has moved on. */
export const WebhookChange = z.object({
  webhookId: z.uuid("An id of one of your webhooks"),
  version: z.int("A whole number").min(1, "At least 1").optional(),
});
export type WebhookChange = z.output<typeof WebhookChange>;

/** Fields left out stay as they are. */
export const UpdateWebhook = WebhookChange.extend({
  url: WebhookUrl.optional(),
  events: Types.optional(),
  description: Description.optional(),
  status: z.enum(webhookStatuses, `One of ${webhookStatuses.join(", ")}`).optional(),
});
export type UpdateWebhook = z.output<typeof UpdateWebhook>;

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && ["https:", "http:"].includes(new URL(text).protocol);
}

function hasCredentials({ username, password }: URL): boolean {
  return username !== "" || password !== "";
}
