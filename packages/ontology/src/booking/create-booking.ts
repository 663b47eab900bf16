import { newId, type Transaction } from "@availability/db";
import { bookingEvents, bookings } from "@availability/db/schema";
import { type SlotQuery, slotAt } from "@availability/domain/availability";
import type { BookingStatus, CreateBooking } from "@availability/domain/booking";
import { DomainError, isDomainError } from "@availability/domain/errors";
import { actorColumns, authorize } from "../authorize.ts";
import { requireOffered } from "../availability/offered.ts";
import { type ProductAvailability, readAvailability } from "../availability/read-availability.ts";
import { slotQuery, timeZoneOf } from "../availability/slot-query.ts";
import { desirePushes } from "../calendar/desire-pushes.ts";
import type { Ctx } from "../ctx.ts";
import { violates } from "../database-errors.ts";
import { announce } from "../outbox/index.ts";
import { allocate, lockAllocations, type StandingAllocation } from "./allocate.ts";
import { type Booking, readBooking } from "./booking-view.ts";
import { claim } from "./claim.ts";
import { ensureCustomer } from "./ensure-customer.ts";
import { lockProducts } from "./lock-products.ts";
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
  const { priceMinor, currency } = await lockProducts(tx, input);
  const standing = await lockAllocations(tx, input);
  const availability = await readForBooking(tx, input);
  requireOffered(availability, input);
  const durationMinutes = input.durationMinutes ?? availability.durationsMinutes[0] ?? 60;
  const wish: Wish = { ...input, durationMinutes, end: input.start + durationMinutes * 60_000 };
  const decision = decide(availability, wish, ctx.now());
  return write(ctx, tx, wish, { ...decision, standing, priceMinor, currency });
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

type Decision = {
  availability: ProductAvailability;
  query: SlotQuery;
  during: { start: number; end: number };
  status: BookingStatus;
};

/** What to claim for this wish; throws when the rules or other claims forbid it. Decides by the same function as the listing. */
function decide(availability: ProductAvailability, wish: Wish, now: number): Decision {
  const query = slotQuery(availability, { ...wish, now });
  if (!slotAt({ ...query, busy: [], claims: [], requirements: [] }, wish.start)) {
    const detail = `No slot of this product starts then (its hours are in ${timeZoneOf(availability)}); take a start from its slots`;
    throw new DomainError("outside_rules", detail, { errors: [{ pointer: "/start", detail }] });
  }
  const during = {
    start: wish.start - availability.bufferBeforeMinutes * 60_000,
    end: wish.end + availability.bufferAfterMinutes * 60_000,
  };
  if (!slotAt(query, wish.start)) throw new DomainError("slot_taken", "This time is taken");
  return { availability, query, during, status: availability.requiresApproval ? "pending" : "confirmed" };
}

async function write(
  ctx: Ctx,
  tx: Transaction,
  wish: Wish,
  decision: Decision & { standing: StandingAllocation[]; priceMinor: number; currency: string },
): Promise<Booking> {
  const { availability, during, status, priceMinor, currency } = decision;
  const { organizationId, productId } = wish;
  const id = newId();
  const at = new Date(ctx.now());
  const customerId = await ensureCustomer(tx, organizationId, wish.customer);
  const { start, end } = wish;
  const { query, standing } = decision;
  const service = { organizationId, service: availability, query, standing, start, end, at };
  const allocationId = await allocate(tx, service);
  await tx.insert(bookings).values({
    id,
    organizationId,
    productId,
    customerId,
    allocationId,
    status,
    startsAt: new Date(wish.start),
    endsAt: new Date(wish.end),
    attendees: wish.attendees,
    notes: wish.notes ?? null,
    priceMinor,
    currency,
    createdAt: at,
    updatedAt: at,
  });
  const owner = { bookingId: id };
  const { capacity } = availability;
  await claim(tx, { organizationId, productId, owner, during, capacity, count: wish.attendees });
  await tx
    .insert(bookingEvents)
    .values({ id: newId(), organizationId, bookingId: id, toStatus: status, ...actorColumns(ctx.actor), at });
  const change = { organizationId, bookingId: id, version: 1 };
  if (status === "confirmed") await desirePushes(tx, { organizationId, bookingIds: [id], at });
  await announce(tx, [
    { name: "booking/created", data: change },
    ...(status === "confirmed" ? [{ name: "booking/confirmed" as const, data: change }] : []),
  ]);
  return readBooking(tx, organizationId, id);
}
