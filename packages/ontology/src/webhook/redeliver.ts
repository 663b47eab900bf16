import type { Transaction } from "@availability/db";
import { webhookDeliveries, webhookEndpoints } from "@availability/db/schema";
import { DomainError, must } from "@availability/domain/errors";
import { and, eq } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { announce } from "../outbox/index.ts";
import { toDelivery, type WebhookDelivery } from "./list-deliveries.ts";

/**
 * Has a delivery made again at once, whatever became of it: the same id and body, a new round of tries instead of one that
 * waits. Throws `not_found`, `outside_rules` while its endpoint is disabled.
 */
export async function redeliver(ctx: Ctx, { deliveryId }: { deliveryId: string }): Promise<WebhookDelivery> {
  const organizationId = authorize(ctx, "manage_integrations");
  const row = await ctx.db.transaction(async (tx) => {
    await requireActive(tx, organizationId, deliveryId);
    const [changed] = await tx
      .update(webhookDeliveries)
      .set({ status: "pending", nextAttemptAt: null, deliveredAt: null })
      .where(eq(webhookDeliveries.id, deliveryId))
      .returning();
    const { endpointId, attempts } = must(changed, "its lock keeps the row");
    const data = { organizationId, endpointId, deliveryId, triesBefore: attempts };
    await announce(tx, [{ name: "webhook/redelivery.requested", data }]);
    return must(changed, "its lock keeps the row");
  });
  ctx.publish();
  return toDelivery(row);
}

async function requireActive(tx: Transaction, organizationId: string, deliveryId: string): Promise<void> {
  const [row] = await tx
    .select({ status: webhookEndpoints.status })
    .from(webhookDeliveries)
    .innerJoin(webhookEndpoints, eq(webhookEndpoints.id, webhookDeliveries.endpointId))
    .where(and(eq(webhookDeliveries.organizationId, organizationId), eq(webhookDeliveries.id, deliveryId)))
    .for("no key update", { of: webhookDeliveries });
  if (!row) throw new DomainError("not_found", "No delivery of your organisation has this id");
  if (row.status === "active") return;
  const detail = "The webhook of this delivery is disabled; set it active first";
  throw new DomainError("outside_rules", detail);
}
