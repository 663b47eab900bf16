import type { Transaction } from "@availability/db";
import { claims } from "@availability/db/schema";
import type { Interval } from "@availability/domain/availability";
import { claimingStatuses } from "@availability/domain/booking";
import { and, inArray, type SQL, sql } from "drizzle-orm";
import type { Allocated, Claimed, Occupation } from "./occupation.ts";

type Request = {
  /** All products that are locked. */
  ids: readonly string[];
  /** The service; others are its members. */
  productId: string;
  /** Those that are locked and stand. */
  allocationIds: readonly string[];
  /** All times that bookings have or are to have; any order. */
  times: readonly Interval[];
};

const dayMs = 24 * 3_600_000;
/** Of loads; see `loadOf`. */
const loadMs = 15 * dayMs;

/** Reads what is claimed around these times, buffers of a day included, under the locks of the caller. */
export async function readOccupation(tx: Transaction, request: Request): Promise<Occupation> {
  const { ids, productId, allocationIds, times } = request;
  const windows = times.map(({ start, end }) => rangeOf(start - dayMs, end + dayMs));
  const rows = await tx
    .select({
      id: claims.id,
      productId: claims.productId,
      lane: claims.lane,
      during: claims.during,
      bookingId: claims.bookingId,
      allocationId: claims.allocationId,
    })
    .from(claims)
    .where(
      and(
        inArray(claims.productId, [...ids]),
        sql`${claims.during} && ${`{${windows.join(",")}}`}::tstzmultirange`,
      ),
    );
  const members = ids.filter((id) => id !== productId);
  return {
    claims: rows.map(toClaimed),
    allocations: await readAllocations(tx, allocationIds),
    hours: await readHours(tx, members, times),
  };
}

type Row = Pick<typeof claims.$inferSelect, "id" | "productId" | "lane" | "during" | "bookingId"> & {
  allocationId: string | null;
};

function toClaimed({ during, bookingId, allocationId, ...row }: Row): Claimed {
  const owner = bookingId === null ? { allocationId: allocationId ?? "" } : { bookingId };
  return { ...row, ...during, owner, isNew: false };
}

type AllocatedRow = Omit<Allocated, "users" | "isNew"> & { users: string[] };

async function readAllocations(
  tx: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Allocated>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.execute<AllocatedRow>(sql`
    select a.id, (extract(epoch from a.starts_at) * 1000)::float8 as start,
      (extract(epoch from a.ends_at) * 1000)::float8 as "end",
      (select coalesce(json_agg(json_build_object('id', m.product_id, 'units', m.units) order by m.position), '[]')
        from allocation_members m where m.allocation_id = a.id) as members,
      (select coalesce(json_agg(b.id), '[]')
        from bookings b where b.allocation_id = a.id and b.status in ${[...claimingStatuses]}) as users
    from allocations a where a.id = any(${`{${ids.join(",")}}`}::uuid[])`);
  return new Map(rows.map(({ users, ...row }) => [row.id, { ...row, users: new Set(users), isNew: false }]));
}

async function readHours(
  tx: Transaction,
  ids: readonly string[],
  times: readonly Interval[],
): Promise<Occupation["hours"]> {
  if (ids.length === 0) return new Map();
  const from = Math.min(...times.map(({ start }) => start)) - loadMs;
  const until = Math.max(...times.map(({ end }) => end)) + loadMs;
  const day: SQL<number> = sql`floor(extract(epoch from lower(${claims.during})) / 86400)::int`;
  const length = sql`extract(epoch from upper(${claims.during}) - lower(${claims.during}))`;
  const rows = await tx
    .select({ productId: claims.productId, day, hours: sql<number>`sum(${length})::float8 / 3600` })
    .from(claims)
    .where(
      and(inArray(claims.productId, [...ids]), sql`${claims.during} && ${rangeOf(from, until)}::tstzrange`),
    )
    .groupBy(claims.productId, sql`2`);
  const found = new Map<string, Map<number, number>>();
  for (const { productId, day, hours } of rows) {
    found.set(productId, (found.get(productId) ?? new Map<number, number>()).set(day, hours));
  }
  return found;
}

function rangeOf(start: number, end: number): string {
  return `[${new Date(start).toISOString()},${new Date(end).toISOString()})`;
}
