import { newId, type Transaction } from "@availability/db";
import { bookingEvents, bookings, products } from "@availability/db/schema";
import { slotAt } from "@availability/domain/availability";
import type { BookingStatus, CreateBooking } from "@availability/domain/booking";
import { DomainError, isDomainError } from "@availability/domain/errors";
import { and, eq } from "drizzle-orm";
import { actorColumns, authorize } from "../authorize.ts";
import { requireOffered } from "../availability/list-slots.ts";
import { type ProductAvailability, readAvailability } from "../availability/read-availability.ts";
import { slotQuery, timeZoneOf } from "../availability/slot-query.ts";
import { desirePushes } from "../calendar/desire-pushes.ts";
import type { Ctx } from "../ctx.ts";
import { violates } from "../database-errors.ts";
import { announce } from "../outbox/index.ts";
import { type Booking, readBooking } from "./booking-view.ts";
import { claim } from "./claim.ts";
import { ensureCustomer } from "./ensure-customer.ts";
import { nearestAlternatives } from "./nearest-alternatives.ts";

type Wish = CreateBooking & { organizationId: string; durationMinutes: number; end: number };

/**
 * Books a free slot: re-derives it from hours, notice, blocks, calendars and claims inside one transaction and claims it
 * there. Throws `outside_rules` when the start is no slot of this product, `slot_taken` with the nearest alternatives when
 * somebody else has it.
 */
export async function createBooking(ctx: Ctx, input: CreateBooking): Promise<Booking> {
  const organizationId = authorize(ctx, "manage_bookings");
  try {
    const booking = await ctx.db.transaction((tx) => bookSlot(ctx, tx, { ...input, organizationId }));
    ctx.publish();
    return booking;
  } catch (error) {
    if (!isTaken(error)) throw error;
    const alternatives = await nearestAlternatives(ctx, { ...input, organizationId });
    throw new DomainError("slot_taken", "Somebody else has this time now; choose another", { alternatives });
  }
}

function isTaken(error: unknown): boolean {
  return violates(error, "claims_no_overlap") || (isDomainError(error) && error.code === "slot_taken");
}

async function bookSlot(
  ctx: Ctx,
  tx: Transaction,
  input: Omit<Wish, "durationMinutes" | "end"> & { durationMinutes?: number },
): Promise<Booking> {
  const { price, currency } = await lockProduct(tx, input);
  const availability = await readForBooking(tx, input);
  requireOffered(availability, input);
  const durationMinutes = input.durationMinutes ?? availability.durationsMinutes[0] ?? 60;
  const wish: Wish = { ...input, durationMinutes, end: input.start + durationMinutes * 60_000 };
  const claimed = decide(availability, wish, ctx.now());
  return write(ctx, tx, wish, { ...claimed, price, currency });
}

/** Bookings of one product take turns, so that the lane each chooses is still free when it is written. */
async function lockProduct(
  tx: Transaction,
  { organizationId, productId }: { organizationId: string; productId: string },
): Promise<{ price: number; currency: string }> {
  const [product] = await tx
    .select({ price: products.priceMinor, currency: products.currency, status: products.status })
    .from(products)
    .where(and(eq(products.organizationId, organizationId), eq(products.id, productId)))
    .for("no key update");
  const pointer = "/productId";
  if (!product) {
    const detail = "No product of your organisation has this id";
    throw new DomainError("not_found", detail, { errors: [{ pointer, detail }] });
  }
  if (product.status === "archived") {
    const detail = "This product is archived; restore it before booking it";
    throw new DomainError("outside_rules", detail, { errors: [{ pointer, detail }] });
  }
  return product;
}

async function readForBooking(
  tx: Transaction,
  {
    organizationId,
    productId,
    start,
    durationMinutes,
  }: Omit<Wish, "durationMinutes" | "end"> & { durationMinutes?: number },
): Promise<ProductAvailability> {
  // The default duration is known only after reading, so the longest that may be meant bounds the range.
  const end = start + (durationMinutes ?? 10_080) * 60_000;
  const [availability] = await readAvailability(tx, { organizationId, productIds: [productId], start, end });
  if (!availability) throw new DomainError("not_found", "No product of your organisation has this id");
  return availability;
}

type Decision = { during: { start: number; end: number }; capacity: number; status: BookingStatus };

/** What to claim for this wish; throws when the rules or other claims forbid it. Decides by the same function as the listing. */
function decide(availability: ProductAvailability, wish: Wish, now: number): Decision {
  const query = slotQuery(availability, { ...wish, now });
  if (!slotAt({ ...query, busy: [], claims: [] }, wish.start)) {
    const detail = `No slot of this product starts then (its hours are in ${timeZoneOf(availability)}); take a start from its slots`;
    throw new DomainError("outside_rules", detail, { errors: [{ pointer: "/start", detail }] });
  }
  const during = {
    start: wish.start - availability.bufferBeforeMinutes * 60_000,
    end: wish.end + availability.bufferAfterMinutes * 60_000,
  };
  if (!slotAt(query, wish.start)) throw new DomainError("slot_taken", "This time is taken");
  return {
    during,
    capacity: availability.capacity,
    status: availability.requiresApproval ? "pending" : "confirmed",
  };
}

async function write(
  ctx: Ctx,
  tx: Transaction,
  wish: Wish,
  { during, capacity, status, price, currency }: Decision & { price: number; currency: string },
): Promise<Booking> {
  const { organizationId, productId } = wish;
  const id = newId();
  const at = new Date(ctx.now());
  const customerId = await ensureCustomer(tx, organizationId, wish.customer);
  await tx.insert(bookings).values({
    id,
    organizationId,
    productId,
    customerId,
    status,
    startsAt: new Date(wish.start),
    endsAt: new Date(wish.end),
    attendees: wish.attendees,
    notes: wish.notes ?? null,
    priceMinor: price,
    currency,
    createdAt: at,
    updatedAt: at,
  });
  await claim(tx, { organizationId, productId, bookingId: id, during, capacity, count: wish.attendees });
  await tx
    .insert(bookingEvents)
    .values({ id: newId(), organizationId, bookingId: id, toStatus: status, ...actorColumns(ctx.actor), at });
  const change = { organizationId, bookingId: id, version: 1 };
  if (status === "confirmed") await desirePushes(tx, { organizationId, bookingId: id, at });
  await announce(tx, [
    { name: "booking/created", data: change },
    ...(status === "confirmed" ? [{ name: "booking/confirmed" as const, data: change }] : []),
  ]);
  return readBooking(tx, organizationId, id);
}
