import * as z from "zod";
import { AmountMinor, Currency } from "../product/inputs.ts";
import { paymentKinds, paymentMethods } from "./payment.ts";

export const RecordPayment = z.object({
  bookingId: z.uuid("An id of one of your bookings"),
  kind: z.enum(paymentKinds, `One of ${paymentKinds.join(", ")}`),
  /** Above zero for charge and refund alike. */
  amountMinor: AmountMinor.min(1, "At least 1 minor unit; a refund is an amount above zero as well"),
  currency: Currency,
  method: z.enum(paymentMethods, `One of ${paymentMethods.join(", ")}`),
  reference: z.string("A text").trim().max(200, "At most 200 characters").nullish(),
  /** The same key records nothing twice. */
  idempotencyKey: z
    .string("A text")
    .min(1, "At least 1 character")
    .max(255, "At most 255 characters")
    .optional(),
});
export type RecordPayment = z.output<typeof RecordPayment>;
