import { expect, test } from "vitest";
import { toText } from "./instant.ts";

const summer = Date.parse("2026-07-01T12:00:00Z");

test.each([
  [undefined, "2026-07-01T12:00:00Z"],
  ["UTC", "2026-07-01T12:00:00Z"],
  ["Europe/Berlin", "2026-07-01T14:00:00+02:00"],
  ["America/St_Johns", "2026-07-01T09:30:00-02:30"],
  ["Asia/Kathmandu", "2026-07-01T17:45:00+05:45"],
])("noon UTC is written in %s as %s", (zone, text) => {
  expect(toText(summer, zone)).toBe(text);
  expect(Date.parse(text)).toBe(summer);
});

test("milliseconds are kept when there are any", () => {
  expect(toText(summer + 7)).toBe("2026-07-01T12:00:00.007Z");
});

test("an offset with seconds, which RFC 3339 cannot write, falls back to UTC", () => {
  expect(toText(Date.parse("1880-01-01T00:00:00Z"), "Europe/Berlin")).toBe("1880-01-01T00:00:00Z");
});
