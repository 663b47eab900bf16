import { createHash, randomUUID } from "node:crypto";
import type { OutgoingEvent, SqlRunner } from "./types.ts";

/**
 * Stores events and queues their routing in one statement of `sql`, which may be a caller's transaction. Returns the ids
 * in order. `seed` makes the ids of nameless events repeatable, so that a send repeated with the same seed counts once.
 */
export async function sendEvents(
  sql: SqlRunner,
  target: { schema: string; now: Date; seed?: string | null },
  events: readonly OutgoingEvent[],
): Promise<{ ids: string[] }> {
  const rows = events.map((event, index) => toRow(event, target, index));
  if (rows.length > 0) {
    await sql.unsafe(`select ${target.schema}.send_events($1::text::json)`, [JSON.stringify(rows)]);
  }
  return { ids: rows.map((row) => row.client_id ?? row.id) };
}

function toRow(event: OutgoingEvent, target: { now: Date; seed?: string | null }, index: number) {
  const id = target.seed ? seededId(`${target.seed}:${index}`) : randomUUID();
  const ts = event.ts ?? target.now.getTime();
  const clientId = event.id || null;
  return {
    id,
    client_id: clientId,
    name: event.name,
    payload: JSON.stringify({ ...event, id: clientId ?? id, ts, data: event.data ?? {} }),
    run_at: ts > target.now.getTime() ? new Date(ts) : null,
  };
}

function seededId(seed: string): string {
  return createHash("sha256").update(seed).digest("hex").slice(0, 32);
}
