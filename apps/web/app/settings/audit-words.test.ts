import { expect, test } from "vitest";
import { changesOf, targetPath } from "./audit-words.ts";

test("a change reads as field, before and after; a fact as field and value", () => {
  const before = { holdMinutes: 5, completeAfterMinutes: 60, isOpen: true };
  const after = { holdMinutes: 12, completeAfterMinutes: null, isOpen: false };
  expect(changesOf({ before, after })).toEqual([
    { name: "Hold minutes", before: "5", after: "12" },
    { name: "Complete after minutes", before: "60", after: "none" },
    { name: "Is open", before: "yes", after: "no" },
  ]);
  expect(changesOf({ scopes: ["view_bookings", "manage_bookings"], events: [], rule: { days: 2 } })).toEqual([
    { name: "Scopes", after: "view_bookings, manage_bookings" },
    { name: "Events", after: "none" },
    { name: "Rule", after: '{"days":2}' },
  ]);
});

test("what is gone leads nowhere", () => {
  const target = { kind: "product", id: "01a2" };
  expect(targetPath({ action: "product.updated", target })).toBe("/products/01a2");
  expect(targetPath({ action: "product.deleted", target })).toBeNull();
  expect(targetPath({ action: "schedule.updated", target: { kind: "schedule", id: "01a2" } })).toBeNull();
});
