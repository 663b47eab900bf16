import type { Page } from "@playwright/test";
import { book, call, tomorrowAt } from "./booking-steps.ts";
import { watchConsole } from "./console.ts";
import { expect, test } from "./fixtures.ts";
import { overflowAt320, picture } from "./screens.ts";
import { createRoom, signUp, timeZone } from "./studio.ts";

test("the overview leads a new organisation on, and shows what waits", async ({ page }, testInfo) => {
  const problems = watchConsole(page);
  await signUp(page, "Overview Owner");
  await page.getByRole("link", { name: "Overview", exact: true }).click();
  const firstSteps = page.getByRole("region", { name: "First steps" });
  await expect(firstSteps.getByText("0 of 5 done")).toBeVisible();
  await expect(page.getByText("Nothing is booked for today.")).toBeVisible();
  await expect(page.getByText("Nothing waits for you.")).toBeVisible();
  await expect(page.getByText("No calendar is connected.")).toBeVisible();
  await picture(page, testInfo, "01-empty");

  const productId = await createRoom(page, "Meeting room");
  await book(page, productId, { hour: 10, name: "Carla Diaz" });
  await page.request.post("/trpc/product.update", {
    data: { productId, requiresApproval: true },
    headers: { Origin: new URL(page.url()).origin },
  });
  await book(page, productId, { hour: 12, name: "Nils Berg" });
  await page.goto("/");
  await expect(firstSteps.getByText("3 of 5 done")).toBeVisible();
  const decisions = page.getByRole("region", { name: "Needs a decision" });
  await expect(decisions.getByRole("heading", { name: "Bookings that wait 1" })).toBeVisible();
  await expect(decisions.getByText(/waits for approval/)).toBeVisible();
  await picture(page, testInfo, "02-waiting");
  expect(await overflowAt320(page)).toBe(0);

  await firstSteps.getByRole("button", { name: "Hide this list" }).click();
  await expect(firstSteps).toHaveCount(0);
  await decisions.getByRole("link", { name: "Nils Berg, Meeting room" }).click();
  await expect(page.getByRole("dialog", { name: "Meeting room: Nils Berg" })).toBeVisible();
  expect(problems).toEqual([]);
});

test("the reports count what happened, exactly", async ({ page }, testInfo) => {
  const problems = watchConsole(page);
  await signUp(page, "Report Owner");
  await page.goto("/");
  await expect(page.getByText("There is no product here, so that nothing could be booked.")).toBeVisible();
  await expect(figure(page, "Bookings")).toContainText("0");

  const productId = await createRoom(page, "Meeting room");
  await call(page, "organization.update", { completeAfterMinutes: null });
  const first = await bookYesterday(page, productId, 10);
  const second = await bookYesterday(page, productId, 12);
  await bookYesterday(page, productId, 14);
  await call(page, "booking.cancel", { bookingId: first });
  await call(page, "booking.markNoShow", { bookingId: second });
  await call(page, "payment.record", {
    ...{ bookingId: second, kind: "charge", amountMinor: 4500, currency: "EUR", method: "cash" },
  });

  await page.goto("/");
  // Three whole weeks and the days of this one, 16 hours each.
  const hours = (21 + isoWeekday()) * 16;
  await expect(figure(page, "Bookings")).toContainText("2none before");
  await expect(figure(page, "Utilisation")).toContainText(`2 h of ${hours} h bookable`);
  await expect(figure(page, "Cancelled")).toContainText("33.3%");
  await expect(figure(page, "Cancelled")).toContainText("1 of 3 bookings");
  await expect(figure(page, "No-shows")).toContainText("1 of 2 that are over");
  await expect(figure(page, "Revenue, EUR")).toContainText("€45.00");
  const heat = page.getByRole("region", { name: "Utilisation by weekday and hour" });
  const row = heat.getByRole("row", { name: /^12:00/ }).first();
  await expect(row.getByRole("cell").nth(yesterdayIndex())).toHaveText(/^(25|33)%$/);
  await heat.getByText("The figures as a table").click();
  await picture(page, testInfo, "03-reports");
  expect(await overflowAt320(page)).toBe(0);

  const weeks = page.getByRole("region", { name: "Bookings per week" });
  await expect(
    weeks.getByRole("img", { name: /^Bars of 4 weeks, 3 bookings in all; the most, 3,/ }),
  ).toBeVisible();
  const leads = page.getByRole("region", { name: "Lead time" });
  await expect(leads.getByRole("listitem").first()).toHaveText("under 1 hour2");
  expect(await csv(page, "bookings per week")).toMatch(/,false,|,true,/);
  expect((await csv(page, "bookings per week")).match(/,0,0,1,0,1,1,/g)).toHaveLength(1);
  expect(await csv(page, "utilisation")).toContain(`${yesterdayIndex() + 1},12,60,`);
  expect(await csv(page, "figures")).toContain(`booked_minutes,120,0,`);
  expect(await csv(page, "lead times")).toContain("0,60,2,");

  await page
    .getByRole("region", { name: "Products by utilisation" })
    .getByRole("link", { name: "Meeting room" })
    .click();
  await expect(page).toHaveURL(new RegExp(`product=${productId}`));
  expect(await csv(page, "products by utilisation")).toContain(
    `${productId},Meeting room,120,${hours * 60},0,`,
  );
  await page.getByLabel("Period").selectOption("quarter");
  await expect(page).toHaveURL(/range=quarter/);
  await expect(figure(page, "Bookings")).toContainText("0");
  expect(problems).toEqual([]);
});

/** What the link of a panel downloads. */
async function csv(page: Page, what: string): Promise<string> {
  const href = await page.getByRole("link", { name: `Download CSV: ${what}` }).getAttribute("href");
  const response = await page.request.get(href ?? "");
  expect(response.headers()["content-type"]).toContain("text/csv");
  return response.text();
}

function figure(page: Page, label: string) {
  return page.locator("dl > div", { has: page.locator("dt", { hasText: new RegExp(`^${label}$`) }) });
}

const dayMs = 24 * 3_600_000;

/** By the clock of the studio; Monday 1. */
function isoWeekday(instant = Date.now()): number {
  const day = new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "short" }).format(instant);
  return ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(day) + 1;
}

function yesterdayIndex(): number {
  return isoWeekday(Date.now() - dayMs) - 1;
}

/** Books an hour that is over, which takes somebody who may set the rules aside; returns the id. */
async function bookYesterday(page: Page, productId: string, hour: number): Promise<string> {
  const start = new Date(Date.parse(tomorrowAt(hour)) - 2 * dayMs).toISOString();
  const booking = await call(page, "booking.create", {
    productId,
    start,
    durationMinutes: 60,
    override: { reason: "Written down afterwards" },
    customer: { name: `Guest ${hour}`, email: `guest.${hour}@example.org` },
  });
  return String(booking.id);
}
