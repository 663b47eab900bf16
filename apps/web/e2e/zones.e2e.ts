import type { Page } from "@playwright/test";
import { call } from "./booking-steps.ts";
import { watchConsole } from "./console.ts";
import { expect, test } from "./fixtures.ts";
import { password } from "./studio.ts";

test.use({ timezoneId: "Asia/Tokyo" });

// The week in which London's clocks go forward; New York's went three weeks before.
const monday = "2027-03-22";
const zones = ["Europe/London", "America/New_York", "Asia/Tokyo"];

test("browser in Tokyo, organisation in New York, product in London: right labels, and one set of slots", async ({
  page,
}) => {
  const problems = watchConsole(page);
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill("Zone Owner");
  await page.getByLabel("E-mail").fill("zone.owner@example.org");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByLabel("Organisation").fill("Zone studio");
  await page.getByLabel("Time zone").selectOption("America/New_York");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("Create your first bookable product")).toBeVisible();

  const location = await call(page, "location.create", {
    name: "Thames house",
    kind: "branch",
    timeZone: "Europe/London",
  });
  const product = await call(page, "product.create", {
    name: "Quiet room",
    type: "room",
    locationId: location.id,
    durationsMinutes: [60],
    slotStepMinutes: 60,
    horizonDays: 365,
  });
  await call(page, "availability.setSchedule", {
    productId: product.id,
    timeZone: "Europe/London",
    weeklyHours: [{ days: [1, 2, 3, 4, 5, 6, 7], start: "09:00", end: "17:00" }],
  });
  const open = (zone: string | null) =>
    page.goto(
      `/availability?product=${product.id}&view=week&date=${monday}${zone ? `&tz=${encodeURIComponent(zone)}` : ""}`,
    );

  // Without a wish, the product's own zone: nine to five on all days, whatever the clocks of browser and organisation say.
  await open(null);
  await expect(page.getByText("Times in Europe/London", { exact: false }).first()).toBeVisible();
  const own = await offered(page);
  expect(own).toHaveLength(7 * 8);
  for (const { start, label } of own) {
    const wall = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", timeStyle: "short" });
    expect(label).toContain(`Book ${wall.format(start)}–`);
    expect(label).toContain("Europe/London");
  }
  expect(new Date(own[0]?.start ?? 0).toISOString()).toBe("2027-03-22T09:00:00.000Z");
  expect(new Date(own.at(-1)?.start ?? 0).toISOString()).toBe("2027-03-28T15:00:00.000Z");

  // Every other zone offers the same instants, under that zone's days and hours.
  const inside = own.map(({ start }) => start).slice(8, -8);
  for (const zone of zones) {
    await open(zone);
    await expect(page.getByText(`Times in ${zone}`, { exact: false }).first()).toBeVisible();
    const shown = await offered(page);
    const starts = new Set(shown.map(({ start }) => start));
    expect(inside.filter((start) => !starts.has(start))).toEqual([]);
    for (const { start, label } of shown) {
      const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeStyle: "short" });
      const day = new Intl.DateTimeFormat("en-GB", { timeZone: zone, dateStyle: "full" });
      expect(label).toContain(`Book ${clock.format(start)}–`);
      expect(label).toContain(day.format(start).replace(",", ""));
      expect(label).toContain(zone);
    }
  }

  // The form books the instant that was pressed and names its zone.
  await page.getByRole("link", { name: /^Book 18:00–19:00, Tuesday 23 March 2027, Asia\/Tokyo/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Customer's name").fill("Emi Tanaka");
  await dialog.getByLabel("Customer's e-mail").fill("emi@example.org");
  await dialog.getByRole("button", { name: "Book", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Quiet room: Emi Tanaka" })).toBeVisible();
  await open(null);
  await expect(page.getByRole("link", { name: /09:00–10:00 Emi Tanaka/ }).first()).toBeVisible();
  expect(problems).toEqual([]);
});

/** The slots that the agenda offers: their instants, and what a screen reader says. */
async function offered(page: Page): Promise<{ start: number; label: string }[]> {
  const links = await page.getByRole("link", { name: /^Book \d/ }).evaluateAll((found) =>
    found.map((link) => ({
      start: new URL((link as HTMLAnchorElement).href).searchParams.get("start") ?? "",
      label: link.getAttribute("aria-label") ?? link.textContent ?? "",
    })),
  );
  return links.map(({ start, label }) => ({ start: Date.parse(start), label }));
}
