import { findSlots, type ListSlotsOfProducts, type Slot } from "@availability/domain/availability";
import { DomainError } from "@availability/domain/errors";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { isOffered, requireActive } from "./offered.ts";
import { readAvailability } from "./read-availability.ts";
import { allStaleCalendars, type StaleCalendar, slotQuery, timeZoneOf } from "./slot-query.ts";

export type SlotsOfProduct = {
  productId: string;
  timeZone: string;
  slots: Slot[];
  stale: StaleCalendar[];
  /** False when the product has no such duration, or fewer attendees in one booking. */
  isOffered: boolean;
};

/**
 * The free slots of up to 50 products in the order given, read in one round trip. Throws `not_found` or, for archived ones,
 * `outside_rules` naming the product.
 */
export async function listSlotsOfProducts(ctx: Ctx, input: ListSlotsOfProducts): Promise<SlotsOfProduct[]> {
  const organizationId = authorize(ctx, "view_bookings");
  const { start, end } = input;
  const productIds = [...new Set(input.productIds)];
  const now = ctx.now();
  const read = await readAvailability(ctx.db, { organizationId, productIds, start, end, now });
  const byId = new Map(read.map((availability) => [availability.productId, availability]));
  return productIds.map((productId) => {
    const pointer = `/productIds/${input.productIds.indexOf(productId)}`;
    const availability = byId.get(productId);
    if (!availability) {
      const detail = "No product of your organisation has this id";
      throw new DomainError("not_found", detail, { errors: [{ pointer, detail }] });
    }
    requireActive(availability, pointer);
    const offered = isOffered(availability, input);
    return {
      productId,
      timeZone: timeZoneOf(availability),
      slots: offered ? findSlots(slotQuery(availability, { ...input, now })) : [],
      stale: allStaleCalendars(availability, now),
      isOffered: offered,
    };
  });
}
