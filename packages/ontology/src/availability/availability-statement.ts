import { type SQL, sql } from "drizzle-orm";

/** More products than these are not asked about in one statement. */
export const mostProductsAsked = 100;

/**
 * One statement, and so one snapshot, for any number of products: a row for each product asked for and for each that these
 * require, directly or through others. Every part is a range query on an index; ranges reach as far beyond the ends as the
 * longest buffer of them all. Placeholders: organizationId, productIds (separated by commas), start and end (RFC 3339),
 * firstDate and lastDate of the exceptions that matter, now (RFC 3339), exceptHold (the id of a hold that is not in the way, or
 * empty).
 */
export function availabilityStatement({ withCauses }: { withCauses: boolean }): SQL {
  const start = sql`${sql.placeholder("start")}::timestamptz`;
  const end = sql`${sql.placeholder("end")}::timestamptz`;
  const longest = sql`tstzrange(
    ${start} - make_interval(mins => buffers.before), ${end} + make_interval(mins => buffers.after))`;

  return sql`
    with recursive needed(id, depth) as (
      -- A list of unknown length, which the plan takes to be as long as it may be: one plan then serves every list.
      select p.id, 0
      from (
        select id::uuid from string_to_table(${sql.placeholder("productIds")}, ',') as id limit ${sql.raw(String(mostProductsAsked))}
      ) as asked join products p on p.id = asked.id
      where p.organization_id = ${sql.placeholder("organizationId")}
      union
      select m.product_id, needed.depth + 1
      from needed
        join requirement_groups g on g.product_id = needed.id
        join requirement_members m on m.group_id = g.id
      where needed.depth < 6
    ),
    buffers as materialized (
      select max(p.buffer_before_minutes) as before, max(p.buffer_after_minutes) as after
      from products p where p.id = any (array(select id from needed))
    )
    select json_build_object(
      'productId', p.id, 'name', p.name, 'status', p.status, 'capacity', p.capacity,
      'maxAttendeesPerBooking', p.max_attendees_per_booking, 'durationsMinutes', p.durations_minutes,
      'slotStepMinutes', p.slot_step_minutes, 'bufferBeforeMinutes', p.buffer_before_minutes,
      'bufferAfterMinutes', p.buffer_after_minutes, 'minNoticeMinutes', p.min_notice_minutes,
      'horizonDays', p.horizon_days, 'requiresApproval', p.requires_approval,
      'timeZone', coalesce(l.time_zone, o.time_zone),
      'policy', json_build_object('staleMinutes', o.calendar_stale_minutes, 'failure', o.calendar_failure_policy),
      'hours', ${hours()},
      'exceptions', ${exceptions()},
      'holidayCalendars', ${holidayCalendars()},
      'requirements', ${list(sql`
        select g.position, json_build_object('name', g.name, 'count', g.count, 'units', g.units, 'memberIds', ${list(
          sql`select m.product_id as item from requirement_members m where m.group_id = g.id order by m.position`,
        )}) as item
        from requirement_groups g where g.product_id = p.id order by g.position`)},
      'allocations', case when exists (select 1 from requirement_groups g where g.product_id = p.id) then ${list(sql`
        select json_build_object('start', ${epochMs(sql`a.starts_at`)}, 'end', ${epochMs(sql`a.ends_at`)},
          'memberIds', ${list(sql`select m.product_id as item from allocation_members m where m.allocation_id = a.id`)}) as item
        from allocations a
        where a.product_id = p.id and a.released_at is null and a.starts_at >= ${start} - interval '7 days' and a.starts_at < ${end}`)}
        else '[]'::json end,
      'blocks', ${list(sql`
        select json_build_object('id', b.id, 'reason', b.reason, ${bounds(sql`t.during`)}) as item
        from block_occurrences t join blocks b on b.id = t.block_id
        where t.product_id = p.id and t.during && reach.during`)},
      'externalBusy', ${list(sql`
        select json_build_object('calendarId', x.calendar_id, 'isAllDay', x.is_all_day,
          'start', ${epochMs(sql`x.starts_at`)}, 'end', ${epochMs(sql`x.ends_at`)}) as item
        from calendar_links k join external_events x on x.calendar_id = k.calendar_id
        where k.product_id = p.id and k.counts_busy
          and x.is_busy and x.deleted_at is null and tstzrange(x.starts_at, x.ends_at) && reach.during`)},
      'claims', ${withCauses ? claimsWithCauses() : claims()},
      'calendars', ${list(sql`
        select json_build_object('id', k.id, 'name', k.name, 'lastSuccessAt', ${epochMs(sql`y.last_success_at`)}) as item
        from calendar_links c
          join external_calendars k on k.id = c.calendar_id
          join calendar_connections n on n.id = k.connection_id and n.status <> 'disconnected'
          left join calendar_sync_states y on y.calendar_id = k.id
        where c.product_id = p.id and c.counts_busy`)}
    ) as availability
    from products p
      join organizations o on o.id = p.organization_id
      left join locations l on l.id = p.location_id
      cross join buffers
      cross join lateral (select ${longest} as during) as reach
    where p.id in (select id from needed)`;
}

