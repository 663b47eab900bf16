import { newId, type Transaction } from "@availability/db";
import { calendarConflicts } from "@availability/db/schema";
import { type SQL, sql } from "drizzle-orm";
import { closeConflicts } from "./close-conflicts.ts";
import { announceOpened } from "./open-conflicts.ts";

// What is beyond is found by the next reading.
const mostAtOnce = 500;

type Scope = { organizationId: string; at: Date };

/**
 * Brings the conflicts of one calendar up to date with what its events take of confirmed bookings to come: opens one for each
 * booking and event that overlap, whichever came first, and closes those that no longer do. A pair that somebody let stand, and
 * an event that was known when the rules were set aside for its booking, are not asked about again.
 */
export async function settleOverlaps(
  tx: Transaction,
  { organizationId, calendarId, at }: Scope & { calendarId: string },
): Promise<void> {
  await closeOverlaps(tx, { organizationId, calendarId, at });
  const pairs = await tx.execute<{
    booking_id: string;
    event_id: string;
    starts_at: string;
    ends_at: string;
  }>(sql`
    select distinct b.id as booking_id, e.id as event_id, e.starts_at, e.ends_at
    from ${taken(sql`l.calendar_id = ${calendarId}`, at)}
    where (b.override_reason is null or e.updated_at > b.updated_at)
      and not exists (
        select from calendar_conflicts c
        where c.booking_id = b.id and c.external_event_id = e.id and (c.resolved_at is null or (
          c.resolution = 'dismissed' and c.starts_at = e.starts_at and c.ends_at = e.ends_at)))
    limit ${mostAtOnce}`);
  const rows = pairs.map((pair) => ({
    id: newId(),
    organizationId,
    calendarId,
    kind: "overlap" as const,
    bookingId: pair.booking_id,
    externalEventId: pair.event_id,
    startsAt: new Date(pair.starts_at),
    endsAt: new Date(pair.ends_at),
    detectedAt: at,
  }));
  if (rows.length === 0) return;
  const opened = await tx
    .insert(calendarConflicts)
    .values(rows)
    .onConflictDoNothing()
    .returning({ id: calendarConflicts.id });
  await announceOpened(
    tx,
    organizationId,
    opened.map(({ id }) => id),
  );
}

/** Closes the open overlaps, of a calendar or of some bookings, in which the two no longer touch. */
export async function closeOverlaps(
  tx: Transaction,
  { organizationId, at, ...of }: Scope & ({ calendarId: string } | { bookingIds: readonly string[] }),
): Promise<void> {
  const subject =
    "calendarId" in of
      ? sql`c.calendar_id = ${of.calendarId}`
      : sql`c.booking_id = any(${`{${of.bookingIds.join(",")}}`}::uuid[])`;
  const stale = await tx.execute<{ id: string }>(sql`
    select c.id from calendar_conflicts c
    where c.organization_id = ${organizationId} and c.kind = 'overlap' and c.resolved_at is null and ${subject}
      and not exists (
        select from ${taken(sql`l.calendar_id = c.calendar_id`, at)}
        where b.id = c.booking_id and e.id = c.external_event_id)`);
  if (stale.length === 0) return;
  const which = { organizationId, conflictIds: stale.map(({ id }) => id) };
  await closeConflicts(tx, which, { resolution: "resolved", by: null, at });
}

/** Bookings `b` and busy events `e` of a calendar, linked by `l`, that want the same time of a product, buffers included. */
function taken(link: SQL, at: Date): SQL {
  const now = sql`${at.toISOString()}::timestamptz`;
  return sql`calendar_links l
    join claims k on k.product_id = l.product_id and k.during && tstzrange(${now}, null)
    join bookings b on b.status = 'confirmed' and b.ends_at > ${now} and b.id in (
      select k.booking_id
      union all
      select a.id from bookings a where a.allocation_id = k.allocation_id)
    join external_events e on e.calendar_id = l.calendar_id and e.is_busy and e.deleted_at is null
      and tstzrange(e.starts_at, e.ends_at) && k.during and ${link} and l.counts_busy`;
}
