import type { DataShape } from "./data-size.ts";

const services = 20;
const staffPerService = 5;

/** Organisations, locations, products, services that require products, hours, exceptions and blocks; statements by what they make. */
export function productsSql({ organizations }: DataShape, apiKey: string): Record<string, string> {
  const counts = organizations.map(({ products, booked }, n) => `(${n}, ${products}, ${booked})`).join(", ");
  return {
    "bench organisations": `
      create temp table bench_organizations as
      select org, products, booked, uuidv7() as id from (values ${counts}) as given (org, products, booked)`,
    organisations: `
      insert into organizations (id, name, slug, time_zone, calendar_stale_minutes)
      select id, 'Organisation ' || org, 'bench-' || org, 'Europe/Berlin', 10080 from bench_organizations`,
    "API key": `
      insert into api_keys (id, organization_id, name, prefix, hash, scopes)
      select uuidv7(), id, 'Bench', '${apiKey.slice(0, 10)}', encode(sha256('${apiKey}'::bytea), 'hex'), '{view_bookings,manage_bookings}'
      from bench_organizations where org = 0`,
    "bench locations": `
      create temp table bench_locations as
      select org, at, b.id as organization_id, uuidv7() as id
      from bench_organizations b cross join generate_series(0, 19) as at`,
    locations: `
      insert into locations (id, organization_id, kind, name, time_zone)
      select id, organization_id, 'branch', 'Branch ' || at, 'Europe/Berlin' from bench_locations`,
    "bench products": `
      create temp table bench_products as
      select b.org, i as n, b.id as organization_id, uuidv7() as id, i < b.booked as is_booked,
        (array['room', 'staff', 'equipment', 'space', 'class'])[i % 5 + 1] as type,
        case when i % 5 = 4 then 8 else 1 end as capacity, 5 * (i % 3) as buffer, i % 20 as at
      from bench_organizations b cross join lateral generate_series(0, b.products - 1) as i
      order by b.org, i`,
    products: `
      insert into products (id, organization_id, type, name, location_id, capacity, max_attendees_per_booking,
        durations_minutes, slot_step_minutes, buffer_before_minutes, buffer_after_minutes, min_notice_minutes)
      select p.id, p.organization_id, p.type, 'Product ' || to_char(p.n, 'FM00000'), l.id, p.capacity,
        least(p.capacity, 4), '{60,30,90}', 30, p.buffer, p.buffer, 60
      from bench_products p join bench_locations l using (org, at)
      order by p.org, p.n`,
    "bench services": `
      create temp table bench_services as
      select n, l.id as location_id, l.organization_id, uuidv7() as id
      from generate_series(0, ${services} - 1) as n join bench_locations l on l.org = 0 and l.at = n % 20`,
    services: `
      insert into products (id, organization_id, type, name, location_id, durations_minutes, slot_step_minutes, min_notice_minutes)
      select id, organization_id, 'appointment', 'Service ' || n, location_id, '{60}', 30, 60 from bench_services order by n`,
    "requirement groups": `
      insert into requirement_groups (id, organization_id, product_id, position, name)
      select uuidv7(), organization_id, id, position, (array['Staff', 'Room'])[position + 1]
      from bench_services cross join generate_series(0, 1) as position`,
    // Staff and rooms alternate in the products that have bookings in a small database, too: 5 i + 1 and 5 i.
    "requirement members": `
      insert into requirement_members (organization_id, group_id, product_id, position)
      select g.organization_id, g.id, p.id, i
      from requirement_groups g join bench_services s on s.id = g.product_id
        cross join generate_series(0, case g.position when 0 then ${staffPerService} - 1 else 0 end) as i
        join bench_products p on p.org = 0 and p.n = 5 * ((s.n + i) % ${services}) + 1 - g.position`,
    "holiday calendars": `
      insert into holiday_calendars (id, organization_id, mode, country, region)
      select uuidv7(), id, 'country', 'DE', 'BE' from bench_organizations`,
    "bench schedules": `
      create temp table bench_schedules as
      select uuidv7() as id, organization_id, null::uuid as location_id, null::uuid as product_id from bench_products where n = 0
      union all select uuidv7(), organization_id, id, null from bench_locations where at % 2 = 0
      union all select uuidv7(), organization_id, null, id from bench_products where n % 3 = 0`,
    schedules: `
      insert into schedules (id, organization_id, name, time_zone)
      select id, organization_id, 'Hours', 'Europe/Berlin' from bench_schedules`,
    "schedule hours": `
      insert into schedule_hours (id, organization_id, schedule_id, weekday, start, "end")
      select uuidv7(), s.organization_id, s.id, weekday, '08:00', '19:00'
      from bench_schedules s cross join generate_series(1, 7) as weekday`,
    "schedule assignments": `
      insert into schedule_assignments (id, organization_id, product_id, location_id, schedule_id)
      select uuidv7(), organization_id, product_id, location_id, id from bench_schedules`,
    exceptions: `
      insert into exceptions (id, organization_id, product_id, date, hours)
      select uuidv7(), p.organization_id, p.id, current_date + 4 + 12 * i, '[{"start": "10:00", "end": "16:00"}]'
      from bench_products p cross join generate_series(0, 4) as i`,
    "bench blocks": `
      create temp table bench_blocks as
      select uuidv7() as id, p.organization_id, p.id as product_id, tstzrange(starts_at, starts_at + interval '2 hours') as during
      from bench_products p cross join generate_series(0, 9) as i
        cross join lateral (select current_date::timestamptz + make_interval(days => 7 * i - 14 + p.n % 7, hours => 12) as starts_at) as t`,
    blocks: `
      insert into blocks (id, organization_id, during, time_zone)
      select id, organization_id, during, 'Europe/Berlin' from bench_blocks`,
    "block products": `
      insert into block_products (block_id, organization_id, product_id)
      select id, organization_id, product_id from bench_blocks`,
    "block occurrences": `
      insert into block_occurrences (block_id, organization_id, product_id, during)
      select id, organization_id, product_id, during from bench_blocks`,
  };
}
