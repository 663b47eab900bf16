// Payment: its router and verbs. The ledger of bookings: recorded, listed, never changed.
export { type LatePayment, listLatePayments } from "./list-late-payments.ts";
export { type Ledger, ListPayments, listPayments } from "./list-payments.ts";
export type { Payment } from "./payment-view.ts";
export { recordPayment } from "./record-payment.ts";
export { paymentRouter } from "./router.ts";
