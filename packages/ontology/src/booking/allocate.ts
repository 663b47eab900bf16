import { newId, type Transaction } from "@availability/db";
import { allocationMembers, allocations, claims } from "@availability/db/schema";
import {
  type ChosenMember,
  leastLoadedFirst,
  membersAt,
  type SlotQuery,
} from "@availability/domain/availability";
import { DomainError, must } from "@availability/domain/errors";
import { and, inArray, sql } from "drizzle-orm";
import type { ProductAvailability } from "../availability/read-availability.ts";
import { claim } from "./claim.ts";
import type { StandingAllocation } from "./lock-allocations.ts";

type Wanted = {
  organizationId: string;
  service: ProductAvailability;
  /** The engine's question for the service, by which the members are chosen. */
  query: SlotQuery;
  /** As `lockAllocations` found them. */
  standing: readonly StandingAllocation[];
  start: number;
  end: number;
  at: Date;
};

/**
 * The allocation of a service at exactly this time: the one that stands, or a new one of the least booked members that fit,
 * claimed at once. Null for a product that requires nothing. The caller holds the locks of all products concerned. Throws
 * `slot_taken` when members are missing.
 */
export async function allocate(tx: Transaction, wanted: Wanted): Promise<string | null> {
  const { organizationId, service, start, end } = wanted;
  if (service.requirements.length === 0) return null;
  const standing = wanted.standing.find((one) => one.end === end);
  if (standing) return standing.id;
  const chosen = await chooseMembers(tx, wanted);
  const id = newId();
  const { productId } = service;
  const times = { startsAt: new Date(start), endsAt: new Date(end), createdAt: wanted.at };
  await tx.insert(allocations).values({ id, organizationId, productId, ...times });
  await claimMembers(tx, wanted, id, chosen);
  return id;
}

async function chooseMembers(tx: Transaction, { query, service, start }: Wanted): Promise<ChosenMember[]> {
  const loads = await readLoads(tx, [...requiredBy(service).keys()], start);
  const requirements = leastLoadedFirst(query.requirements ?? [], loads);
  const chosen = membersAt({ ...query, requirements }, start);
  if (!chosen) throw new DomainError("slot_taken", "Not all that this service requires is free then");
  return chosen;
}

const loadWindow = sql.raw("interval '14 days'");

/** Hours claimed of each product in the two weeks before and after. */
async function readLoads(tx: Transaction, ids: string[], start: number): Promise<Map<string, number>> {
  const at = sql`${new Date(start).toISOString()}::timestamptz`;
  const during = claims.during;
  const rows = await tx
    .select({
      productId: claims.productId,
      hours: sql<number>`sum(extract(epoch from upper(${during}) - lower(${during})))::float8 / 3600`,
    })
    .from(claims)
    .where(
      and(
        inArray(claims.productId, ids),
        sql`${during} && tstzrange(${at} - ${loadWindow}, ${at} + ${loadWindow})`,
      ),
    )
    .groupBy(claims.productId);
  return new Map(rows.map(({ productId, hours }) => [productId, hours]));
}

async function claimMembers(
  tx: Transaction,
  { organizationId, service, start, end }: Wanted,
  allocationId: string,
  chosen: ChosenMember[],
): Promise<void> {
  const members = requiredBy(service);
  await tx.insert(allocationMembers).values(
    chosen.map(({ id: productId, units }, position) => ({
      organizationId,
      allocationId,
      productId,
      position,
      units,
    })),
  );
  for (const { id, units } of chosen) {
    const member = must(members.get(id), "members are chosen from those that were read");
    const before = Math.max(service.bufferBeforeMinutes, member.bufferBeforeMinutes) * 60_000;
    const after = Math.max(service.bufferAfterMinutes, member.bufferAfterMinutes) * 60_000;
    await claim(tx, {
      organizationId,
      productId: id,
      owner: { allocationId },
      during: { start: start - before, end: end + after },
      capacity: member.capacity,
      count: units,
    });
  }
}

/** All that a service can need, down to the last, by id. */
export function requiredBy(service: ProductAvailability): Map<string, ProductAvailability> {
  const found = new Map<string, ProductAvailability>();
  const collect = ({ requirements }: ProductAvailability): void => {
    for (const member of requirements.flatMap(({ members }) => members)) {
      if (found.has(member.productId)) continue;
      found.set(member.productId, member);
      collect(member);
    }
  };
  collect(service);
  return found;
}
