import { findSlots, type GetProductCalendar, type Slot } from "@availability/domain/availability";
import { DomainError } from "@availability/domain/errors";
import { authorize } from "../authorize.ts";
import type { Booking } from "../booking/booking-view.ts";
import type { Ctx } from "../ctx.ts";
import { listShown } from "./list-shown.ts";
import { requireOffered } from "./offered.ts";
import { readAvailability } from "./read-availability.ts";
import { allStaleCalendars, type StaleCalendar, slotQuery, timeZoneOf } from "./slot-query.ts";

type Range = { start: number; end: number };

/** One product's time as the calendar shows it; instants are epoch ms. */
export type ProductCalendar = {
  productId: string;
  timeZone: string;
  capacity: number;
  /** Where a booking of the wished duration fits, merged into bands. */
  free: Range[];
  slots: Slot[];
  bookings: Booking[];
  blocks: (Range & { id: string; reason: string | null })[];
  externalBusy: (Range & { calendarId: string; isAllDay: boolean })[];
  stale: StaleCalendar[];
};

/** Everything the calendar draws of one product in a range of at most 62 days. */
export async function getProductCalendar(ctx: Ctx, input: GetProductCalendar): Promise<ProductCalendar> {
  const organizationId = authorize(ctx, "view_bookings");
  const { productId, start, end } = input;
  const now = ctx.now();
  const [[availability], standing] = await Promise.all([
    readAvailability(ctx.db, { organizationId, productIds: [productId], start, end, now }),
    listShown(ctx, organizationId, input),
  ]);
  if (!availability) throw new DomainError("not_found", "No product of your organisation has this id");
  requireOffered(availability, input);
  const slots = availability.status === "active" ? findSlots(slotQuery(availability, { ...input, now })) : [];
  return {
    productId,
    timeZone: timeZoneOf(availability),
    capacity: availability.capacity,
    free: bands(slots),
    slots,
    bookings: standing,
    blocks: within(availability.blocks, input),
    externalBusy: within(availability.externalBusy, input),
    stale: allStaleCalendars(availability, now),
  };
}

/** Slots that overlap or touch, joined; slots come ascending. */
function bands(slots: Slot[]): Range[] {
  const joined: Range[] = [];
  for (const { start, end } of slots) {
    const last = joined.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined;
}

function within<T extends Range>(ranges: T[], { start, end }: Range): T[] {
  return ranges.filter((range) => range.start < end && range.end > start).sort((a, b) => a.start - b.start);
}
