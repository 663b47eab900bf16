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
