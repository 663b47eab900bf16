import { expect, type Page } from "@playwright/test";
import type { RunningServer } from "./server.ts";
import { control } from "./simulator.ts";
import { tomorrow, untilAlive } from "./studio.ts";

type Provider = "Google" | "Microsoft";

/** Connects an account through the simulator's consent page; the screen after it is the provider's. */
export async function connectAccount(page: Page, provider: Provider, account: string): Promise<void> {
  await page.goto(`/integrations/${provider.toLowerCase()}`);
  await page.getByRole("button", { name: `Connect ${provider} account` }).click();
  await allow(page, account);
}

/** Says yes on the consent page. */
export async function allow(page: Page, account: string): Promise<void> {
  await page.getByRole("radio", { name: account }).check();
  await page.getByRole("button", { name: /^(Allow|Accept)$/ }).click();
  await expect(page.getByText(/^The account is connected/)).toBeVisible();
}

/** Links a calendar to a product; it is saved at once. */
export async function linkCalendar(page: Page, calendar: string, product: string): Promise<void> {
  // A select that saves at once does so when its page has come to life.
  await untilAlive(page);
  await page
    .getByRole("form", { name: `${calendar}, new link` })
    .getByLabel("Link to a product")
    .selectOption({ label: product });
  await expect(page.getByRole("form", { name: `${calendar} and ${product}` })).toBeVisible();
}

/** Reads a calendar and waits until it says how that went. */
export async function syncNow(page: Page, calendar: string): Promise<void> {
  await page.getByRole("button", { name: `Sync now: ${calendar}` }).click();
  await expect(page.getByRole("status").filter({ hasText: /\d+ checked, .*0 errors/ })).toBeVisible({
    timeout: 30_000,
  });
}

/** The day view of tomorrow, of one product. */
export function dayOf(productId: string): string {
  return `/availability?product=${productId}&view=day&date=${tomorrow()}`;
}

/** Waits until an hour of tomorrow shows as busy, and then offers no booking. */
export async function expectBusy(page: Page, productId: string, hours: string): Promise<void> {
  // A reading that ran already when the event came is followed by the one its notification asks for.
  await expect(async () => {
    await page.goto(dayOf(productId));
    await expect(page.getByRole("listitem").filter({ hasText: `${hours} Busy` })).toBeVisible({
      timeout: 3_000,
    });
  }).toPass({ timeout: 30_000 });
  await expect(page.getByRole("link", { name: `Book ${hours}` })).toHaveCount(0);
}

/** Books an hour of tomorrow on the screen of its day. */
export async function bookHour(
  page: Page,
  hours: string,
  customer: { name: string; email: string },
): Promise<void> {
  await page.getByRole("link", { name: `Book ${hours}` }).click();
  const dialog = page.getByRole("dialog", { name: "New booking" });
  await dialog.getByLabel("Customer's name").fill(customer.name);
  await dialog.getByLabel("Customer's e-mail").fill(customer.email);
  await dialog.getByRole("button", { name: "Book", exact: true }).click();
  await expect(page.getByRole("dialog", { name: new RegExp(`: ${customer.name}$`) })).toBeVisible();
}

/** Cancels a booking from the screen of its day. */
export async function cancelBooking(page: Page, label: string): Promise<void> {
  await page.getByRole("link", { name: new RegExp(label) }).click();
  await page.getByText("Cancel this booking…").click();
  await page.getByLabel("Reason (optional)").fill("Ill");
  await page.getByRole("button", { name: "Cancel booking" }).click();
  await expect(page.getByText("Cancelled: Ill", { exact: true })).toBeVisible();
}

/** Waits until no calendar of the simulator shows an event of this title. */
export async function expectNoEvent(server: RunningServer, title: string): Promise<void> {
  const find = async () => JSON.stringify(await control(server, "GET", "state")).includes(title);
  await expect.poll(find, { timeout: 20_000, intervals: [200] }).toBe(false);
}
