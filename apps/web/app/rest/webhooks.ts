import { createWebhook, getWebhook, listWebhooks } from "@availability/ontology/webhook";
import { createRoute, z } from "@hono/zod-openapi";
import type { RestApi } from "./environment.ts";
import { ETagged, IfNoneMatch, isNotModified, notModified, setETag } from "./etag.ts";
import { IdParam, json, problems } from "./schemas.ts";
import { NewWebhook, toWire, Webhook, WebhookWithSecret } from "./webhooks-wire.ts";

const tags = ["Webhooks"];

const list = createRoute({
  method: "get",
  path: "/api/v1/webhooks",
  tags,
  summary: "List the webhooks, 20 at most",
  responses: { 200: json(z.object({ data: z.array(Webhook) }), "All of them"), ...problems(401, 403) },
});

const create = createRoute({
  method: "post",
  path: "/api/v1/webhooks",
  tags,
  summary: "Create a webhook",
  description:
    "Bookings are told to its address by POST from now on, signed as https://www.standardwebhooks.com describes. An address " +
    "within a private network is refused, also when its name comes to resolve to one.",
  request: { body: { required: true, content: { "application/json": { schema: NewWebhook } } } },
  responses: {
    201: { ...json(WebhookWithSecret, "The webhook and its signing secret"), headers: ETagged },
    ...problems(400, 401, 403, 413, 415, 422),
  },
});

const get = createRoute({
  method: "get",
  path: "/api/v1/webhooks/{id}",
  tags,
  summary: "Read one webhook",
  request: { params: IdParam, headers: IfNoneMatch },
  responses: {
    200: { ...json(Webhook, "The webhook"), headers: ETagged },
    304: notModified,
    ...problems(401, 403, 404),
  },
});

export function registerWebhooks(api: RestApi): void {
  api.openapi(list, async (context) =>
    context.json({ data: (await listWebhooks(context.var.ctx)).map(toWire) }, 200),
  );
  api.openapi(create, async (context) => {
    const webhook = await createWebhook(context.var.ctx, context.req.valid("json"));
    context.header("Location", `/api/v1/webhooks/${webhook.id}`);
    setETag(context, webhook.version);
    return context.json(toWire(webhook), 201);
  });
  api.openapi(get, async (context) => {
    const { id: webhookId } = context.req.valid("param");
    const webhook = await getWebhook(context.var.ctx, { webhookId });
    setETag(context, webhook.version);
    if (isNotModified(context, webhook.version)) return context.body(null, 304);
    return context.json(toWire(webhook), 200);
  });
}
