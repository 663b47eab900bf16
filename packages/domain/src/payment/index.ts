// Payment: the ledger of a booking and what it says. Rules: docs/spec/booking.md.
export { RecordPayment } from "./inputs.ts";
export {
  amountDue,
  isLateCharge,
  type PaymentKind,
  type PaymentMethod,
  type PaymentState,
  paymentKinds,
  paymentMethods,
  paymentState,
  paymentStates,
} from "./payment.ts";
