import { WebhookChange } from "@availability/domain/webhook";
import { deleteWebhook, rotateWebhookSecret, updateWebhook } from "@availability/ontology/webhook";
import { createRoute, z } from "@hono/zod-openapi";
import type { RestApi } from "./environment.ts";
import { ETagged, IfMatch, ifMatchVersion, setETag, versionWanted } from "./etag.ts";
import { IdParam, json, problems } from "./schemas.ts";
import { toWire, Webhook, WebhookChanges, WebhookWithSecret } from "./webhooks-wire.ts";

const VersionBody = z.strictObject({ version: WebhookChange.shape.version });

const tags = ["Webhooks"];
const refusals = problems(400, 401, 403, 404, 409, 412, 413, 415);

const update = createRoute({
  method: "patch",
  path: "/api/v1/webhooks/{id}",
  tags,
  summary: "Change a webhook",
  description: "Fields left out stay as they are. `status` disables it and sets it active again.",
  request: {
    params: IdParam,
    headers: IfMatch,
    body: { required: true, content: { "application/json": { schema: WebhookChanges } } },
  },
  responses: { 200: { ...json(Webhook, "The webhook as it is now"), headers: ETagged }, ...refusals },
});

const rotate = createRoute({
  method: "post",
  path: "/api/v1/webhooks/{id}/rotate-secret",
  operationId: "rotateWebhookSecret",
  tags,
  summary: "Give a webhook a new signing secret",
  description: "For 24 hours messages carry a signature of the secret before, too.",
  request: {
    params: IdParam,
    headers: IfMatch,
    body: { content: { "application/json": { schema: VersionBody } } },
  },
  responses: {
    200: { ...json(WebhookWithSecret, "The webhook and its new secret"), headers: ETagged },
    ...refusals,
  },
});

const remove = createRoute({
  method: "delete",
  path: "/api/v1/webhooks/{id}",
  tags,
  summary: "Delete a webhook with its deliveries",
  request: { params: IdParam, headers: IfMatch },
  responses: { 204: { description: "It is gone" }, ...problems(400, 401, 403, 404, 412) },
});

export function registerWebhookChanges(api: RestApi): void {
  api.openapi(update, async (context) => {
    const { id: webhookId } = context.req.valid("param");
    const body = context.req.valid("json");
    const version = versionWanted(context, body.version);
    const webhook = await updateWebhook(context.var.ctx, { ...body, webhookId, version });
    setETag(context, webhook.version);
    return context.json(toWire(webhook), 200);
  });
  api.openapi(rotate, async (context) => {
    const { id: webhookId } = context.req.valid("param");
    const version = versionWanted(context, context.req.valid("json").version);
    const webhook = await rotateWebhookSecret(context.var.ctx, { webhookId, version });
    setETag(context, webhook.version);
    return context.json(toWire(webhook), 200);
  });
  api.openapi(remove, async (context) => {
    const { id: webhookId } = context.req.valid("param");
    await deleteWebhook(context.var.ctx, { webhookId, version: ifMatchVersion(context) });
    return context.body(null, 204);
  });
}
