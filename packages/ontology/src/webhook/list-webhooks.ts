import { webhookEndpoints } from "@availability/db/schema";
import { mostWebhooks } from "@availability/domain/webhook";
import { asc, eq } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { readWebhook, toWebhook, type Webhook, webhookView } from "./webhook-view.ts";

/** The organisation's endpoints, the oldest first: all of them, since it may have only so many. */
export async function listWebhooks(ctx: Ctx): Promise<Webhook[]> {
  const organizationId = authorize(ctx, "manage_integrations");
  const rows = await ctx.db
    .select(webhookView)
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.organizationId, organizationId))
    .orderBy(asc(webhookEndpoints.id))
    .limit(mostWebhooks);
  return rows.map(toWebhook);
}

/** The endpoint of this id; throws `not_found` when the organisation has none. */
export async function getWebhook(ctx: Ctx, { webhookId }: { webhookId: string }): Promise<Webhook> {
  return readWebhook(ctx.db, authorize(ctx, "manage_integrations"), { webhookId });
}
