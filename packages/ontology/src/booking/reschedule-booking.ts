import type { Transaction } from "@availability/db";
import { bookings } from "@availability/db/schema";
import { type RescheduleBooking, transition } from "@availability/domain/booking";
import { DomainError } from "@availability/domain/errors";
import { and, eq } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit.ts";
import { authorize } from "../authorize.ts";
import { retargetPushes } from "../calendar/desire-pushes.ts";
import type { Ctx } from "../ctx.ts";
import { type Booking, readBooking } from "./booking-view.ts";
import { changeStatus, lockBooking } from "./change-status.ts";
import { nearestAlternatives } from "./nearest-alternatives.ts";
import { allocateAt, changedMeanwhile, claimAt, inTurn, isTaken, place } from "./place.ts";
import { release } from "./release.ts";

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
    const wish = { ...input, organizationId, productId, attendees, isOfThisProduct: true };
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
  const standing = await findBooking(tx, organizationId, bookingId);
  const at = new Date(ctx.now());
  const before = { start: standing.startsAt.getTime(), end: standing.endsAt.getTime() };
  const wish = {
    organizationId,
    productId: standing.productId,
    start,
    durationMinutes: input.durationMinutes ?? (before.end - before.start) / 60_000,
    attendees: standing.attendees,
    isOverride: override !== undefined,
  };
  const found = await place(ctx, tx, wish, async () => {
    const locked = await lockBooking(tx, { organizationId, bookingId, version });
    transition(locked.status, "reschedule");
    if (locked.version !== standing.version) throw changedMeanwhile();
    await release(tx, { organizationId, bookingIds: [bookingId], at });
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
  if (override) {
    const details = { step: "reschedule" };
    await recordAudit(ctx, tx, { action: "booking.rules_set_aside", targetId: bookingId, details });
  }
  if (standing.status === "confirmed")
    await retargetPushes(tx, { organizationId, bookingIds: [bookingId], at });
  return readBooking(tx, organizationId, bookingId);
}

/** Read before the locks, to know which to take; judged again under them. */
async function findBooking(tx: Transaction, organizationId: string, bookingId: string) {
  const [booking] = await tx
    .select()
    .from(bookings)
    .where(and(eq(bookings.organizationId, organizationId), eq(bookings.id, bookingId)));
  if (!booking) throw new DomainError("not_found", "No booking of your organisation has this id");
  transition(booking.status, "reschedule");
  return booking;
}
