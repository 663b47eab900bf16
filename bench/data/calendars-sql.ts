import type { DataShape } from "./data-size.ts";

/**
 * A calendar of each product, synced a moment ago and due in a year, with its mirrored events over the seven past and
 * twenty-three coming days; statements by what they make.
 */
export function calendarsSql({ eventsPerProduct }: DataShape): Record<string, string> {
  return {
    "bench calendars": `
      create temp table bench_calendars as
      select p.org, p.n, p.organization_id, p.id as product_id, uuidv7() as id from bench_products p order by p.org, p.n`,
    "calendar connections": `
      insert into calendar_connections (id, organization_id, provider, provider_account_id, email, scopes, status, status_since)
      select uuidv7(), b.id, 'google', 'bench', 'bench@example.org', '{}', 'active', now() from bench_organizations b`,
    "external calendars": `
      insert into external_calendars (id, organization_id, connection_id, provider_calendar_id, name, time_zone, access_role,
        can_write, is_primary)
      select k.id, k.organization_id, c.id, 'calendar-' || k.n, 'Calendar ' || k.n, 'Europe/Berlin', 'owner', true, false
      from bench_calendars k join calendar_connections c on c.organization_id = k.organization_id`,
    "calendar links": `
      insert into calendar_links (id, organization_id, calendar_id, product_id, counts_busy, receives_bookings)
      select uuidv7(), organization_id, id, product_id, true, false from bench_calendars`,
    "calendar sync states": `
      insert into calendar_sync_states (calendar_id, organization_id, dirty_seq, synced_seq, last_success_at, next_due_at)
      select id, organization_id, 1, 1, now(), now() + interval '1 year' from bench_calendars`,
    "external events": `
      insert into external_events (id, organization_id, calendar_id, provider_event_id, event_type, show_as, is_all_day,
        starts_at, ends_at, is_busy, origin, seen_generation, deleted_at)
      select uuidv7(), k.organization_id, k.id, 'event-' || i, 'default', 'busy', false,
        starts_at, starts_at + make_interval(mins => 30 + 15 * (i % 3)), i % 10 <> 0, 'external', 1,
        case when i % 20 = 3 then now() end
      from bench_calendars k cross join generate_series(0, ${eventsPerProduct} - 1) as i
        cross join lateral (
          select current_date::timestamptz + make_interval(days => i % 30 - 7, mins => 420 + 30 * ((i * 5 + k.n) % 22)) as starts_at) as t`,
  };
}
