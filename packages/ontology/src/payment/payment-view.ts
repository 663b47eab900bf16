import { payments } from "@availability/db/schema";

type Row = Pick<
  typeof payments.$inferSelect,
  "id" | "bookingId" | "kind" | "method" | "amountMinor" | "currency" | "reference" | "isLate" | "at"
>;

/** The columns of a payment that its callers see. */
export const paymentColumns = {
  id: payments.id,
  bookingId: payments.bookingId,
  kind: payments.kind,
  method: payments.method,
  amountMinor: payments.amountMinor,
  currency: payments.currency,
  reference: payments.reference,
  isLate: payments.isLate,
  at: payments.at,
};

/** A payment as its callers see it; `at` is epoch ms, `amountMinor` in minor units and above zero for refunds as well. */
export type Payment = ReturnType<typeof toPayment>;

export function toPayment({ at, ...payment }: Row) {
  return { ...payment, at: at.getTime() };
}
