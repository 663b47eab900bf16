import { expect, type Page } from "@playwright/test";
import { untilAlive } from "./studio.ts";

type Provider = "Google" | "Microsoft";

/** Connects an account through the simulator's consent page; the screen after it is the provider's. */
export async function connectAccount(page: Page, provider: Provider, account: string): Promise<void> {
  await page.goto(`/integrations/${provider.toLowerCase()}`);
  await page.getByRole("button", { name: `Connect ${provider} account` }).click();
  await allow(page, account);
}

/** Says yes on the consent page. */
export async function allow(page: Page, account: string): Promise<void> {
  await page.getByLabel(account).check();
  await page.getByRole("button", { name: "Allow" }).click();
  await expect(page.getByText("The account is connected.")).toBeVisible();
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
