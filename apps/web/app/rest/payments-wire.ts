import { bookingStatuses } from "@availability/domain/booking";
import { paymentKinds, paymentMethods, paymentStates, RecordPayment } from "@availability/domain/payment";
import type {
  LatePayment as OntologyLatePayment,
  Ledger as OntologyLedger,
  Payment as OntologyPayment,
} from "@availability/ontology/payment";
import { z } from "@hono/zod-openapi";
import { InstantText, toText } from "./instant.ts";
import { Money, nextCursor } from "./schemas.ts";

/** A payment at this door. */
export const Payment = z
  .object({
    id: z.uuid(),
    bookingId: z.uuid(),
    kind: z.enum(paymentKinds),
    amount: Money.openapi({ description: "Above zero for refunds as well" }),
    method: z.enum(paymentMethods),
    reference: z.string().nullable(),
    isLate: z.boolean().openapi({
      description: "It came when its booking had ended and no longer needed it: somebody has to give it back",
    }),
    at: InstantText,
  })
  .openapi("Payment");

/** What the ledger of a booking comes to, as the booking shows it. */
export const PaymentSummary = z
  .object({
    state: z.enum(paymentStates),
    paid: Money.openapi({ description: "Charged less refunded" }),
    due: Money.openapi({ description: "Still to be paid: of the price, or of the fee once it is cancelled" }),
  })
  .openapi("PaymentSummary");

export const Ledger = PaymentSummary.extend({
  charged: Money,
  refunded: Money,
  data: z.array(Payment),
  nextCursor,
}).openapi("Ledger");

export const LatePayment = Payment.extend({
  bookingStatus: z.enum(bookingStatuses),
  rest: Money.openapi({ description: "What of this booking's charges is not yet given back" }),
}).openapi("LatePayment");

const { bookingId: _id, amountMinor: amount, idempotencyKey: _key, ...fields } = RecordPayment.shape;
export const NewPayment = z.strictObject({ ...fields, amount }).openapi("NewPayment");

export function paymentToWire({ amountMinor, currency, at, ...payment }: OntologyPayment) {
  return { ...payment, amount: { amount: amountMinor, currency }, at: toText(at) };
}

export function ledgerToWire(ledger: OntologyLedger): z.output<typeof Ledger> {
  const { state, currency, data, nextCursor } = ledger;
  const money = (amount: number) => ({ amount, currency });
  return {
    state,
    paid: money(ledger.paidMinor),
    due: money(ledger.dueMinor),
    charged: money(ledger.chargedMinor),
    refunded: money(ledger.refundedMinor),
    data: data.map(paymentToWire),
    nextCursor,
  };
}

export function lateToWire({ bookingStatus, restMinor, ...payment }: OntologyLatePayment) {
  const rest = { amount: restMinor, currency: payment.currency };
  return { ...paymentToWire(payment), bookingStatus, rest };
}
