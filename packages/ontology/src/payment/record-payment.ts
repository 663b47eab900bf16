import type { Transaction } from "@availability/db";
import { bookings } from "@availability/db/schema";
import { DomainError, isDomainError } from "@availability/domain/errors";
import { isLateCharge, type RecordPayment } from "@availability/domain/payment";
import { and, eq } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit.ts";
import { authorize } from "../authorize.ts";
import { lockBooking } from "../booking/change-status.ts";
import { freshen } from "../calendar/freshen.ts";
import type { Ctx } from "../ctx.ts";
import { once } from "../idempotency/once.ts";
import { appendPayment, findRecorded } from "./append-payment.ts";
import type { Payment } from "./payment-view.ts";
import { type Freshness, settle } from "./settle.ts";
import { ledgerSums } from "./sums.ts";

type Booking = Awaited<ReturnType<typeof lockBooking>>;
type Sums = Awaited<ReturnType<typeof ledgerSums>>;

/**
 * Records a charge or a refund of a booking, for good. The charge that completes what is asked for first confirms the booking in
 * the same transaction; one that its booking no longer needs is recorded with `isLate`. The same `idempotencyKey` gives the
 * payment recorded first. Throws `not_found`, `invalid` for another currency or a key that stands for another payment, and
 * `outside_rules` for a refund above what is left, which it names.
 */
export async function recordPayment(ctx: Ctx, input: RecordPayment): Promise<Payment> {
  const organizationId = authorize(ctx, "manage_bookings");
  const freshness = await freshnessOf(ctx, organizationId, input);
  const payment = await once(ctx, async (tx) => {
    const booking = await lockBookable(tx, organizationId, input.bookingId);
    const recorded = await findRecorded(tx, organizationId, input);
    if (recorded) return recorded;
    const before = await ledgerSums(tx, booking.id);
    requirePossible(booking, before, input);
    const isLate = input.kind === "charge" && isLateCharge(booking, before, input.amountMinor);
    const appended = await appendPayment(ctx, tx, { organizationId, input, isLate });
    if (input.kind === "refund") await recordRefund(ctx, tx, appended);
    await settle(ctx, tx, booking, freshness);
    return appended;
  });
  ctx.publish();
  return payment;
}

/** Reads the calendars of what a charge may confirm, null when it cannot; money is recorded whatever they say. */
async function freshnessOf(
  ctx: Ctx,
  organizationId: string,
  { bookingId, kind }: RecordPayment,
): Promise<Freshness | null> {
  if (kind === "refund") return null;
  const [pending] = await ctx.db
    .select({ productId: bookings.productId })
    .from(bookings)
    .where(
      and(
        eq(bookings.organizationId, organizationId),
        eq(bookings.id, bookingId),
        eq(bookings.status, "pending"),
      ),
    );
  if (!pending) return null;
  try {
    return (await freshen(ctx, { organizationId, ...pending })) ? "unverified" : "verified";
  } catch (error) {
    if (isDomainError(error) && error.code === "provider_unavailable") return "refused";
    throw error;
  }
}

/** Holds are no bookings yet; there is nothing to pay. */
async function lockBookable(tx: Transaction, organizationId: string, bookingId: string): Promise<Booking> {
  const booking = await lockBooking(tx, { organizationId, bookingId });
  if (booking.customerId === null) {
    throw new DomainError("not_found", "No booking of your organisation has this id");
  }
  return booking;
}

async function recordRefund(ctx: Ctx, tx: Transaction, payment: Payment): Promise<void> {
  const { id: targetId, bookingId, amountMinor, currency, method } = payment;
  const details = { bookingId, amountMinor, currency, method };
  await recordAudit(ctx, tx, { action: "payment.refunded", targetId, details });
}

function requirePossible(
  booking: Booking,
  { charged, refunded }: Sums,
  { kind, amountMinor, currency }: RecordPayment,
): void {
  if (currency !== booking.currency) {
    const detail = `This booking is in ${booking.currency}; give the amount in that`;
    throw new DomainError("invalid", detail, { errors: [{ pointer: "/currency", detail }] });
  }
  const restMinor = charged - refunded;
  if (kind === "charge" || amountMinor <= restMinor) return;
  const detail =
    restMinor > 0
      ? `At most ${restMinor} (minor units, ${currency}) can be given back: that much is charged and not yet refunded`
      : "Nothing can be given back: all that was charged is refunded";
  throw new DomainError("outside_rules", detail, {
    restMinor,
    currency,
    errors: [{ pointer: "/amountMinor", detail }],
  });
}
