import { findSlots, type ListSlots, type Slot } from "@availability/domain/availability";
import { DomainError } from "@availability/domain/errors";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { type ProductAvailability, readAvailability } from "./read-availability.ts";
import { type StaleCalendar, slotQuery, staleCalendars, timeZoneOf } from "./slot-query.ts";

export type Slots = { timeZone: string; slots: Slot[]; stale: StaleCalendar[] };

/** The free slots of one product, ascending; at most 62 days at a time. Slots are instants, whatever zone they are shown in. */
export async function listSlots(ctx: Ctx, input: ListSlots): Promise<Slots> {
  const organizationId = authorize(ctx, "view_bookings");
  const { productId, ...wish } = input;
  const range = { organizationId, productIds: [productId], start: wish.start, end: wish.end };
  const [availability] = await readAvailability(ctx.db, range);
  if (!availability) throw new DomainError("not_found", "No product of your organisation has this id");
  requireOffered(availability, wish);
  const now = ctx.now();
  return {
    timeZone: timeZoneOf(availability),
    slots: availability.status === "active" ? findSlots(slotQuery(availability, { ...wish, now })) : [],
    stale: staleCalendars(availability, now),
  };
}

/** Throws `invalid` for a duration or a number of attendees that the product does not offer. */
export function requireOffered(
  { durationsMinutes, maxAttendeesPerBooking }: ProductAvailability,
  wish: { durationMinutes?: number; attendees?: number },
): void {
  if (wish.durationMinutes !== undefined && !durationsMinutes.includes(wish.durationMinutes)) {
    const detail = `This product is booked for ${durationsMinutes.join(", ")} minutes; choose one of these`;
    throw new DomainError("invalid", detail, { errors: [{ pointer: "/durationMinutes", detail }] });
  }
  if (wish.attendees !== undefined && wish.attendees > maxAttendeesPerBooking) {
    const detail = `One booking holds at most ${maxAttendeesPerBooking} attendees`;
    throw new DomainError("invalid", detail, { errors: [{ pointer: "/attendees", detail }] });
  }
}
