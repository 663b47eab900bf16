import { describe, expect, test } from "vitest";
import { bookingStatuses } from "../booking/index.ts";
import { amountDue, isLateCharge, paymentState } from "./index.ts";

describe("paymentState", () => {
  const terms = { priceMinor: 10_000, depositMinor: 3000 };

  test.each([
    [0, 0, "unpaid"],
    [2999, 0, "unpaid"],
    [3000, 0, "deposit_paid"],
    [9999, 0, "deposit_paid"],
    [10_000, 0, "paid"],
    [12_000, 0, "paid"],
    [12_000, 2000, "paid"],
    [10_000, 1, "partially_refunded"],
    [3000, 2999, "partially_refunded"],
    [10_000, 10_000, "refunded"],
    [20_000, 10_000, "paid"],
  ])(
    "[BK40] of 10000 with a deposit of 3000, %d charged and %d refunded is %s",
    (charged, refunded, state) => {
      expect(paymentState({ ...terms, charged, refunded })).toBe(state);
    },
  );

  test("[BK40] without a deposit, a part is unpaid; what costs nothing is paid", () => {
    expect(paymentState({ priceMinor: 100, depositMinor: 0, charged: 99, refunded: 0 })).toBe("unpaid");
    expect(paymentState({ priceMinor: 0, depositMinor: 0, charged: 0, refunded: 0 })).toBe("paid");
    expect(paymentState({ priceMinor: 0, depositMinor: 0, charged: 5, refunded: 5 })).toBe("refunded");
  });
});

const none = { charged: 0, refunded: 0 };

test.each(bookingStatuses)("[BK45] what is due of a booking that is %s", (status) => {
  const booking = { status, priceMinor: 5000, feeDueMinor: status === "cancelled" ? 900 : null };
  const owed = { cancelled: 900, expired: 0, declined: 0 }[status as string] ?? 5000;
  expect(amountDue(booking, none)).toBe(owed);
  expect(amountDue(booking, { charged: 6000, refunded: 5700 })).toBe(Math.max(0, owed - 300));
  expect(amountDue(booking, { charged: 6000, refunded: 0 })).toBe(0);
});

test("[BK44] a charge is late when its booking has lapsed and no fee asks for it", () => {
  const late = bookingStatuses.filter((status) =>
    isLateCharge({ status, priceMinor: 5000, feeDueMinor: null }, none, 1),
  );
  expect(late).toEqual(["declined", "expired", "cancelled"]);
  const cancelled = { status: "cancelled", priceMinor: 5000, feeDueMinor: 900 } as const;
  expect(isLateCharge(cancelled, none, 900)).toBe(false);
  expect(isLateCharge(cancelled, none, 901)).toBe(true);
  expect(isLateCharge(cancelled, { charged: 900, refunded: 0 }, 1)).toBe(true);
  expect(isLateCharge(cancelled, { charged: 5000, refunded: 5000 }, 900)).toBe(false);
});
