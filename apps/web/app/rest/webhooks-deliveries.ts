import { ListDeliveries, listDeliveries, redeliver } from "@availability/ontology/webhook";
import { createRoute, z } from "@hono/zod-openapi";
import type { RestApi } from "./environment.ts";
import { IdParam, json, nextCursor, problems } from "./schemas.ts";
import { deliveryToWire, WebhookDelivery } from "./webhooks-wire.ts";

const tags = ["Webhooks"];
const { webhookId: _id, ...filters } = ListDeliveries.shape;

const list = createRoute({
  method: "get",
  path: "/api/v1/webhooks/{id}/deliveries",
  tags,
  summary: "List the deliveries of a webhook, newest first",
  description: "Those of the last 30 days; what is still pending is kept longer.",
  request: { params: IdParam, query: z.strictObject(filters) },
  responses: {
    200: json(z.object({ data: z.array(WebhookDelivery), nextCursor }), "One page"),
    ...problems(400, 401, 403, 404),
  },
});

const again = createRoute({
  method: "post",
  path: "/api/v1/webhook-deliveries/{id}/redeliver",
  tags,
  summary: "Make a delivery again at once",
  description: "The same message under the same `webhook-id`, whatever became of it.",
  request: { params: IdParam },
  responses: { 202: json(WebhookDelivery, "The delivery, pending"), ...problems(401, 403, 404, 422) },
});

export function registerWebhookDeliveries(api: RestApi): void {
  api.openapi(list, async (context) => {
    const { id: webhookId } = context.req.valid("param");
    const input = { ...context.req.valid("query"), webhookId };
    const { data, nextCursor } = await listDeliveries(context.var.ctx, input);
    return context.json({ data: data.map(deliveryToWire), nextCursor }, 200);
  });
  api.openapi(again, async (context) => {
    const { id: deliveryId } = context.req.valid("param");
    return context.json(deliveryToWire(await redeliver(context.var.ctx, { deliveryId })), 202);
  });
}
