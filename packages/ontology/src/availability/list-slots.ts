import {
  explainUnavailable,
  findSlots,
  type ListSlots,
  type Slot,
  type Unavailable,
} from "@availability/domain/availability";
import { DomainError } from "@availability/domain/errors";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { requireActive, requireOffered } from "./offered.ts";
import { readAvailability } from "./read-availability.ts";
import { requireHold } from "./require-hold.ts";
import { allStaleCalendars, explainQuery, type StaleCalendar, slotQuery, timeZoneOf } from "./slot-query.ts";

export type Slots = {
  timeZone: string;
  slots: Slot[];
  stale: StaleCalendar[];
  /** Why the rest is not free; null unless asked for. */
  unavailable: Unavailable[] | null;
};

/**
 * The free slots of one product, ascending; at most 62 days at a time. Slots are instants, whatever zone they are shown in.
 * Throws `not_found`, `outside_rules` for an archived product, `invalid` for what it does not offer.
 */
export async function listSlots(ctx: Ctx, input: ListSlots): Promise<Slots> {
  const organizationId = authorize(ctx, "view_bookings");
  const { productId, explain = false, holdId, ...wish } = input;
  const now = ctx.now();
  if (holdId) await requireHold(ctx.db, organizationId, holdId);
  const [availability] = await readAvailability(ctx.db, {
    organizationId,
    productIds: [productId],
    // The reasons at the ends of a range depend on the slots that reach over them.
    ...(explain ? widened(input) : { start: wish.start, end: wish.end }),
    now,
    exceptHold: holdId,
    withCauses: explain,
  });
  if (!availability) throw new DomainError("not_found", "No product of your organisation has this id");
  requireActive(availability);
  requireOffered(availability, wish);
  return {
    timeZone: timeZoneOf(availability),
    slots: findSlots(slotQuery(availability, { ...wish, now })),
    stale: allStaleCalendars(availability, now),
    unavailable: explain ? explainUnavailable(explainQuery(availability, { ...wish, now })) : null,
  };
}

const longestBookingMs = 7 * 24 * 3600 * 1000;

function widened({ start, end, durationMinutes }: ListSlots): { start: number; end: number } {
  const margin = durationMinutes === undefined ? longestBookingMs : durationMinutes * 60_000;
  return { start: start - margin, end: end + margin };
}
