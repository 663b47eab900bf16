import type { Queryable } from "@availability/db";
import { webhookEndpoints } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import type { WebhookChange } from "@availability/domain/webhook";
import { and, eq } from "drizzle-orm";
import { requireVersion } from "../product/require-version.ts";

/** The columns of an endpoint that its callers see; never its secret. */
export const webhookView = {
  id: webhookEndpoints.id,
  url: webhookEndpoints.url,
  events: webhookEndpoints.events,
  description: webhookEndpoints.description,
  status: webhookEndpoints.status,
  version: webhookEndpoints.version,
  createdAt: webhookEndpoints.createdAt,
};

type Row = { [Key in keyof typeof webhookView]: (typeof webhookEndpoints.$inferSelect)[Key] };

/** An endpoint as its callers see it; `createdAt` is epoch ms. */
export type Webhook = ReturnType<typeof toWebhook>;

export function toWebhook({ createdAt, ...row }: Row) {
  return { ...row, createdAt: createdAt.getTime() };
}

/** The endpoint of this id. Throws `not_found` when the organisation has none, `stale` when `version` is another. */
export async function readWebhook(
  db: Queryable,
  organizationId: string,
  { webhookId, version }: WebhookChange,
): Promise<Webhook> {
  const [row] = await db
    .select(webhookView)
    .from(webhookEndpoints)
    .where(isWebhook(organizationId, webhookId));
  return requireWebhook(row && toWebhook(row), version);
}

/** Throws `not_found` and `stale` as `readWebhook` does. */
export function requireWebhook<T extends { version: number }>(row: T | undefined, version?: number): T {
  if (!row) throw new DomainError("not_found", "No webhook of your organisation has this id");
  requireVersion("webhook", row.version, version);
  return row;
}

export function isWebhook(organizationId: string, webhookId: string) {
  return and(eq(webhookEndpoints.organizationId, organizationId), eq(webhookEndpoints.id, webhookId));
}
