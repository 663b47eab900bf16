import type { Product } from "@availability/ontology/product";
import { amountText } from "~/bookings/money.ts";

/** A field of the editor that is one line of text: its label, and in plain words what it means. */
export type EditorField = { name: string; label: string; meaning?: string; numeric?: boolean };

export const timeFields: EditorField[] = [
  {
    name: "durationsMinutes",
    label: "Durations (minutes)",
    meaning: "How long a booking lasts. Several: 60, 30. The first is proposed.",
  },
  {
    name: "slotStepMinutes",
    label: "A start every (minutes)",
    meaning: "30: at 9:00, 9:30, 10:00 …",
    numeric: true,
  },
  {
    name: "bufferBeforeMinutes",
    label: "Buffer before (minutes)",
    meaning: "Kept free before each booking, to prepare.",
    numeric: true,
  },
  {
    name: "bufferAfterMinutes",
    label: "Buffer after (minutes)",
    meaning: "Kept free after each booking, to clean up.",
    numeric: true,
  },
  {
    name: "minNoticeMinutes",
    label: "Notice (minutes)",
    meaning: "A booking must be made this long before it begins; 1440 is a day.",
    numeric: true,
  },
  { name: "horizonDays", label: "Horizon (days)", meaning: "How far ahead it can be booked.", numeric: true },
];

export const moneyFields: EditorField[] = [
  { name: "priceMinor", label: "Price", meaning: "Of one booking. 0: free of charge." },
  { name: "depositMinor", label: "Deposit", meaning: "What is asked in advance; at most the price." },
  { name: "currency", label: "Currency", meaning: "Three letters, such as EUR." },
  {
    name: "paymentMinutes",
    label: "Time to pay (minutes)",
    meaning: "Unpaid after that, the booking expires and its time is free again.",
    numeric: true,
  },
];

export const cancellationFields: EditorField[] = [
  {
    name: "cancellationFreeUntilMinutes",
    label: "Free until (minutes before the start)",
    meaning: "1440 is a day before. Empty: cancelling is always free.",
    numeric: true,
  },
  { name: "cancellationFeeMinor", label: "Fee after that", meaning: "What a later cancellation costs." },
];

export const editorLabels: Record<string, string> = {
  type: "Type",
  name: "Name",
  description: "Description",
  colour: "Colour",
  locationId: "Location",
  capacity: "Places",
  maxAttendeesPerBooking: "Attendees per booking, at most",
  approvalMinutes: "Time to decide (minutes)",
  paymentPolicy: "To be paid before it is confirmed",
  requirements: "Requirements",
  ...Object.fromEntries(
    [...timeFields, ...moneyFields, ...cancellationFields].map(({ name, label }) => [name, label]),
  ),
};

/** What stands in the fields before anybody types. */
export function editorValues(product: Product): Record<string, string> {
  const { currency } = product;
  return {
    type: product.type,
    name: product.name,
    description: product.description,
    colour: product.colour ?? "#2f8f56",
    locationId: product.locationId ?? "",
    capacity: String(product.capacity),
    maxAttendeesPerBooking: String(product.maxAttendeesPerBooking),
    durationsMinutes: product.durationsMinutes.join(", "),
    slotStepMinutes: String(product.slotStepMinutes),
    bufferBeforeMinutes: String(product.bufferBeforeMinutes),
    bufferAfterMinutes: String(product.bufferAfterMinutes),
    minNoticeMinutes: String(product.minNoticeMinutes),
    horizonDays: String(product.horizonDays),
    approvalMinutes: String(product.approvalMinutes ?? ""),
    priceMinor: amountText(product.priceMinor, currency),
    depositMinor: amountText(product.depositMinor, currency),
    currency,
    paymentPolicy: product.paymentPolicy,
    paymentMinutes: String(product.paymentMinutes),
    cancellationFreeUntilMinutes: String(product.cancellationFreeUntilMinutes ?? ""),
    cancellationFeeMinor: amountText(product.cancellationFeeMinor, currency),
  };
}
