import type { Transaction } from "@availability/db";
import type { Interval } from "@availability/domain/availability";
import { type Occurrences, occurrences, type Recurrence } from "@availability/domain/recurrence";
import { type SQL, sql } from "drizzle-orm";
import { uuids } from "./occupations.ts";

const dayMs = 24 * 3600 * 1000;

/** How far ahead occurrences are written: beyond every horizon of booking that is in practical use. */
export const writtenAheadMs = 1200 * dayMs;
/** The job writes on when less than this is written, every second month or so. */
export const leastAheadMs = 1140 * dayMs;

/** What lies further back is history that nothing asks about; no occurrence is longer than 366 days. */
const writtenBackMs = 400 * dayMs;

// No sound rule falls more often in the time that is written: once a day at most.
const mostOccurrences = 2000;

/**
 * When a block takes place from its first time, or 400 days ago, to 1,200 days ahead, and until when that is all; null = for good. Throws
 * `invalid` for a rule that is unsound.
 */
export function expandBlock(
  recurrence: Recurrence,
  now: number,
): Occurrences & { expandedUntil: Date | null } {
  const until = Math.max(now, recurrence.start) + writtenAheadMs;
  const from = recurrence.rrule === null ? recurrence.start : Math.max(recurrence.start, now - writtenBackMs);
  const expanded = occurrences(recurrence, { from, until, limit: mostOccurrences });
  return { ...expanded, expandedUntil: expanded.goesOn ? new Date(until) : null };
}

/** Writes these occurrences for each of the block's products, in one statement; those that stand already are left alone. */
export async function writeOccurrences(
  tx: Transaction,
  block: { organizationId: string; blockId: string; productIds: readonly string[] },
  intervals: readonly Interval[],
): Promise<void> {
  if (intervals.length === 0) return;
  const { organizationId, blockId, productIds } = block;
  await tx.execute(sql`
    insert into block_occurrences (organization_id, block_id, product_id, during)
    select ${organizationId}::uuid, ${blockId}::uuid, product_id, tstzrange(starts_at, ends_at)
    from unnest(${uuids(productIds)}) as product_id,
      unnest(${instants(intervals.map(({ start }) => start))}, ${instants(intervals.map(({ end }) => end))})
        as occurrence(starts_at, ends_at)
    on conflict do nothing`);
}

function instants(list: readonly number[]): SQL {
  const text = `{${list.map((instant) => new Date(instant).toISOString()).join(",")}}`;
  return sql`${text}::text::timestamptz[]`;
}
