import { readFile } from "node:fs/promises";
import { book } from "./booking-steps.ts";
import { watchConsole } from "./console.ts";
import { expect, test } from "./fixtures.ts";
import { createRoom, signUp } from "./studio.ts";

test("a customer is found, corrected, merged, exported and erased", async ({ page }, testInfo) => {
  test.setTimeout(120_000);
  const problems = watchConsole(page);
  const picture = (name: string) =>
    page.screenshot({ path: testInfo.outputPath(`${name}.png`), fullPage: true });
  await signUp(page, "Customer Owner");
  const productId = await createRoom(page, "Meeting room");
  await page.goto("/customers");
  await expect(page.getByText("No customers yet.")).toBeVisible();
  await book(page, productId, { hour: 10, name: "Carla Diaz" });
  await book(page, productId, { hour: 12, name: "C. Diaz", email: "cd@example.org" });
  await book(page, productId, { hour: 14, name: "Nils Berg" });

  await page.goto("/customers");
  await page.getByLabel("Name or e-mail begins with").fill("car");
  await page.getByRole("main").getByRole("button", { name: "Search" }).click();
  await expect(page.getByRole("link", { name: "Nils Berg" })).toHaveCount(0);
  await picture("01-list");
  await page.getByRole("link", { name: "Carla Diaz" }).click();
  await expect(page.getByRole("heading", { name: "Carla Diaz" })).toBeVisible();

  // Edit: a fault keeps what was typed; the address of another leads to merging.
  await page.getByText("Edit…").click();
  await page.getByLabel("Time zone (optional)").fill("Mars/Olympus");
  await page.getByLabel("Phone (optional)").fill("+49 30 1234");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/Not a known time zone/)).toBeVisible();
  await expect(page.getByLabel("Phone (optional)")).toHaveValue("+49 30 1234");
  await page.getByLabel("Time zone (optional)").fill("Asia/Tokyo");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.getByText("Edit…").click();
  await page.getByRole("textbox", { name: "E-mail" }).fill("cd@example.org");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Another customer has this e-mail address;")).toBeVisible();
  await page.getByRole("link", { name: "Merge with the customer who has this address" }).click();
  await expect(page.getByLabel("C. Diaz, cd@example.org")).toBeVisible();
  await picture("02-merge");
  await page.getByRole("button", { name: "Merge the two" }).click();
  await expect(page).toHaveURL(/\?merged/);
  await expect(page.getByRole("link", { name: "Meeting room" })).toHaveCount(2);
  await picture("03-customer");

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download all data (JSON)" }).click();
  const exported = JSON.parse(await readFile(await (await download).path(), "utf8"));
  expect(exported.customer.name).toBe("Carla Diaz");
  expect(exported.bookings).toHaveLength(2);

  // Erasing asks for the address, and waits for what is still to come.
  await page.getByText("Erase the personal data…").click();
  await page.getByLabel("Type carla.diaz@example.org to confirm").fill("carla");
  await page.getByRole("button", { name: "Erase for good" }).click();
  await expect(page.getByText("Type carla.diaz@example.org to confirm").nth(1)).toBeVisible();
  await page.getByLabel("Type carla.diaz@example.org to confirm").fill("carla.diaz@example.org");
  await page.getByRole("button", { name: "Erase for good" }).click();
  await expect(page.getByText("This customer still has bookings to come (2)")).toBeVisible();
  await picture("04-erase");
  for (const link of [0, 1]) {
    await page.getByRole("link", { name: "Meeting room" }).nth(link).click();
    await page.getByText("Cancel this booking…").click();
    await page.getByRole("button", { name: "Cancel booking" }).click();
    await expect(page.getByText("The booking is cancelled;")).toBeVisible();
    await page.getByRole("dialog").getByRole("link", { name: "Carla Diaz" }).click();
    await expect(page.getByRole("heading", { name: "Carla Diaz" })).toBeVisible();
  }
  await page.getByText("Erase the personal data…").click();
  await page.getByLabel("Type carla.diaz@example.org to confirm").fill("carla.diaz@example.org");
  await page.getByRole("button", { name: "Erase for good" }).click();
  await expect(page.getByRole("heading", { name: "Erased customer" })).toBeVisible();
  await page.goto("/customers");
  await expect(page.getByText("carla.diaz@example.org")).toHaveCount(0);
  expect(problems).toEqual([]);
});
