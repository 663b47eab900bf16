import type { PaymentPolicy } from "../product/product.ts";

/** On what terms a booking was made; amounts in minor units of its currency. */
export type BookingTerms = {
  priceMinor: number;
  depositMinor: number;
  paymentPolicy: PaymentPolicy;
  /** null: cancelling is free at any time */
  cancellationFreeUntilMinutes: number | null;
  cancellationFeeMinor: number;
};

const minuteMs = 60_000;

/** What must be paid before the booking can be confirmed, minor units; 0 when nothing must. */
export function amountToConfirm({ paymentPolicy, priceMinor, depositMinor }: BookingTerms): number {
  switch (paymentPolicy) {
    case "none":
      return 0;
    case "deposit":
      return depositMinor > 0 ? depositMinor : priceMinor;
    case "full":
      return priceMinor;
  }
}

/** The last instant (epoch ms, excluded) at which cancelling costs nothing; null when it never does. */
export function cancelFreeUntil(terms: BookingTerms, start: number): number | null {
  const { cancellationFreeUntilMinutes: minutes, cancellationFeeMinor } = terms;
  return minutes === null || cancellationFeeMinor === 0 ? null : start - minutes * minuteMs;
}

/** What cancelling at `now` (epoch ms) costs, minor units: the fee from the deadline on, and never more than the price. */
export function cancellationFee(terms: BookingTerms, start: number, now: number): number {
  const deadline = cancelFreeUntil(terms, start);
  if (deadline === null || now < deadline) return 0;
  return terms.priceMinor > 0
    ? Math.min(terms.cancellationFeeMinor, terms.priceMinor)
    : terms.cancellationFeeMinor;
}

/** What a new booking waits for, approval first, and until when (epoch ms; null: for as long as it takes). */
export function initialState(
  terms: BookingTerms & { requiresApproval: boolean; approvalMinutes: number | null; paymentMinutes: number },
  now: number,
): { status: "pending" | "confirmed"; expiresAt: number | null } {
  if (terms.requiresApproval) {
    const { approvalMinutes } = terms;
    return {
      status: "pending",
      expiresAt: approvalMinutes === null ? null : now + approvalMinutes * minuteMs,
    };
  }
  if (amountToConfirm(terms) > 0) {
    return { status: "pending", expiresAt: now + terms.paymentMinutes * minuteMs };
  }
  return { status: "confirmed", expiresAt: null };
}
