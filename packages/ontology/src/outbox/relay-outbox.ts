import { type ChangeTopic, type Db, notifyChange } from "@availability/db";
import { outbox } from "@availability/db/schema";
import { and, asc, inArray, isNotNull, isNull, lt, sql } from "drizzle-orm";

export type OutboxEvent = { id: string; name: string; data: Record<string, unknown> };

const batchSize = 200;
const keepSentMs = 7 * 24 * 3600 * 1000;

/**
 * Hands every unsent event to `send`, oldest first, and marks it sent once `send` resolved; returns how many. A crash in
 * between sends it again under the same id, which the job engine drops as a duplicate.
 */
export async function relayOutbox(
  { db, now }: { db: Db; now: () => number },
  send: (events: OutboxEvent[]) => Promise<void>,
): Promise<number> {
  let sent = 0;
  for (;;) {
    const count = await relayBatch(db, now(), send);
    sent += count;
    if (count < batchSize) return sent;
  }
}

async function relayBatch(
  db: Db,
  at: number,
  send: (events: OutboxEvent[]) => Promise<void>,
): Promise<number> {
  return db.transaction(async (tx) => {
    const rows = await tx
      .select({
        id: outbox.id,
        name: outbox.name,
        data: outbox.payload,
        organizationId: outbox.organizationId,
      })
      .from(outbox)
      .where(isNull(outbox.sentAt))
      .orderBy(asc(outbox.id))
      .limit(batchSize)
      .for("update", { skipLocked: true });
    if (rows.length === 0) return 0;
    await send(rows.map(({ organizationId: _, ...event }) => event));
    for (const [topic, organizationIds] of changed(rows)) {
      for (const organizationId of organizationIds) await notifyChange(tx, organizationId, topic);
    }
    await tx
      .update(outbox)
      .set({ sentAt: new Date(at) })
      .where(
        inArray(
          outbox.id,
          rows.map((row) => row.id),
        ),
      );
    return rows.length;
  });
}

/**
 * Which organisations have something to read again. Told here and not by each verb: Postgres commits notifying transactions one
 * after another, and a relay tells of many changes in one.
 */
function changed(rows: { name: string; organizationId: string }[]): Map<ChangeTopic, Set<string>> {
  const topics = new Map<ChangeTopic, Set<string>>();
  for (const { name, organizationId } of rows) {
    const topic = name.startsWith("booking/")
      ? "bookings"
      : name.startsWith("calendar/")
        ? "calendars"
        : null;
    if (topic) topics.set(topic, (topics.get(topic) ?? new Set()).add(organizationId));
  }
  return topics;
}

/** Forgets events that were sent more than a week ago, at most 5,000 a call. */
export async function pruneOutbox({ db, now }: { db: Db; now: () => number }): Promise<void> {
  const old = db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(isNotNull(outbox.sentAt), lt(outbox.sentAt, new Date(now() - keepSentMs))))
    .limit(5000);
  await db.delete(outbox).where(sql`${outbox.id} in ${old}`);
}
