import { webhookEndpoints } from "@availability/db/schema";
import { must } from "@availability/domain/errors";
import type { UpdateWebhook, WebhookChange } from "@availability/domain/webhook";
import { recordAudit } from "../audit/record-audit.ts";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { once } from "../idempotency/once.ts";
import type { WebhookWithSecret } from "./create-webhook.ts";
import { requireDestination } from "./require-destination.ts";
import { newSecret, sealNextSecret } from "./secret.ts";
import { isWebhook, requireWebhook, toWebhook, type Webhook, webhookView } from "./webhook-view.ts";

type Change = Partial<typeof webhookEndpoints.$inferInsert>;
type Row = typeof webhookEndpoints.$inferSelect;

/** Changes the fields given. Throws `not_found`, `stale`, `invalid` for an address that cannot be called. */
export async function updateWebhook(ctx: Ctx, input: UpdateWebhook): Promise<Webhook> {
  const { webhookId, version, ...fields } = input;
  const decide = () => {
    if (fields.url !== undefined) requireDestination(ctx, fields.url);
    return fields;
  };
  return change(ctx, { webhookId, version, action: "webhook.updated" }, decide, (webhook) => webhook);
}

/** Gives the endpoint a new signing secret, shown in this answer alone; the old one signs beside it for a day. Throws `not_found`, `stale`. */
export async function rotateWebhookSecret(ctx: Ctx, input: WebhookChange): Promise<WebhookWithSecret> {
  const secret = newSecret();
  return change(
    ctx,
    { ...input, action: "webhook.secret_rotated" },
    (row) => ({ secret: sealNextSecret(ctx.cipher, row, secret, ctx.now()) }),
    (webhook) => ({ ...webhook, secret }),
  );
}

/** Deletes the endpoint with its deliveries; what is under way to it is not tried again. Throws `not_found`, `stale`. */
export async function deleteWebhook(ctx: Ctx, input: WebhookChange): Promise<void> {
  const organizationId = authorize(ctx, "manage_integrations");
  const { webhookId, version } = input;
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .select({ version: webhookEndpoints.version })
      .from(webhookEndpoints)
      .where(isWebhook(organizationId, webhookId))
      .for("update");
    requireWebhook(row, version);
    await tx.delete(webhookEndpoints).where(isWebhook(organizationId, webhookId));
    await recordAudit(ctx, tx, { action: "webhook.deleted", targetId: webhookId });
  });
}

async function change<Answer extends Webhook>(
  ctx: Ctx,
  { webhookId, version, action }: WebhookChange & { action: "webhook.updated" | "webhook.secret_rotated" },
  decide: (row: Row) => Change,
  answer: (changed: Webhook) => Answer,
): Promise<Answer> {
  const organizationId = authorize(ctx, "manage_integrations");
  return once(ctx, async (tx) => {
    const [found] = await tx
      .select()
      .from(webhookEndpoints)
      .where(isWebhook(organizationId, webhookId))
      .for("no key update");
    const row = requireWebhook(found, version);
    const changes = decide(row);
    const [changed] = await tx
      .update(webhookEndpoints)
      .set({ ...changes, version: row.version + 1, updatedAt: new Date(ctx.now()) })
      .where(isWebhook(organizationId, webhookId))
      .returning(webhookView);
    const details = { fields: Object.keys(changes) };
    await recordAudit(ctx, tx, { action, targetId: webhookId, details });
    return answer(toWebhook(must(changed, "its lock keeps the row")));
  });
}
