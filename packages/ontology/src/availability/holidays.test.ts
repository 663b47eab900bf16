import { expect, test } from "vitest";
import { holidayCountries, publicHolidays } from "./holidays.ts";

const dates = async (country: string, region: string | null, first: string, last: string) =>
  (await publicHolidays({ country, region, first, last })).map(({ date }) => date);

test("the public holidays of a country, ascending, both ends included", async () => {
  const found = await publicHolidays({
    country: "DE",
    region: null,
    first: "2026-12-25",
    last: "2027-01-01",
  });
  expect(found).toEqual([
    { date: "2026-12-25", name: "Christmas Day" },
    { date: "2026-12-26", name: expect.any(String) },
    { date: "2027-01-01", name: "New Year's Day" },
  ]);
});

test("a region adds its own days", async () => {
  expect(await dates("DE", "BE", "2026-03-01", "2026-03-31")).toEqual(["2026-03-08"]);
  expect(await dates("DE", null, "2026-03-01", "2026-03-31")).toEqual([]);
});

test("a holiday of several days takes each of them", async () => {
  expect(await dates("KR", null, "2026-09-20", "2026-09-30")).toEqual([
    "2026-09-24",
    "2026-09-25",
    "2026-09-26",
  ]);
});

test("a holiday that begins during the day takes none", async () => {
  expect(await dates("IS", null, "2026-12-24", "2026-12-26")).toEqual(["2026-12-25", "2026-12-26"]);
});

test("a second reading gives what is kept, and an unknown country nothing", async () => {
  const once = await dates("US", "CA", "2026-01-01", "2026-12-31");
  expect(once).toContain("2026-07-04");
  expect(await dates("US", "CA", "2026-01-01", "2026-12-31")).toEqual(once);
  expect(await dates("ZZ", null, "2026-01-01", "2026-12-31")).toEqual([]);
});

test("countries come by name with the regions that have rules of their own", async () => {
  const countries = await holidayCountries();
  expect(countries.length).toBeGreaterThan(190);
  const germany = countries.find(({ code }) => code === "DE");
  expect(germany).toMatchObject({ name: "Germany" });
  expect(germany?.regions).toContainEqual({ code: "BE", name: "Berlin" });
});
