import type { BookingStatus } from "../booking/status.ts";

export const paymentKinds = ["charge", "refund"] as const;
export type PaymentKind = (typeof paymentKinds)[number];

/** How money went from hand to hand. `online` is a payment provider's, with its id as the reference. */
export const paymentMethods = ["cash", "card", "bank_transfer", "online"] as const;
export type PaymentMethod = (typeof paymentMethods)[number];

export const paymentStates = ["unpaid", "deposit_paid", "paid", "partially_refunded", "refunded"] as const;
export type PaymentState = (typeof paymentStates)[number];

/** Sums of a ledger, minor units. */
type Sums = { charged: number; refunded: number };

/**
 * What the ledger of a booking says, amounts in minor units of its currency. Nothing missing from the price is `paid`, whatever
 * was given back of more; `unpaid` is also what is less than the deposit.
 */
export function paymentState({
  priceMinor,
  depositMinor,
  charged,
  refunded,
}: Sums & { priceMinor: number; depositMinor: number }): PaymentState {
  const kept = charged - refunded;
  if (refunded > 0 && kept <= 0) return "refunded";
  if (kept >= priceMinor) return "paid";
  if (refunded > 0) return "partially_refunded";
  return depositMinor > 0 && kept >= depositMinor ? "deposit_paid" : "unpaid";
}

type Owing = { status: BookingStatus; priceMinor: number; feeDueMinor: number | null };

/** What is still to be paid, minor units: of the price, or of the fee once it is cancelled; nothing of what never came about. */
export function amountDue(booking: Owing, { charged, refunded }: Sums): number {
  return Math.max(0, amountOwed(booking) - (charged - refunded));
}

/** True for a charge of `amountMinor` that its booking no longer needs: it has ended, and no cancellation fee asks for it. */
export function isLateCharge(booking: Owing, { charged, refunded }: Sums, amountMinor: number): boolean {
  return hasLapsed(booking.status) && charged - refunded + amountMinor > amountOwed(booking);
}

function amountOwed({ status, priceMinor, feeDueMinor }: Owing): number {
  if (status === "cancelled") return feeDueMinor ?? 0;
  return hasLapsed(status) ? 0 : priceMinor;
}

function hasLapsed(status: BookingStatus): boolean {
  return status === "expired" || status === "declined" || status === "cancelled";
}
