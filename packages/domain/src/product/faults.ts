import type { FieldError } from "../errors/index.ts";
import type { PaymentPolicy } from "./product.ts";

type Terms = {
  capacity: number;
  maxAttendeesPerBooking: number;
  priceMinor: number;
  depositMinor: number;
  paymentPolicy: PaymentPolicy;
  cancellationFreeUntilMinutes: number | null;
  cancellationFeeMinor: number;
};

/** What is wrong between the fields of a product, each of which is in its own bounds. */
export function productFaults(product: Terms): FieldError[] {
  const { capacity, maxAttendeesPerBooking, priceMinor, depositMinor } = product;
  const { cancellationFreeUntilMinutes: freeUntil, cancellationFeeMinor: fee } = product;
  const faults: FieldError[] = [];
  if (maxAttendeesPerBooking > capacity) {
    const detail = `One booking cannot hold more attendees than the capacity (${capacity}); give at most that`;
    faults.push({ pointer: "/maxAttendeesPerBooking", detail });
  }
  if (depositMinor > priceMinor) {
    const detail = `The deposit cannot exceed the price (${priceMinor}); give at most that`;
    faults.push({ pointer: "/depositMinor", detail });
  }
  if (priceMinor === 0 && product.paymentPolicy !== "none") {
    const detail = "There is nothing to pay first where the price is 0; give a price, or the policy none";
    faults.push({ pointer: "/paymentPolicy", detail });
  }
  if (priceMinor > 0 && fee > priceMinor) {
    const detail = `The cancellation fee cannot exceed the price (${priceMinor}); give at most that`;
    faults.push({ pointer: "/cancellationFeeMinor", detail });
  }
  if (fee > 0 && freeUntil === null) {
    const detail =
      "A fee needs a time from which it is due: say until how many minutes before the start cancelling is free (0: until it begins)";
    faults.push({ pointer: "/cancellationFreeUntilMinutes", detail });
  }
  return faults;
}

type Prices = {
  priceMinor: number;
  depositMinor: number;
  cancellationFeeMinor: number;
  currency: string;
};

const amounts = [
  ["priceMinor", "price"],
  ["depositMinor", "deposit"],
  ["cancellationFeeMinor", "cancellation fee"],
] as const;

/** What is wrong with a change of currency: the amounts of a product are in one, so each that is not nought is needed anew. */
export function currencyFaults(
  stored: Prices,
  changes: { [Key in keyof Prices]?: Prices[Key] | undefined },
): FieldError[] {
  const { currency } = changes;
  if (currency === undefined || currency === stored.currency) return [];
  const left = amounts.filter(([field]) => stored[field] > 0 && changes[field] === undefined);
  return left.map(([, name]) => ({
    pointer: "/currency",
    detail: `The ${name} is in ${stored.currency}; give it in ${currency} as well, or keep ${stored.currency}`,
  }));
}
