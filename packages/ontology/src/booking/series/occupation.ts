import type { ChosenMember, Interval } from "@availability/domain/availability";
import type { ProductAvailability } from "../../availability/read-availability.ts";

/** A claimed unit, buffers included; instants are epoch ms. */
export type Claimed = Interval & {
  id: string;
  productId: string;
  lane: number;
  owner: { bookingId: string } | { allocationId: string };
  isNew: boolean;
};

/** What serves a service at one time, and the bookings and holds that share it. */
export type Allocated = Interval & {
  id: string;
  members: readonly ChosenMember[];
  users: ReadonlySet<string>;
  isNew: boolean;
};

/**
 * What is claimed of a product and of all it requires around some times, while the transaction holds their locks; a value that
 * each booking which is given up or taken turns into the next one.
 */
export type Occupation = {
  claims: readonly Claimed[];
  allocations: ReadonlyMap<string, Allocated>;
  /** Hours claimed of members as the transaction found them, by product and day since 1970. */
  hours: ReadonlyMap<string, ReadonlyMap<number, number>>;
};

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const loadDays = 14;
/** No buffer is longer. */
const farthestMs = dayMs;

/** What is left when a booking gives up what it has: its allocation goes with the last that uses it. */
export function givenUp(occupation: Occupation, bookingId: string): Occupation {
  const allocations = new Map(occupation.allocations);
  const released = new Set<string>();
  for (const allocation of occupation.allocations.values()) {
    if (!allocation.users.has(bookingId)) continue;
    const users = new Set([...allocation.users].filter((id) => id !== bookingId));
    if (users.size > 0) allocations.set(allocation.id, { ...allocation, users });
    else {
      allocations.delete(allocation.id);
      released.add(allocation.id);
    }
  }
  const claims = occupation.claims.filter(({ owner }) =>
    "bookingId" in owner ? owner.bookingId !== bookingId : !released.has(owner.allocationId),
  );
  return { ...occupation, claims, allocations };
}

/** Hours claimed of a member in the two weeks before and after, by the day. */
export function loadOf({ hours, claims }: Occupation, productId: string, start: number): number {
  const byDay = hours.get(productId);
  const today = Math.floor(start / dayMs);
  let load = 0;
  for (let day = today - loadDays; day <= today + loadDays; day += 1) load += byDay?.get(day) ?? 0;
  for (const one of claims) {
    const isCounted = one.isNew && one.productId === productId;
    if (isCounted && Math.abs(one.start - start) < loadDays * dayMs) load += (one.end - one.start) / hourMs;
  }
  return load;
}

/** What was read of a product, with what is claimed around a time as it is now; so of all that it requires. */
export function availabilityAround(
  { claims, allocations }: Occupation,
  service: ProductAvailability,
  { start, end }: Interval,
): ProductAvailability {
  const near = claims.filter((one) => one.start < end + farthestMs && one.end > start - farthestMs);
  const renewed = (product: ProductAvailability): ProductAvailability => ({
    ...product,
    claims: near.filter(({ productId }) => productId === product.productId),
    requirements: product.requirements.map((group) => ({ ...group, members: group.members.map(renewed) })),
  });
  const standing = [...allocations.values()].filter((one) => one.start === start);
  return {
    ...renewed(service),
    allocations: standing.map(({ members, ...times }) => ({
      start: times.start,
      end: times.end,
      memberIds: members.map(({ id }) => id),
    })),
  };
}
