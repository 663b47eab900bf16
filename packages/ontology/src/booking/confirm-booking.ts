import type { Transaction } from "@availability/db";
import { bookings } from "@availability/db/schema";
import {
  allowedActions,
  amountToConfirm,
  type BookingStatus,
  type ConfirmBooking,
} from "@availability/domain/booking";
import { DomainError } from "@availability/domain/errors";
import { and, eq } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import { desirePushes } from "../calendar/desire-pushes.ts";
import { freshen } from "../calendar/freshen.ts";
import type { Ctx } from "../ctx.ts";
import { committedBefore } from "../idempotency/once.ts";
import { type Booking, readBooking } from "./booking-view.ts";
import { changeStatus, lockBooking } from "./change-status.ts";
import { paidMinor } from "./paid.ts";
import { inTurn } from "./place.ts";

/**
 * Confirms a pending booking; its claims stand since it was made. The calendars it goes to are decided here. Throws
 * `outside_rules` while a payment is missing that its product asks for first, unless that is set aside with a reason.
 */
export async function confirmBooking(ctx: Ctx, input: ConfirmBooking): Promise<Booking> {
  const organizationId = authorize(ctx, "manage_bookings");
  if (input.override) authorize(ctx, "manage_availability");
  const { bookingId, version } = input;
  const committed = committedBefore<Booking>(ctx);
  if (committed) return committed.result;
  const isUnverified = await freshenFor(ctx, organizationId, bookingId);
  const booking = await inTurn(ctx, async (tx) => {
    if (!input.override) await requirePaid(tx, { organizationId, bookingId, version });
    await confirm(ctx, tx, {
      organizationId,
      bookingId,
      version,
      isUnverified,
      reason: input.override?.reason ?? null,
    });
    return readBooking(tx, organizationId, bookingId);
  });
  ctx.publish();
  return booking;
}

type Confirmation = {
  organizationId: string;
  bookingId: string;
  version?: number | undefined;
  isUnverified: boolean;
  reason: string | null;
};

/** Confirms within the caller's transaction, whatever is paid. Throws as `changeStatus` does, also for a hold. */
export async function confirm(ctx: Ctx, tx: Transaction, confirmation: Confirmation): Promise<void> {
  const { isUnverified, ...change } = confirmation;
  const { organizationId, bookingId } = change;
  requireNoHold((await lockBooking(tx, change)).status);
  await changeStatus(ctx, tx, { ...change, action: "confirm", set: { isUnverified, expiresAt: null } });
  await desirePushes(tx, { organizationId, bookingIds: [bookingId], at: new Date(ctx.now()) });
}

/** A hold has no customer yet; only booking its time makes it a booking. */
function requireNoHold(status: BookingStatus): void {
  if (status !== "hold") return;
  throw new DomainError("illegal_transition", "This is a hold; book its time and name it as holdId", {
    status,
    action: "confirm",
    allowed: allowedActions(status).filter((action) => action !== "confirm" && action !== "request"),
  });
}

async function freshenFor(ctx: Ctx, organizationId: string, bookingId: string): Promise<boolean> {
  const [booking] = await ctx.db
    .select({ productId: bookings.productId })
    .from(bookings)
    .where(and(eq(bookings.organizationId, organizationId), eq(bookings.id, bookingId)));
  return booking ? freshen(ctx, { organizationId, productId: booking.productId }) : false;
}

async function requirePaid(
  tx: Transaction,
  target: { organizationId: string; bookingId: string; version?: number | undefined },
): Promise<void> {
  const booking = await lockBooking(tx, target);
  if (booking.status !== "pending") return;
  const missing = amountToConfirm(booking) - (await paidMinor(tx, booking.id));
  if (missing <= 0) return;
  const detail = `${missing} (minor units, ${booking.currency}) must be paid first; record the payment, or confirm with an override and its reason`;
  throw new DomainError("outside_rules", detail, { missingMinor: missing, currency: booking.currency });
}
