import type { Transaction } from "@availability/db";
import { type RescheduleBooking, transition } from "@availability/domain/booking";
import { DomainError } from "@availability/domain/errors";
import { authorize } from "../authorize.ts";
import { retargetPushes } from "../calendar/desire-pushes.ts";
import type { Ctx } from "../ctx.ts";
import { release } from "./allocate.ts";
import { type Booking, readBooking } from "./booking-view.ts";
import { changeStatus, lockBooking } from "./change-status.ts";
import { nearestAlternatives } from "./nearest-alternatives.ts";
import { allocateAt, claimAt, inTurn, isTaken, place } from "./place.ts";

/**
 * Moves a booking to another time of its product; it keeps its identity, status, payments and history. Old claims and new
 * change in one transaction: when the new time cannot be had, the old one was never given up. Throws as `createBooking`
 * does, `stale`, and `illegal_transition`.
 */
export async function rescheduleBooking(ctx: Ctx, input: RescheduleBooking): Promise<Booking> {
  const organizationId = authorize(ctx, "manage_bookings");
  if (input.override) authorize(ctx, "manage_availability");
  try {
    const booking = await inTurn(ctx, (tx) => move(ctx, tx, organizationId, input));
    ctx.publish();
    return booking;
  } catch (error) {
    if (!isTaken(error)) throw error;
    const { productId, attendees } = await readBooking(ctx.db, organizationId, input.bookingId);
    const wish = { ...input, organizationId, productId, attendees };
    const alternatives = await nearestAlternatives(ctx, wish);
    throw new DomainError("slot_taken", "Somebody else has this time now; choose another", { alternatives });
  }
}

/** Moves one booking within the caller's transaction; throws as `rescheduleBooking` does, without alternatives. */
export async function move(
  ctx: Ctx,
  tx: Transaction,
  organizationId: string,
  input: RescheduleBooking,
): Promise<Booking> {
  const { bookingId, version, start, override } = input;
  const standing = await lockBooking(tx, { organizationId, bookingId, version });
  transition(standing.status, "reschedule");
  const at = new Date(ctx.now());
  await release(tx, { organizationId, bookingId, at });
  const before = { start: standing.startsAt.getTime(), end: standing.endsAt.getTime() };
  const found = await place(ctx, tx, {
    organizationId,
    productId: standing.productId,
    start,
    durationMinutes: input.durationMinutes ?? (before.end - before.start) / 60_000,
    attendees: standing.attendees,
    isOverride: override !== undefined,
  });
  await changeStatus(ctx, tx, {
    organizationId,
    bookingId,
    action: "reschedule",
    reason: override?.reason ?? input.reason,
    details: { before, after: { start: found.start, end: found.end } },
    set: {
      startsAt: new Date(found.start),
      endsAt: new Date(found.end),
      allocationId: await allocateAt(tx, found, at),
      overrideReason: override?.reason ?? null,
    },
  });
  await claimAt(tx, found, { bookingId });
  if (standing.status === "confirmed")
    await retargetPushes(tx, { organizationId, bookingIds: [bookingId], at });
  return readBooking(tx, organizationId, bookingId);
}
