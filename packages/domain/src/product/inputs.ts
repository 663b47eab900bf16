import * as z from "zod";
import { productFaults } from "./faults.ts";
import { paymentPolicies, productStatuses, productTypes } from "./product.ts";
import { ProductRequirement } from "./requirement-inputs.ts";

const minutes = (most: number) =>
  z.int("A whole number of minutes").min(0, "Not negative").max(most, `At most ${most} minutes`);

const wholeMinutes = (least: number, most: number) =>
  z
    .int("A whole number of minutes")
    .min(least, `At least ${least} minutes`)
    .max(most, `At most ${most} minutes`);

const places = z.int("A whole number").min(1, "At least 1").max(10_000, "At most 10000");

/** Minor units of a currency. */
export const AmountMinor = z
  .int("A whole number of minor units, such as 2500 for 25.00")
  .min(0, "Not negative")
  .max(1_000_000_000, "At most 1000000000 minor units");

const currencies = new Set(Intl.supportedValuesOf("currency"));

export const Currency = z
  .string("An ISO 4217 code such as EUR")
  .refine((code) => currencies.has(code), "An ISO 4217 code such as EUR");

/** A time of a booking, in minutes: five minutes to a week. */
export const DurationMinutes = wholeMinutes(5, 10_080);

/** The longest that a booking lasts. */
export const longestDurationMinutes = 10_080;

// Without defaults: a change says nothing about the fields that it leaves out.
const fields = {
  type: z.enum(productTypes, `One of ${productTypes.join(", ")}`),
  name: z.string("Give it a name").trim().min(1, "Give it a name").max(200, "At most 200 characters"),
  description: z.string("A text").trim().max(5000, "At most 5000 characters"),
  colour: z
    .string("A colour such as #2f9e44")
    .regex(/^#[0-9a-f]{6}$/i, "A colour such as #2f9e44")
    .nullish(),
  locationId: z.uuid("An id of one of your locations").nullish(),
  capacity: places,
  maxAttendeesPerBooking: places,
  durationsMinutes: z
    .array(DurationMinutes, "A list of minutes, such as [60, 30]")
    .min(1, "Offer at least one duration")
    .max(24, "At most 24 durations")
    .refine((list) => new Set(list).size === list.length, "Give each duration once"),
  slotStepMinutes: wholeMinutes(1, 1440),
  bufferBeforeMinutes: minutes(1440),
  bufferAfterMinutes: minutes(1440),
  minNoticeMinutes: minutes(525_600),
  horizonDays: z.int("A whole number of days").min(1, "At least 1 day").max(1095, "At most 1095 days"),
  requiresApproval: z.boolean("true or false"),
  /** How long a booking waits for approval; null: for as long as it takes. */
  approvalMinutes: wholeMinutes(5, 525_600).nullable(),
  priceMinor: AmountMinor,
  depositMinor: AmountMinor,
  /** What must be paid before a booking is confirmed. */
  paymentPolicy: z.enum(paymentPolicies, `One of ${paymentPolicies.join(", ")}`),
  /** How long a booking waits for that payment. */
  paymentMinutes: wholeMinutes(5, 43_200),
  /** Cancelling is free until this many minutes before the start; null: at any time. */
  cancellationFreeUntilMinutes: minutes(525_600).nullable(),
  /** What a later cancellation costs. */
  cancellationFeeMinor: AmountMinor,
  currency: Currency,
  /** All of these groups, and of each as many members as it says. */
  requirements: z
    .array(ProductRequirement, "A list of groups of products")
    .max(10, "At most 10 groups; join those whose members are alike"),
};

export const CreateProduct = z
  .object({
    ...fields,
    description: fields.description.default(""),
    capacity: fields.capacity.default(1),
    maxAttendeesPerBooking: fields.maxAttendeesPerBooking.default(1),
    durationsMinutes: fields.durationsMinutes.default([60]),
    slotStepMinutes: fields.slotStepMinutes.default(30),
    bufferBeforeMinutes: fields.bufferBeforeMinutes.default(0),
    bufferAfterMinutes: fields.bufferAfterMinutes.default(0),
    minNoticeMinutes: fields.minNoticeMinutes.default(0),
    horizonDays: fields.horizonDays.default(180),
    requiresApproval: fields.requiresApproval.default(false),
    approvalMinutes: fields.approvalMinutes.default(null),
    priceMinor: fields.priceMinor.default(0),
    depositMinor: fields.depositMinor.default(0),
    paymentPolicy: fields.paymentPolicy.default("none"),
    paymentMinutes: fields.paymentMinutes.default(30),
    cancellationFreeUntilMinutes: fields.cancellationFreeUntilMinutes.default(null),
    cancellationFeeMinor: fields.cancellationFeeMinor.default(0),
    currency: fields.currency.default("EUR"),
    requirements: fields.requirements.default([]),
  })
  .check(({ value, issues }) => {
    if (issues.length > 0) return;
    for (const { pointer, detail } of productFaults(value)) {
      issues.push({ code: "custom", path: [pointer.slice(1)], message: detail, input: value });
    }
  });
export type CreateProduct = z.output<typeof CreateProduct>;

/** Names a product, and the version that a change was decided on: refused as stale when it has moved on. */
export const ProductChange = z.object({
  productId: z.uuid("An id of one of your products"),
  version: z.int("A whole number").min(1, "At least 1").optional(),
});
export type ProductChange = z.output<typeof ProductChange>;

/** Fields left out stay as they are; `requirements` replaces all groups. */
export const UpdateProduct = ProductChange.extend(
  z
    .object({
      ...fields,
      status: z.enum(productStatuses, `One of ${productStatuses.join(", ")}`),
    })
    .partial().shape,
);
export type UpdateProduct = z.output<typeof UpdateProduct>;
