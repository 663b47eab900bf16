import type { Queryable, Transaction } from "@availability/db";
import type { Owner } from "@availability/domain/availability";
import { claimingStatuses } from "@availability/domain/booking";
import { type SQL, sql } from "drizzle-orm";

/** Whose availability changes. */
export type AffectedScope = readonly Owner[];

/** A booking that stands; epoch ms. */
export type StandingBooking = {
  id: string;
  productId: string;
  start: number;
  end: number;
  attendees: number;
};

/** A product's time that a booking takes: its own product's, or that of one which a service got for it. */
export type Occupation = { productId: string; booking: StandingBooking };

type Row = {
  occupied_id: string;
  id: string;
  product_id: string;
  start: number;
  end: number;
  attendees: number;
};

const mostExamined = 1000;
// No booking is longer than a week, which bounds how far back one that still runs can have begun.
const longestBookingMs = 7 * 24 * 3600 * 1000;

/**
 * Keeps the products in the scope from being booked until the transaction ends, so that no booking is made on what is just
 * being changed. In the order of ids, as bookings do it.
 */
export async function lockScope(
  tx: Transaction,
  { organizationId, scope }: { organizationId: string; scope: AffectedScope },
): Promise<void> {
  if (scope.length === 0) return;
  await tx.execute(sql`
    select count(*) from (
      select p.id from products p where p.organization_id = ${organizationId} and (${inScope(scope)})
      order by p.id for no key update
    ) as locked`);
}

/** What standing bookings take of the products in the scope from now on, by start; of the next 1,000. */
export async function findOccupations(
  db: Queryable,
  query: { organizationId: string; scope: AffectedScope; now: number },
): Promise<Occupation[]> {
  if (query.scope.length === 0) return [];
  const rows = await db.execute<Row>(statement(query));
  return rows.map(({ occupied_id, id, product_id, start, end, attendees }) => ({
    productId: occupied_id,
    booking: { id, productId: product_id, start, end, attendees },
  }));
}

function statement({
  organizationId,
  scope,
  now,
}: {
  organizationId: string;
  scope: AffectedScope;
  now: number;
}): SQL {
  const at = new Date(now).toISOString();
  const earliest = new Date(now - longestBookingMs).toISOString();
  const statuses = sql.join(
    claimingStatuses.map((status) => sql`${status}`),
    sql`, `,
  );
  const standing = sql`b.organization_id = ${organizationId} and b.status in (${statuses})
    and b.starts_at > ${earliest}::timestamptz and b.ends_at > ${at}::timestamptz`;
  const epochMs = (column: SQL) => sql`(extract(epoch from ${column}) * 1000)::float8`;
  return sql`
    with scope as materialized (
      select p.id from products p where p.organization_id = ${organizationId} and (${inScope(scope)})
    ), occupied as (
      (select b.id, b.product_id as occupied_id, b.starts_at
        from bookings b join scope s on s.id = b.product_id
        where ${standing} order by b.starts_at, b.id limit ${mostExamined})
      union
      (select distinct b.id, c.product_id as occupied_id, b.starts_at
        from claims c join scope s on s.id = c.product_id
          join bookings b on b.allocation_id = c.allocation_id
        where c.during && tstzrange(${at}::timestamptz, null) and ${standing}
        order by b.starts_at, b.id limit ${mostExamined})
    )
    select o.occupied_id, b.id, b.product_id, ${epochMs(sql`b.starts_at`)} as start, ${epochMs(sql`b.ends_at`)} as "end",
      b.attendees
    from occupied o join bookings b on b.id = o.id
    order by b.starts_at, b.id, o.occupied_id limit ${mostExamined}`;
}

function inScope(scope: AffectedScope): SQL {
  if (scope.some(({ kind }) => kind === "organization")) return sql`true`;
  const products = scope.flatMap((owner) => (owner.kind === "product" ? [owner.id] : []));
  const locations = scope.flatMap((owner) => (owner.kind === "location" ? [owner.id] : []));
  return sql`p.id = any(${uuids(products)}) or p.location_id = any(${uuids(locations)})`;
}

/** A list of ids as one parameter; without a comma or a quote in them they need no escaping. */
export function uuids(ids: readonly string[]): SQL {
  return sql`${`{${ids.join(",")}}`}::text::uuid[]`;
}
