import { webhookDeliveries, webhookEndpoints } from "@availability/db/schema";
import { nextTryMs } from "@availability/domain/webhook";
import { and, eq, sql } from "drizzle-orm";
import { authorizeMember } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { type Answer, postMessage } from "./post-message.ts";
import { sign, signingSecrets } from "./secret.ts";

/**
 * What came of one try: `retry` after so long, `failed` for good, or `dropped` because there is nothing to tell any more.
 * `reason` is safe to show and to log.
 */
export type DeliveryOutcome =
  | { kind: "delivered" }
  | { kind: "retry"; afterMs: number; reason: string }
  | { kind: "failed"; reason: string }
  | { kind: "dropped" };

type Target = {
  deliveryId: string /** Tries that were made before this round of them began. */;
  triesBefore: number;
};

/**
 * Tries once to tell an endpoint of an event. The try is written down before it is made, so that one which ends in a crash
 * counts; its result afterwards. An answer 410 disables the endpoint. It may reach the receiver twice, under the same id.
 */
export async function deliverWebhook(ctx: Ctx, target: Target): Promise<DeliveryOutcome> {
  const started = await begin(ctx, target.deliveryId);
  if (!started) return { kind: "dropped" };
  const { delivery, endpoint } = started;
  if (endpoint.status === "disabled") return giveUp(ctx, delivery.id, "The endpoint is disabled");
  const answer = await postMessage(messageOf(ctx, started), {
    allowPrivate: ctx.allowPrivateWebhooks ?? false,
  });
  return settle(ctx, { ...started, answer, tries: delivery.attempts - target.triesBefore });
}

type Started = NonNullable<Awaited<ReturnType<typeof begin>>>;

/** The delivery with its try counted, and its endpoint; null when it is gone or no longer pending. */
async function begin(ctx: Ctx, deliveryId: string) {
  const organizationId = authorizeMember(ctx);
  return ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .select({ delivery: webhookDeliveries, endpoint: webhookEndpoints })
      .from(webhookDeliveries)
      .innerJoin(webhookEndpoints, eq(webhookEndpoints.id, webhookDeliveries.endpointId))
      .where(and(eq(webhookDeliveries.organizationId, organizationId), eq(webhookDeliveries.id, deliveryId)))
      .for("no key update", { of: webhookDeliveries });
    if (row?.delivery.status !== "pending") return null;
    if (row.endpoint.status === "disabled") return row;
    const attempts = row.delivery.attempts + 1;
    await tx
      .update(webhookDeliveries)
      .set({ attempts, lastAttemptAt: new Date(ctx.now()), nextAttemptAt: null })
      .where(eq(webhookDeliveries.id, deliveryId));
    return { ...row, delivery: { ...row.delivery, attempts } };
  });
}

/** Headers and body by https://github.com/standard-webhooks/standard-webhooks: the id is the event's, the same for every try. */
function messageOf(ctx: Ctx, { delivery, endpoint }: Started) {
  const body = JSON.stringify(delivery.payload);
  const id = delivery.eventId;
  const timestamp = Math.floor(ctx.now() / 1000);
  const secrets = signingSecrets(ctx.cipher, endpoint, ctx.now());
  const headers = {
    "content-type": "application/json",
    "user-agent": "Availability-Webhooks/1",
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": sign(secrets, { id, timestamp, body }),
  };
  return { url: endpoint.url, headers, body };
}

async function settle(
  ctx: Ctx,
  { delivery, endpoint, answer, tries }: Started & { answer: Answer; tries: number },
): Promise<DeliveryOutcome> {
  const { status: lastStatusCode, error } = answer;
  if (error === null) {
    await note(ctx, delivery.id, {
      status: "delivered",
      lastStatusCode,
      lastError: null,
      deliveredAt: new Date(ctx.now()),
    });
    return { kind: "delivered" };
  }
  if (lastStatusCode === 410) {
    const reason = "Answered 410: the receiver wants no more, so the endpoint was disabled";
    await disable(ctx, endpoint.id);
    return giveUp(ctx, delivery.id, reason, lastStatusCode);
  }
  const afterMs = nextTryMs(tries, askedMs(answer.retryAfter, ctx.now()));
  if (afterMs === null) return giveUp(ctx, delivery.id, error, lastStatusCode);
  const nextAttemptAt = new Date(ctx.now() + afterMs);
  await note(ctx, delivery.id, { lastStatusCode, lastError: error, nextAttemptAt });
  return { kind: "retry", afterMs, reason: shortReason(answer) };
}

async function giveUp(
  ctx: Ctx,
  deliveryId: string,
  lastError: string,
  lastStatusCode: number | null = null,
): Promise<DeliveryOutcome> {
  await note(ctx, deliveryId, { status: "failed", lastStatusCode, lastError, nextAttemptAt: null });
  return { kind: "failed", reason: shortReason({ status: lastStatusCode, error: lastError }) };
}

/** What the receiver said stays in the delivery log; its words are not for job state. */
function shortReason({ status, error }: Pick<Answer, "status" | "error">): string {
  return status === null ? (error ?? "") : `The receiver answered ${status}`;
}

async function note(
  ctx: Ctx,
  deliveryId: string,
  changes: Partial<typeof webhookDeliveries.$inferInsert>,
): Promise<void> {
  // Another try may have been received meanwhile: what is delivered stays so.
  const isPending = eq(webhookDeliveries.status, "pending");
  await ctx.db
    .update(webhookDeliveries)
    .set(changes)
    .where(and(eq(webhookDeliveries.id, deliveryId), isPending));
}

async function disable(ctx: Ctx, endpointId: string): Promise<void> {
  await ctx.db
    .update(webhookEndpoints)
    .set({
      status: "disabled",
      version: sql`${webhookEndpoints.version} + 1`,
      updatedAt: new Date(ctx.now()),
    })
    .where(and(eq(webhookEndpoints.id, endpointId), eq(webhookEndpoints.status, "active")));
}

/** Retry-After as a wait, ms: seconds or a date (RFC 9110 section 10.2.3); null when it says neither. */
function askedMs(retryAfter: string | null, now: number): number | null {
  if (retryAfter === null) return null;
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter) * 1000;
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? null : at - now;
}
