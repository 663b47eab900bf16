import { paymentPolicies, productStatuses, productTypes } from "@availability/domain/product";
import type {
  ChangedProduct as OntologyChange,
  Product as OntologyProduct,
} from "@availability/ontology/product";
import { z } from "@hono/zod-openapi";
import { AffectedBookings, affectedToWire } from "./affected-bookings.ts";
import { Money } from "./schemas.ts";

const Requirement = z
  .object({
    name: z.string(),
    count: z.int().openapi({ description: "How many of the products are needed" }),
    units: z.int().nullable().openapi({ description: "How many units of each; null: all it has" }),
    productIds: z.array(z.uuid()),
  })
  .openapi("Requirement");

/** A product at this door. */
export const Product = z
  .object({
    id: z.uuid(),
    type: z.enum(productTypes),
    name: z.string(),
    description: z.string(),
    colour: z.string().nullable(),
    locationId: z.uuid().nullable(),
    capacity: z.int(),
    maxAttendeesPerBooking: z.int(),
    durationsMinutes: z
      .array(z.int())
      .openapi({ description: "Durations offered; the first is the default" }),
    slotStepMinutes: z.int(),
    bufferBeforeMinutes: z.int(),
    bufferAfterMinutes: z.int(),
    minNoticeMinutes: z.int(),
    horizonDays: z.int(),
    requiresApproval: z.boolean(),
    approvalMinutes: z
      .int()
      .nullable()
      .openapi({ description: "How long a booking waits for approval; null: for as long as it takes" }),
    price: Money,
    deposit: Money,
    paymentPolicy: z
      .enum(paymentPolicies)
      .openapi({ description: "What must be paid before a booking is confirmed" }),
    paymentMinutes: z.int().openapi({ description: "How long a booking waits for that payment" }),
    cancellation: z.object({
      freeUntilMinutes: z
        .int()
        .nullable()
        .openapi({ description: "Free until this many minutes before the start; null: at any time" }),
      fee: Money,
    }),
    requirements: z
      .array(Requirement)
      .openapi({ description: "All of these groups are needed, and of each as many as it says" }),
    status: z.enum(productStatuses),
    version: z.int().openapi({ description: "Rises with each change; also the ETag" }),
  })
  .openapi("Product");

export const ChangedProduct = Product.extend({ affectedBookings: AffectedBookings }).openapi(
  "ChangedProduct",
);

export function productToWire(product: OntologyProduct): z.output<typeof Product> {
  const { priceMinor, depositMinor, cancellationFreeUntilMinutes, cancellationFeeMinor, currency, ...same } =
    product;
  return {
    ...same,
    price: { amount: priceMinor, currency },
    deposit: { amount: depositMinor, currency },
    cancellation: {
      freeUntilMinutes: cancellationFreeUntilMinutes,
      fee: { amount: cancellationFeeMinor, currency },
    },
  };
}

export function changeToWire({
  affectedBookings,
  ...product
}: OntologyChange): z.output<typeof ChangedProduct> {
  return { ...productToWire(product), affectedBookings: affectedToWire(affectedBookings) };
}
