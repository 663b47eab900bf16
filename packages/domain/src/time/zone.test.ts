import { expect, test } from "vitest";
import { instantOf, localDateOf } from "./index.ts";

const at = (d: string, m: number, z: string) => new Date(instantOf(d, m, z)).toISOString();
test("quick", () => {
  expect(at("2026-03-08", 150, "America/New_York")).toBe("2026-03-08T07:00:00.000Z");
  expect(at("2026-11-01", 90, "America/New_York")).toBe("2026-11-01T05:30:00.000Z");
  expect(at("2026-11-01", 120, "America/New_York")).toBe("2026-11-01T07:00:00.000Z");
  expect(at("2011-12-30", 720, "Pacific/Apia")).toBe("2011-12-30T10:00:00.000Z");
  expect(at("2026-01-15", 0, "Asia/Kathmandu")).toBe("2026-01-14T18:15:00.000Z");
  expect(at("1880-01-01", 0, "Europe/Amsterdam")).toBe("1879-12-31T23:42:30.000Z");
  expect(localDateOf(Date.parse("2011-12-30T10:00:00Z"), "Pacific/Apia")).toBe("2011-12-31");
});
