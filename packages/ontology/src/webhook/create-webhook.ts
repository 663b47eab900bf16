import { newId, type Transaction } from "@availability/db";
import { organizations, webhookEndpoints } from "@availability/db/schema";
import { DomainError, must } from "@availability/domain/errors";
import { type CreateWebhook, mostWebhooks } from "@availability/domain/webhook";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit.ts";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { once } from "../idempotency/once.ts";
import { requireDestination } from "./require-destination.ts";
import { newSecret, sealSecret } from "./secret.ts";
import { toWebhook, type Webhook, webhookView } from "./webhook-view.ts";

export type WebhookWithSecret = Webhook & { secret: string };

/**
 * Creates an endpoint that is told of events from now on. Its signing secret is in this answer and in no other.
 * Throws `invalid` for an address that cannot be called, `outside_rules` when the organisation has as many as it may have.
 */
export async function createWebhook(ctx: Ctx, input: CreateWebhook): Promise<WebhookWithSecret> {
  const organizationId = authorize(ctx, "manage_integrations");
  requireDestination(ctx, input.url);
  const id = newId();
  const secret = newSecret();
  const sealed = sealSecret(ctx.cipher, id, secret);
  const at = new Date(ctx.now());
  return once(ctx, async (tx) => {
    await requireRoom(tx, organizationId);
    const [row] = await tx
      .insert(webhookEndpoints)
      .values({ ...input, id, organizationId, secret: sealed, createdAt: at, updatedAt: at })
      .returning(webhookView);
    const details = { host: new URL(input.url).host, events: input.events };
    await recordAudit(ctx, tx, { action: "webhook.created", targetId: id, details });
    return { ...toWebhook(must(row, "an insert returns its row")), secret };
  });
}

async function requireRoom(tx: Transaction, organizationId: string): Promise<void> {
  await tx
    .select({ id: organizations.id })
    .from(organizations)
    .where(eq(organizations.id, organizationId))
    .for("no key update");
  const count = await tx.$count(webhookEndpoints, eq(webhookEndpoints.organizationId, organizationId));
  if (count < mostWebhooks) return;
  throw new DomainError(
    "outside_rules",
    `An organisation has at most ${mostWebhooks} webhooks; delete one that is no longer needed`,
  );
}
