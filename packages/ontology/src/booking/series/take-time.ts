import { newId } from "@availability/db";
import {
  type Interval,
  leastLoadedFirst,
  membersAt,
  type SlotQuery,
  slotAt,
} from "@availability/domain/availability";
import { chooseLanes } from "@availability/domain/booking";
import { must } from "@availability/domain/errors";
import type { ProductAvailability } from "../../availability/read-availability.ts";
import { slotQuery } from "../../availability/slot-query.ts";
import { requiredBy } from "../allocate.ts";
import { type Allocated, availabilityAround, type Claimed, loadOf, type Occupation } from "./occupation.ts";

export type Wish = Interval & { bookingId: string; attendees: number; now: number };
export type Taken = { occupation: Occupation; allocationId: string | null };

const minuteMs = 60_000;

/**
 * Takes a time for a booking by the function that lists slots: null when the time is not to be had. "crowded" when units are free
 * only once others are moved to other lanes, which is for the database to do.
 */
export function taken(
  occupation: Occupation,
  service: ProductAvailability,
  wish: Wish,
): Taken | "crowded" | null {
  const { start, end, attendees, now } = wish;
  const around = availabilityAround(occupation, service, wish);
  const query = slotQuery(around, { start, end, durationMinutes: (end - start) / minuteMs, attendees, now });
  if (!slotAt(query, start)) return null;
  const allocation = allocationAt(occupation, service, { query, wish });
  if (service.requirements.length > 0 && !allocation) return null;
  const units = [
    { product: service, owner: { bookingId: wish.bookingId }, count: attendees, margins: marginsOf(service) },
    ...(allocation?.isMade ? memberUnits(service, allocation) : []),
  ];
  const claims = units.map((unit) => claimed(occupation, wish, unit));
  if (claims.includes(null)) return "crowded";
  const allocations = new Map(occupation.allocations);
  if (allocation) {
    const { isMade: _, ...standing } = allocation;
    allocations.set(allocation.id, { ...standing, users: new Set([...standing.users, wish.bookingId]) });
  }
  const next = [...occupation.claims, ...claims.flatMap((one) => one ?? [])];
  return { occupation: { ...occupation, claims: next, allocations }, allocationId: allocation?.id ?? null };
}

type Unit = {
  product: ProductAvailability;
  owner: Claimed["owner"];
  count: number;
  margins: { before: number; after: number };
};

function claimed({ claims }: Occupation, { start, end }: Interval, unit: Unit): Claimed[] | null {
  const { product, owner, count, margins } = unit;
  const { productId, capacity } = product;
  const during = { start: start - margins.before, end: end + margins.after };
  const standing = claims.filter((one) => one.productId === productId);
  const lanes = chooseLanes(standing, { ...during, capacity, count });
  if (!lanes) return null;
  return lanes.map((lane) => ({ id: newId(), productId, lane, owner, ...during, isNew: true }));
}

function memberUnits(service: ProductAvailability, { id, members }: Allocated): Unit[] {
  const known = requiredBy(service);
  return members.map((member) => {
    const product = must(known.get(member.id), "members are chosen from those that were read");
    const [own, its] = [marginsOf(service), marginsOf(product)];
    const margins = { before: Math.max(own.before, its.before), after: Math.max(own.after, its.after) };
    return { product, owner: { allocationId: id }, count: member.units, margins };
  });
}

function marginsOf({ bufferBeforeMinutes, bufferAfterMinutes }: ProductAvailability) {
  return { before: bufferBeforeMinutes * minuteMs, after: bufferAfterMinutes * minuteMs };
}

/** The one that serves at exactly this time, or a new one of the least booked members that fit. */
function allocationAt(
  occupation: Occupation,
  service: ProductAvailability,
  { query, wish: { start, end } }: { query: SlotQuery; wish: Wish },
): (Allocated & { isMade: boolean }) | null {
  if (service.requirements.length === 0) return null;
  const standing = [...occupation.allocations.values()].find((one) => one.start === start && one.end === end);
  if (standing) return { ...standing, isMade: false };
  const ids = [...requiredBy(service).keys()];
  const loads = new Map(ids.map((id) => [id, loadOf(occupation, id, start)]));
  const members = membersAt(
    { ...query, requirements: leastLoadedFirst(query.requirements ?? [], loads) },
    start,
  );
  return members && { id: newId(), start, end, members, users: new Set(), isNew: true, isMade: true };
}
