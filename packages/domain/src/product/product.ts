export const productTypes = [
  "room",
  "staff",
  "equipment",
  "space",
  "appointment",
  "class",
  "treatment",
] as const;
export type ProductType = (typeof productTypes)[number];

export const productStatuses = ["active", "archived"] as const;
export type ProductStatus = (typeof productStatuses)[number];

/** What must be paid before a booking is confirmed: nothing, the deposit, or the price. */
export const paymentPolicies = ["none", "deposit", "full"] as const;
export type PaymentPolicy = (typeof paymentPolicies)[number];