const epochMs = (instant: SQL) => sql`(extract(epoch from ${instant}) * 1000)::float8`;
const bounds = (range: SQL) =>
  sql`'start', ${epochMs(sql`lower(${range})`)}, 'end', ${epochMs(sql`upper(${range})`)}`;
const list = (items: SQL) => sql`(select coalesce(json_agg(item), '[]'::json) from (${items}) as found)`;

/** The schedules of the nearest level that has any, the usual one and the seasons alike; null when no level has. */
function hours(): SQL {
  const columns = sql`a.schedule_id, a.effective_from, a.effective_until`;
  const isProducts = sql`a.product_id = p.id`;
  const isLocations = sql`a.location_id = p.location_id`;
  const any = (condition: SQL) => sql`exists (select 1 from schedule_assignments a where ${condition})`;
  return sql`(
    select json_agg(json_build_object('level', found.level, 'timeZone', s.time_zone,
      'from', found.effective_from, 'until', found.effective_until,
      'weekly', ${list(sql`
        select json_build_object('weekday', h.weekday, 'start', h.start, 'end', h."end") as item
        from schedule_hours h where h.schedule_id = s.id`)}))
    from (
      select 'product' as level, ${columns} from schedule_assignments a where ${isProducts}
      union all
      select 'location', ${columns} from schedule_assignments a where ${isLocations} and not ${any(isProducts)}
      union all
      select 'organization', ${columns} from schedule_assignments a
      where a.organization_id = p.organization_id and a.product_id is null and a.location_id is null
        and not ${any(isProducts)} and not ${any(isLocations)}
    ) as found
      join lateral (select s.id, s.time_zone from schedules s where s.id = found.schedule_id limit 1) as s on true)`;
}

function exceptions(): SQL {
  const first = sql.placeholder("firstDate");
  const last = sql.placeholder("lastDate");
  const ofLevel = (level: SQL, condition: SQL) => sql`
    select json_build_object('id', e.id, 'level', ${level}, 'date', e.date, 'hours', e.hours, 'reason', e.reason) as item
    from exceptions e
    where e.organization_id = p.organization_id and ${condition} and e.date between ${first}::date and ${last}::date`;
  return list(sql`
    ${ofLevel(sql`'product'`, sql`e.product_id = p.id and e.location_id is null`)}
    union all ${ofLevel(sql`'location'`, sql`e.product_id is null and e.location_id = p.location_id`)}
    union all ${ofLevel(sql`'organization'`, sql`e.product_id is null and e.location_id is null`)}`);
}

function holidayCalendars(): SQL {
  const ofLevel = (level: SQL, condition: SQL) => sql`
    select json_build_object('level', ${level}, 'mode', h.mode, 'country', h.country, 'region', h.region,
      'openDates', h.open_dates) as item
    from holiday_calendars h where h.organization_id = p.organization_id and ${condition}`;
  return list(sql`
    ${ofLevel(sql`'product'`, sql`h.product_id = p.id and h.location_id is null`)}
    union all ${ofLevel(sql`'location'`, sql`h.product_id is null and h.location_id = p.location_id`)}
    union all ${ofLevel(sql`'organization'`, sql`h.product_id is null and h.location_id is null`)}`);
}

/** What a hold has claimed ends with it, swept or not; whoever owns a hold does not see it, nor the members it alone has. */
function isInForce(): SQL {
  const now = sql`${sql.placeholder("now")}::timestamptz`;
  const hold = sql`nullif(${sql.placeholder("exceptHold")}, '')::uuid`;
  const itsMembers = sql`(
    select held.allocation_id from bookings held
    where held.id = ${hold} and not exists (
      select 1 from bookings other
      where other.allocation_id = held.allocation_id and other.id <> held.id
        and other.status in ('hold', 'pending', 'confirmed', 'checked_in')))`;
  const isOwn = sql`coalesce(c.booking_id = ${hold} or c.allocation_id = ${itsMembers}, false)`;
  return sql`(c.expires_at is null or (c.expires_at > ${now} and not ${isOwn}))`;
}

function claims(): SQL {
  return list(sql`
    select json_build_object(${bounds(sql`c.during`)}) as item
    from claims c where c.product_id = p.id and c.during && reach.during and ${isInForce()}`);
}

/** The time booked without its buffers, and whose it is: a customer's, or a service's that needs this product. */
function claimsWithCauses(): SQL {
  const booked = (edge: SQL) => epochMs(sql`coalesce(b.${edge}, a.${edge})`);
  return list(sql`
    select json_build_object(${bounds(sql`c.during`)},
      'booked', json_build_object('start', ${booked(sql`starts_at`)}, 'end', ${booked(sql`ends_at`)}),
      'isHold', c.expires_at is not null,
      'cause', case when b.id is null
        then json_build_object('kind', 'service', 'id', s.id, 'name', s.name)
        else json_build_object('kind', 'booking', 'id', b.id, 'name', u.name) end) as item
    from claims c
      left join bookings b on b.id = c.booking_id
      left join customers u on u.id = b.customer_id
      left join allocations a on a.id = c.allocation_id
      left join products s on s.id = a.product_id
    where c.product_id = p.id and c.during && reach.during and ${isInForce()}`);
}
