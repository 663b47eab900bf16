import * as z from "zod";
import { productTypes } from "./product.ts";

const minutes = (most: number) =>
  z.int("A whole number of minutes").min(0, "Not negative").max(most, `At most ${most} minutes`);

/** A time of a booking, in minutes: five minutes to a week. */
export const DurationMinutes = z
  .int("A whole number of minutes")
  .min(5, "At least 5 minutes")
  .max(10_080, "At most 10080 minutes (a week)");

export const CreateProduct = z
  .object({
    type: z.enum(productTypes, `One of ${productTypes.join(", ")}`),
    name: z.string().trim().min(1, "Give it a name").max(200, "At most 200 characters"),
    description: z.string().trim().max(5000, "At most 5000 characters").default(""),
    colour: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i, "A colour such as #2f9e44")
      .nullish(),
    locationId: z.uuid("An id of one of your locations").nullish(),
    capacity: z.int().min(1, "At least 1").max(10_000, "At most 10000").default(1),
    maxAttendeesPerBooking: z.int().min(1, "At least 1").default(1),
    durationsMinutes: z
      .array(DurationMinutes)
      .min(1, "Offer at least one duration")
      .max(24, "At most 24 durations")
      .default([60]),
    slotStepMinutes: z.int().min(5, "At least 5 minutes").max(1440, "At most 1440 minutes").default(30),
    bufferBeforeMinutes: minutes(1440).default(0),
    bufferAfterMinutes: minutes(1440).default(0),
    minNoticeMinutes: minutes(525_600).default(0),
    horizonDays: z.int().min(1, "At least 1 day").max(1095, "At most 1095 days").default(180),
    requiresApproval: z.boolean().default(false),
    priceMinor: z.int().min(0, "Not negative").default(0),
    depositMinor: z.int().min(0, "Not negative").default(0),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, "An ISO 4217 code such as EUR")
      .default("EUR"),
  })
  .refine((product) => product.maxAttendeesPerBooking <= product.capacity, {
    path: ["maxAttendeesPerBooking"],
    message: "One booking cannot hold more attendees than the capacity",
  })
  .refine((product) => product.depositMinor <= product.priceMinor, {
    path: ["depositMinor"],
    message: "The deposit cannot exceed the price",
  });
export type CreateProduct = z.output<typeof CreateProduct>;
