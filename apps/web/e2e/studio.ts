import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, type Page } from "@playwright/test";
import type { RunningServer } from "./server.ts";

export const password = "correct horse battery";
export const timeZone = "Europe/Berlin";

/** Signs a new person up with an organisation of their own; the screen after it is the empty calendar. */
export async function signUp(page: Page, name: string): Promise<string> {
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@example.org`;
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByLabel("Organisation").fill(`${name}'s studio`);
  await page.getByLabel("Time zone").selectOption(timeZone);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("Create your first bookable product")).toBeVisible();
  return email;
}

/** Creates a room that is open every day from 06:00 to 22:00 in Berlin, booked by the hour; returns its id. */
export async function createRoom(page: Page, name: string): Promise<string> {
  await page.goto("/products/new");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await page.getByLabel("Duration (minutes)").fill("60");
  await page.getByLabel("A start every (minutes)").fill("60");
  await page.getByLabel("Saturday").check();
  await page.getByLabel("Sunday").check();
  await page.getByRole("textbox", { name: "From", exact: true }).fill("06:00");
  await page.getByRole("textbox", { name: "To", exact: true }).fill("22:00");
  await page.getByRole("button", { name: "Create product" }).click();
  await expect(page).toHaveURL(/\/availability\?product=/);
  return new URL(page.url()).searchParams.get("product") ?? "";
}

/** Tomorrow in the studio's zone, `YYYY-MM-DD`. */
export function tomorrow(): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone }).format(Date.now() + 24 * 3_600_000);
}

/** The address of the calendar simulator that belongs to a server. */
export async function simulatorOf(server: RunningServer): Promise<string> {
  const file = await readFile(path.join(server.dataDir, "dev.json"), "utf8");
  return JSON.parse(file).simulatorUrl;
}

/** Resolves when React has taken the page over: what saves or opens at once does so from then on. */
export async function untilAlive(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const heading = document.querySelector("main h1");
    return heading !== null && Object.keys(heading).some((key) => key.startsWith("__reactFiber"));
  });
}
