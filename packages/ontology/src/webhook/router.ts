import { CreateWebhook, UpdateWebhook, WebhookChange } from "@availability/domain/webhook";
import * as z from "zod";
import { procedure, router } from "../trpc.ts";
import { deleteWebhook, rotateWebhookSecret, updateWebhook } from "./change-webhook.ts";
import { createWebhook } from "./create-webhook.ts";
import { ListDeliveries, listDeliveries } from "./list-deliveries.ts";
import { getWebhook, listWebhooks } from "./list-webhooks.ts";
import { redeliver } from "./redeliver.ts";

export const webhookRouter = router({
  list: procedure.query(({ ctx }) => listWebhooks(ctx)),
  get: procedure.input(z.object({ webhookId: z.uuid() })).query(({ ctx, input }) => getWebhook(ctx, input)),
  create: procedure.input(CreateWebhook).mutation(({ ctx, input }) => createWebhook(ctx, input)),
  update: procedure.input(UpdateWebhook).mutation(({ ctx, input }) => updateWebhook(ctx, input)),
  rotateSecret: procedure.input(WebhookChange).mutation(({ ctx, input }) => rotateWebhookSecret(ctx, input)),
  delete: procedure.input(WebhookChange).mutation(({ ctx, input }) => deleteWebhook(ctx, input)),
  deliveries: procedure.input(ListDeliveries).query(({ ctx, input }) => listDeliveries(ctx, input)),
  redeliver: procedure
    .input(z.object({ deliveryId: z.uuid("An id of one of your webhook deliveries") }))
    .mutation(({ ctx, input }) => redeliver(ctx, input)),
});
