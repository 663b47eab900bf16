import { expect, test } from "vitest";
import { amountText, formatMoney, parseAmount } from "./money.ts";

test("amounts are written with the decimals of their currency", () => {
  expect(formatMoney(4550, "EUR")).toBe("€45.50");
  expect(amountText(4550, "EUR")).toBe("45.50");
  expect(amountText(4550, "JPY")).toBe("4550");
});

test("an amount is read with a point or a comma, and never rounded", () => {
  expect(parseAmount("45", "EUR")).toBe(4500);
  expect(parseAmount("45,5", "EUR")).toBe(4550);
  expect(parseAmount(" 45.05 ", "EUR")).toBe(4505);
  expect(parseAmount("45.055", "EUR")).toBeNull();
  expect(parseAmount("45.5", "JPY")).toBeNull();
  expect(parseAmount("-3", "EUR")).toBeNull();
  expect(parseAmount("", "EUR")).toBeNull();
});
