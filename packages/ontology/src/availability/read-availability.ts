import type { Queryable } from "@availability/db";
import { exceptionDates } from "@availability/domain/availability";
import { addDays } from "@availability/domain/time";
import { type SQL, sql } from "drizzle-orm";

type Range = { start: number; end: number };

/** Everything that decides when one product is free in a range; instants are epoch ms. */
export type ProductAvailability = {
  productId: string;
  status: "active" | "archived";
  capacity: number;
  maxAttendeesPerBooking: number;
  durationsMinutes: number[];
  slotStepMinutes: number;
  bufferBeforeMinutes: number;
  bufferAfterMinutes: number;
  minNoticeMinutes: number;
  horizonDays: number;
  requiresApproval: boolean;
  /** Null while nobody set hours. */
  schedule: { timeZone: string; hours: { weekday: number; start: string; end: string }[] } | null;
  exceptions: { date: string; hours: { start: string; end: string }[] }[];
  blocks: (Range & { id: string; reason: string | null })[];
  externalBusy: (Range & { calendarId: string; isAllDay: boolean })[];
  claims: (Range & { lane: number; bookingId: string })[];
  /** The calendars that make this product busy, and when each was last read without error. */
  calendars: { id: string; name: string; lastSuccessAt: number | null }[];
  policy: { staleMinutes: number; failure: "last_known" | "closed" };
  organizationTimeZone: string;
};

/**
 * Reads what decides about the given products between `start` and `end`, in one statement and so in one snapshot. Ranges
 * reach as far beyond the ends as the product's buffers do. Products of other organisations are left out.
 */
export async function readAvailability(
  db: Queryable,
  query: { organizationId: string; productIds: string[]; start: number; end: number },
): Promise<ProductAvailability[]> {
  const rows = await db.execute<{ availability: ProductAvailability }>(statement(query));
  return rows.map((row) => row.availability);
}

const epochMs = (instant: SQL) => sql`(extract(epoch from ${instant}) * 1000)::float8`;
const bounds = (range: SQL) =>
  sql`'start', ${epochMs(sql`lower(${range})`)}, 'end', ${epochMs(sql`upper(${range})`)}`;
const list = (items: SQL) => sql`(select coalesce(jsonb_agg(item), '[]'::jsonb) from (${items}) as found)`;

function statement(query: { organizationId: string; productIds: string[]; start: number; end: number }): SQL {
  const start = new Date(query.start).toISOString();
  const end = new Date(query.end).toISOString();
  const reach = sql`tstzrange(
    ${start}::timestamptz - make_interval(mins => p.buffer_before_minutes),
    ${end}::timestamptz + make_interval(mins => p.buffer_after_minutes))`;
  // The zone is known only with the answer; a day more on either side serves every zone.
  const { first, last } = exceptionDates(query, "UTC");
  const firstDate = addDays(first, -1);
  const lastDate = addDays(last, 1);

  return sql`
    select jsonb_build_object(
      'productId', p.id, 'status', p.status, 'capacity', p.capacity,
      'maxAttendeesPerBooking', p.max_attendees_per_booking, 'durationsMinutes', p.durations_minutes,
      'slotStepMinutes', p.slot_step_minutes, 'bufferBeforeMinutes', p.buffer_before_minutes,
      'bufferAfterMinutes', p.buffer_after_minutes, 'minNoticeMinutes', p.min_notice_minutes,
      'horizonDays', p.horizon_days, 'requiresApproval', p.requires_approval,
      'organizationTimeZone', o.time_zone,
      'policy', jsonb_build_object('staleMinutes', o.calendar_stale_minutes, 'failure', o.calendar_failure_policy),
      'schedule', (
        select jsonb_build_object('timeZone', s.time_zone, 'hours', ${list(sql`
          select jsonb_build_object('weekday', h.weekday, 'start', h.start, 'end', h."end") as item
          from schedule_hours h where h.schedule_id = s.id`)})
        from schedule_assignments a join schedules s on s.id = a.schedule_id
        where a.product_id = p.id
        order by a.effective_from nulls first limit 1),
      'exceptions', ${list(sql`
        select jsonb_build_object('date', e.date, 'hours', e.hours) as item
        from exceptions e where e.product_id = p.id and e.date between ${firstDate}::date and ${lastDate}::date`)},
      'blocks', ${list(sql`
        select jsonb_build_object('id', b.id, 'reason', b.reason, ${bounds(sql`t.during`)}) as item
        from block_occurrences t join blocks b on b.id = t.block_id
        where t.product_id = p.id and t.during && ${reach}`)},
      'externalBusy', ${list(sql`
        select jsonb_build_object('calendarId', x.calendar_id, 'isAllDay', x.is_all_day,
          'start', ${epochMs(sql`x.starts_at`)}, 'end', ${epochMs(sql`x.ends_at`)}) as item
        from calendar_links l join external_events x on x.calendar_id = l.calendar_id
        where l.product_id = p.id and l.counts_busy
          and x.is_busy and x.deleted_at is null and tstzrange(x.starts_at, x.ends_at) && ${reach}`)},
      'claims', ${list(sql`
        select jsonb_build_object('lane', c.lane, 'bookingId', c.booking_id, ${bounds(sql`c.during`)}) as item
        from claims c where c.product_id = p.id and c.during && ${reach}`)},
      'calendars', ${list(sql`
        select jsonb_build_object('id', k.id, 'name', k.name, 'lastSuccessAt', ${epochMs(sql`y.last_success_at`)}) as item
        from calendar_links l
          join external_calendars k on k.id = l.calendar_id
          join calendar_connections n on n.id = k.connection_id and n.status <> 'disconnected'
          left join calendar_sync_states y on y.calendar_id = k.id
        where l.product_id = p.id and l.counts_busy`)}
    ) as availability
    from products p join organizations o on o.id = p.organization_id
    where p.organization_id = ${query.organizationId} and p.id in ${query.productIds}
    order by p.id`;
}
