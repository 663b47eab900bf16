import type { Queryable } from "@availability/db";
import { claimingStatuses } from "@availability/domain/booking";
import { type SQL, sql } from "drizzle-orm";
import { expect } from "vitest";

type Scope = { organizationId: SQL; now: SQL };

/**
 * Holds the tables of an organisation against what must be true whenever no transaction runs. `now` (epoch ms) tells the holds
 * that have ended, whose claims somebody may have taken out already.
 */
export async function expectSound(db: Queryable, organizationId: string, now: number): Promise<void> {
  expect(await faults(db, organizationId, now)).toEqual([]);
}

/** One line for each row that breaks a rule: the rule and the row's id. */
async function faults(db: Queryable, organizationId: string, now: number): Promise<string[]> {
  const scope = {
    organizationId: sql`${organizationId}::uuid`,
    now: sql`${new Date(now).toISOString()}::timestamptz`,
  };
  const parts = Object.entries(rules(scope)).map(
    ([rule, rows]) => sql`select ${rule}::text || ': ' || id as fault from (${rows}) as broken`,
  );
  const rows = await db.execute<{ fault: string }>(sql`
    with b as materialized (
      select *, status in (${statuses}) as is_claiming,
        status = 'hold' and expires_at <= ${scope.now} as is_over
      from bookings where organization_id = ${scope.organizationId}),
    p as materialized (select * from products where organization_id = ${scope.organizationId}),
    c as materialized (select c.* from claims c join p on p.id = c.product_id),
    a as materialized (select * from allocations where organization_id = ${scope.organizationId})
    ${sql.join(parts, sql` union all `)}`);
  return rows.map(({ fault }) => fault);
}

const statuses = sql.join(
  claimingStatuses.map((status) => sql`${status}`),
  sql`, `,
);

function rules(scope: Scope): Record<string, SQL> {
  return { ...claimRules(), ...allocationRules(), ...historyRules(scope) };
}

function claimRules(): Record<string, SQL> {
  const own = sql`tstzrange(b.starts_at - make_interval(mins => p.buffer_before_minutes),
    b.ends_at + make_interval(mins => p.buffer_after_minutes))`;
  return {
    "two claims of one lane overlap": sql`
      select c.id from c join c as other on other.product_id = c.product_id and other.lane = c.lane
        and other.id < c.id and other.during && c.during`,
    "a claim lies beyond the capacity": sql`select c.id from c join p on p.id = c.product_id where c.lane > p.capacity`,
    "a claim has no claiming booking": sql`
      select c.id from c join b on b.id = c.booking_id where not b.is_claiming or b.product_id <> c.product_id`,
    "a booking has not the claims of its party": sql`
      select b.id from b join p on p.id = b.product_id
      where b.is_claiming and not b.is_over and b.attendees <> (
        select count(*) from c where c.booking_id = b.id and c.product_id = b.product_id and c.during = ${own}
          and c.expires_at is not distinct from case when b.status = 'hold' then b.expires_at end)`,
    "a booking has claims of more than its party": sql`
      select b.id from b where b.attendees < (select count(*) from c where c.booking_id = b.id)`,
  };
}

function allocationRules(): Record<string, SQL> {
  const member = sql`tstzrange(
    a.starts_at - make_interval(mins => greatest(s.buffer_before_minutes, p.buffer_before_minutes)),
    a.ends_at + make_interval(mins => greatest(s.buffer_after_minutes, p.buffer_after_minutes)))`;
  return {
    "a released allocation has claims": sql`
      select c.id from c left join a on a.id = c.allocation_id
      where c.allocation_id is not null and (a.id is null or a.released_at is not null)`,
    "an allocation is live and nobody uses it": sql`
      select a.id from a where a.released_at is null
        and not exists (select from b where b.allocation_id = a.id and b.is_claiming)`,
    "a booking's allocation is not live, or another's": sql`
      select b.id from b left join a on a.id = b.allocation_id
      where b.is_claiming and not b.is_over and b.allocation_id is not null
        and (a.id is null or a.released_at is not null or a.product_id <> b.product_id
          or a.starts_at <> b.starts_at or a.ends_at <> b.ends_at)`,
    // Ids carry the time: a booking may be older than the requirement.
    "a booking of a service has no members": sql`
      select b.id from b
      where b.is_claiming and not b.is_over and b.allocation_id is null and exists (
        select from requirement_groups g where g.product_id = b.product_id
          and left(g.id::text, 13) < left(b.id::text, 13))`,
    "an allocation has not the claims of a member once": sql`
      select a.id from a join allocation_members m on m.allocation_id = a.id
        join p on p.id = m.product_id join p as s on s.id = a.product_id
      where a.released_at is null and m.units <> (
        select count(*) from c where c.allocation_id = a.id and c.product_id = m.product_id and c.during = ${member})`,
    "an allocation has claims of what is no member": sql`
      select c.id from c where c.allocation_id is not null and not exists (
        select from allocation_members m where m.allocation_id = c.allocation_id and m.product_id = c.product_id)`,
    "a live allocation has no members": sql`
      select a.id from a where a.released_at is null
        and not exists (select from allocation_members m where m.allocation_id = a.id)`,
  };
}

/** The steps of a timeline lead from nothing to the status, whatever the order in which clocks of several processes put them. */
function historyRules({ organizationId }: Scope): Record<string, SQL> {
  const events = sql`(select * from booking_events where organization_id = ${organizationId})`;
  const announced = sql`
    select payload->>'bookingId' as booking_id, count(*) as found from outbox
    where organization_id = ${organizationId} and name like 'booking/%' group by 1`;
  return {
    "a timeline does not lead to the status": sql`
      select b.id from b left join lateral (
        select coalesce(sum(step), 0) as net, status from (
          select from_status as status, -1 as step from booking_events e where e.booking_id = b.id
          union all select to_status, 1 from booking_events e where e.booking_id = b.id
        ) as steps where status is not null group by status
      ) as flow on true
      where flow.net is distinct from case when flow.status = b.status then 1 else 0 end`,
    "a version counts other than its changes": sql`
      select b.id from b, lateral (select count(*) as n from booking_events e where e.booking_id = b.id) events,
        lateral (select count(*) as n from payments p where p.booking_id = b.id) paid
      -- A payment is a change, too; the one that confirms is one together with that.
      where b.version not between events.n and events.n + paid.n`,
    "a change was not announced with it": sql`
      select b.id from b
        left join (${announced}) as o on o.booking_id = b.id::text
        left join (
          select booking_id, sum(case
            when action in ('hold', 'request') then 0
            when action = 'create' and to_status = 'confirmed' then 2 else 1 end) as due
          from ${events} as e group by booking_id
        ) as e on e.booking_id = b.id
      -- So is a payment, unless it confirms: that is announced instead.
      where coalesce(o.found, 0) not between coalesce(e.due, 0)
        and coalesce(e.due, 0) + (select count(*) from payments p where p.booking_id = b.id)`,
  };
}
