import { products } from "@availability/db/schema";

/** The columns of a product that its callers see. */
export const productView = {
  id: products.id,
  type: products.type,
  name: products.name,
  description: products.description,
  colour: products.colour,
  locationId: products.locationId,
  capacity: products.capacity,
  maxAttendeesPerBooking: products.maxAttendeesPerBooking,
  durationsMinutes: products.durationsMinutes,
  slotStepMinutes: products.slotStepMinutes,
  bufferBeforeMinutes: products.bufferBeforeMinutes,
  bufferAfterMinutes: products.bufferAfterMinutes,
  minNoticeMinutes: products.minNoticeMinutes,
  horizonDays: products.horizonDays,
  requiresApproval: products.requiresApproval,
  priceMinor: products.priceMinor,
  depositMinor: products.depositMinor,
  currency: products.currency,
  status: products.status,
  version: products.version,
};

export type Product = { [Key in keyof typeof productView]: (typeof products.$inferSelect)[Key] };
