import { webhookDeliveries } from "@availability/db/schema";
import { and, asc, eq, inArray, lt, ne, sql } from "drizzle-orm";
import type { Environment } from "../ctx.ts";
import { announce, type DomainEvent } from "../outbox/index.ts";

const hourMs = 3600 * 1000;
// Longer than any wait between two tries.
const stuckAfterMs = 26 * hourMs;
const keptMs = 30 * 24 * hourMs;
const batchSize = 1000;
const prunedAtMost = 5000;

/** Asks again for deliveries that wait for a try which no job has in hand any more, at most 1,000 a call; returns how many. */
export async function resumeDeliveries({ db, now, publish }: Environment): Promise<number> {
  const resumed = await db.transaction(async (tx) => {
    const lastMoved = sql`coalesce(${webhookDeliveries.lastAttemptAt}, ${webhookDeliveries.createdAt})`;
    const before = new Date(now() - stuckAfterMs);
    const rows = await tx
      .select()
      .from(webhookDeliveries)
      .where(
        and(
          eq(webhookDeliveries.status, "pending"),
          lt(webhookDeliveries.createdAt, before),
          lt(lastMoved, before.toISOString()),
        ),
      )
      .orderBy(asc(webhookDeliveries.createdAt))
      .limit(batchSize)
      .for("no key update", { skipLocked: true });
    if (rows.length === 0) return 0;
    await announce(
      tx,
      rows.map(
        ({ organizationId, endpointId, id: deliveryId, attempts }): DomainEvent => ({
          name: "webhook/redelivery.requested",
          data: { organizationId, endpointId, deliveryId, triesBefore: attempts },
        }),
      ),
    );
    return rows.length;
  });
  if (resumed > 0) publish();
  return resumed;
}

/** Forgets deliveries of more than 30 days ago that are over, at most 5,000 a call; returns how many. */
export async function pruneDeliveries({ db, now }: Pick<Environment, "db" | "now">): Promise<number> {
  const old = db
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .where(
      and(ne(webhookDeliveries.status, "pending"), lt(webhookDeliveries.createdAt, new Date(now() - keptMs))),
    )
    .orderBy(asc(webhookDeliveries.createdAt))
    .limit(prunedAtMost);
  const gone = await db
    .delete(webhookDeliveries)
    .where(inArray(webhookDeliveries.id, old))
    .returning({ id: webhookDeliveries.id });
  return gone.length;
}
