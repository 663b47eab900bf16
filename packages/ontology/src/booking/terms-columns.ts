import type { LockedProduct } from "./lock-products.ts";

/** The terms of a product as a booking keeps them, whatever becomes of the product. */
export function termsColumns(product: LockedProduct) {
  const { priceMinor, depositMinor, currency, paymentPolicy } = product;
  const { cancellationFreeUntilMinutes, cancellationFeeMinor } = product;
  return {
    priceMinor,
    depositMinor,
    currency,
    paymentPolicy,
    cancellationFreeUntilMinutes,
    cancellationFeeMinor,
  };
}
