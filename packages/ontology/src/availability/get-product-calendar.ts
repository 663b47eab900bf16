import {
  findSlots,
  type GetProductCalendar,
  type GetProductCalendars,
  type Slot,
} from "@availability/domain/availability";
import { DomainError, must } from "@availability/domain/errors";
import { authorize } from "../authorize.ts";
import type { Booking } from "../booking/booking-view.ts";
import type { Ctx } from "../ctx.ts";
import { listShown } from "./list-shown.ts";
import { requireOffered } from "./offered.ts";
import { type ProductAvailability, readAvailability } from "./read-availability.ts";
import { allStaleCalendars, type StaleCalendar, slotQuery, timeZoneOf } from "./slot-query.ts";

type Range = { start: number; end: number };

/** One product's time as the calendar shows it; instants are epoch ms. */
export type ProductCalendar = {
  productId: string;
  name: string;
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
  const { productId, ...wish } = input;
  const [calendar] = await read(ctx, { ...wish, productIds: [productId] });
  return must(calendar, "one product gives one calendar");
}

/** The same of up to six products, in the order given and in as many round trips as for one. Throws `not_found`. */
export function getProductCalendars(ctx: Ctx, input: GetProductCalendars): Promise<ProductCalendar[]> {
  return read(ctx, { ...input, productIds: [...new Set(input.productIds)] });
}

type Asked = Range & { productIds: string[]; durationMinutes?: number | undefined };

async function read(
  ctx: Ctx,
  { productIds, start, end, durationMinutes }: Asked,
): Promise<ProductCalendar[]> {
  const organizationId = authorize(ctx, "view_bookings");
  const now = ctx.now();
  const range = { start, end };
  const wish = { ...range, now, ...(durationMinutes === undefined ? {} : { durationMinutes }) };
  const [found, standing] = await Promise.all([
    readAvailability(ctx.db, { organizationId, productIds, ...range, now }),
    listShown(ctx, organizationId, { productIds, ...range }),
  ]);
  const byId = new Map(found.map((availability) => [availability.productId, availability]));
  return productIds.map((productId) => {
    const availability = byId.get(productId);
    if (!availability) throw new DomainError("not_found", "No product of your organisation has this id");
    requireOffered(availability, wish);
    return calendarOf(availability, { wish, bookings: standing.filter((one) => concerns(one, productId)) });
  });
}

function calendarOf(
  availability: ProductAvailability,
  { wish, bookings }: { wish: Parameters<typeof slotQuery>[1]; bookings: Booking[] },
): ProductCalendar {
  const slots = availability.status === "active" ? findSlots(slotQuery(availability, wish)) : [];
  return {
    productId: availability.productId,
    name: availability.name,
    timeZone: timeZoneOf(availability),
    capacity: availability.capacity,
    free: bands(slots),
    slots,
    bookings,
    blocks: within(availability.blocks, wish),
    externalBusy: within(availability.externalBusy, wish),
    stale: allStaleCalendars(availability, wish.now),
  };
}

/** True for a booking of the product, and for one of a service that the product serves. */
function concerns(booking: Booking, productId: string): boolean {
  return booking.productId === productId || booking.members.some((member) => member.productId === productId);
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
