import type { PaymentState } from "@availability/domain/payment";
import { formatMoney } from "./money.ts";

type Paid = {
  priceMinor: number;
  currency: string;
  payment: { state: PaymentState; paidMinor: number; dueMinor: number };
};

const words: Record<PaymentState, string> = {
  unpaid: "Unpaid",
  deposit_paid: "Deposit paid",
  paid: "Paid",
  partially_refunded: "Partly refunded",
  refunded: "Refunded",
};

/** What a booking costs and how far it is paid, in a few words. */
export function paymentText({ priceMinor, currency, payment }: Paid): string {
  if (priceMinor === 0 && payment.paidMinor === 0 && payment.dueMinor === 0) return "Free of charge";
  const due = payment.dueMinor > 0 ? `, ${formatMoney(payment.dueMinor, currency)} due` : "";
  return `${formatMoney(priceMinor, currency)} · ${words[payment.state]}${due}`;
}
