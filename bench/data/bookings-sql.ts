import type { DataShape } from "./data-size.ts";

/**
 * Customers, bookings and claims; statements by what they make. A product's day has four times to begin, two and a half
 * hours apart, so that no two claims meet. Rows lie in the table as they were booked, mixed over products.
 */
export function bookingsSql({ month, later, past }: DataShape): Record<string, string> {
  return {
    "bench customers": `
      create temp table bench_customers as
      select p.organization_id, row_number() over (partition by p.organization_id) - 1 as n, uuidv7() as id
      from bench_products p cross join generate_series(1, 50) where is_booked`,
    customers: `
      insert into customers (id, organization_id, name, email)
      select id, organization_id, 'Customer ' || n, 'customer-' || n || '@example.org' from bench_customers`,
    "bench bookings": `
      create temp table bench_bookings as
      select p.organization_id, p.id as product_id, (p.n * 50 + k % 50) as customer, p.buffer,
        starts_at, starts_at + make_interval(mins => 30 + 30 * ((k + p.n) % 3)) as ends_at,
        least(starts_at, current_date::timestamptz) - make_interval(mins => (k * 7919 + p.n * 104729) % 43200) as created_at
      from bench_products p
        cross join (
          select k, k * 7 as place, 0 as first_day, 30 as days from generate_series(0, ${month} - 1) as k
          union all select k, k * 7, 30, 60 from generate_series(0, ${later} - 1) as k
          union all select k, k * 7, -730, 730 from generate_series(0, ${past} - 1) as k) as times
        cross join lateral (select (place + p.n * 13) % (days * 4) as cell) as c
        cross join lateral (
          select current_date::timestamptz + make_interval(days => first_day + cell / 4, mins => 540 + 150 * (cell % 4)) as starts_at) as t
      where p.is_booked`,
    bookings: `
      insert into bookings (id, organization_id, product_id, customer_id, status, starts_at, ends_at, price_minor, currency,
        created_at, updated_at)
      select uuidv7(b.created_at - now()), b.organization_id, b.product_id, c.id, 'confirmed', b.starts_at, b.ends_at, 4500, 'EUR',
        b.created_at, b.created_at
      from bench_bookings b join bench_customers c on c.organization_id = b.organization_id and c.n = b.customer
      order by b.created_at`,
    claims: `
      insert into claims (id, organization_id, product_id, booking_id, lane, during)
      select uuidv7(), b.organization_id, b.product_id, b.id, 1, tstzrange(
        b.starts_at - make_interval(mins => p.buffer_before_minutes), b.ends_at + make_interval(mins => p.buffer_after_minutes))
      from bookings b join products p on p.id = b.product_id
      order by b.id`,
    outbox: `
      insert into outbox (id, organization_id, name, payload, created_at, sent_at)
      select uuidv7(-make_interval(secs => i * 5)), b.id, 'booking.created', '{}', now() - make_interval(secs => i * 5),
        now() - make_interval(secs => i * 5)
      from bench_organizations b cross join generate_series(100000, 1, -1) as i where b.org = 0`,
  };
}
