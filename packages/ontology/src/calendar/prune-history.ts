import { sql } from "drizzle-orm";
import type { Environment } from "../ctx.ts";

const dayMs = 24 * 3_600_000;
/** How long each is kept once it is over. */
const keptMs = {
  reading: 7 * dayMs,
  failedReading: 90 * dayMs,
  goneEvent: 30 * dayMs,
  endedChannel: 30 * dayMs,
  usedAttempt: dayMs,
} as const;
/** Rows of one statement, so that none holds its locks for long. */
const batchSize = 5_000;

/**
 * Forgets, of whatever organisation, what nobody asks for any more: readings after a week, failed ones after ninety days,
 * events that are gone after thirty unless a conflict speaks of them, channels that ended, and attempts to connect. Returns
 * how many rows went. Called by the nightly job alone.
 */
export async function pruneHistory({ db, now }: Environment): Promise<number> {
  const before = (age: number) => new Date(now() - age).toISOString();
  const batches = [
    sql`delete from sync_runs where id in (
      select id from sync_runs where id < ${lowestId(now() - keptMs.reading)} and status = 'succeeded'
      limit ${batchSize})`,
    sql`delete from sync_runs where id in (
      select id from sync_runs where id < ${lowestId(now() - keptMs.failedReading)} and status = 'failed'
      limit ${batchSize})`,
    sql`delete from external_events where id in (
      select e.id from external_events e
      where e.deleted_at < ${before(keptMs.goneEvent)}::timestamptz
        and not exists (select from calendar_conflicts c where c.external_event_id = e.id)
      limit ${batchSize})`,
    sql`delete from calendar_watch_channels where id in (
      select id from calendar_watch_channels
      where status = 'stopped' and updated_at < ${before(keptMs.endedChannel)}::timestamptz
      limit ${batchSize})`,
    sql`delete from calendar_oauth_attempts where state_hash in (
      select state_hash from calendar_oauth_attempts
      where expires_at < ${before(keptMs.usedAttempt)}::timestamptz
      limit ${batchSize})`,
  ];
  let pruned = 0;
  for (const batch of batches) {
    for (;;) {
      const { count } = await db.execute(batch);
      pruned += count;
      if (count < batchSize) break;
    }
  }
  return pruned;
}

/** The least id that can have been made at this instant: ids are UUIDv7, which begin with their time (RFC 9562, 5.7). */
function lowestId(epochMs: number) {
  const hex = epochMs.toString(16).padStart(12, "0");
  return sql`${`${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`}::uuid`;
}
