import { book, setTerms } from "./booking-steps.ts";
import { watchConsole } from "./console.ts";
import { expect, test } from "./fixtures.ts";
import { createRoom, signUp, timeZone, tomorrow } from "./studio.ts";

test("the list, the drawer and each of its actions", async ({ page }, testInfo) => {
  test.setTimeout(120_000);
  const problems = watchConsole(page);
  const picture = (name: string) =>
    page.screenshot({ path: testInfo.outputPath(`${name}.png`), fullPage: true });
  await signUp(page, "List Owner");
  const productId = await createRoom(page, "Meeting room");
  await page.goto("/booking");
  await expect(page.getByText("Nothing is booked from today on.")).toBeVisible();
  await picture("01-empty");
  await setTerms(page, productId, { requiresApproval: true, priceMinor: 4500, currency: "EUR" });
  await book(page, productId, { hour: 10, name: "Carla Diaz" });
  await book(page, productId, { hour: 12, name: "Nils Berg" });
  await book(page, productId, { hour: 14, name: "Ada Okafor" });

  // Two are approved at once; the third is declined in its drawer.
  await page.goto("/booking");
  await page.getByRole("link", { name: /Needs approval/ }).click();
  await expect(page.getByRole("checkbox")).toHaveCount(3);
  await picture("02-approval");
  await page.getByRole("button", { name: "Approve ticked" }).click();
  await expect(page.getByText("Tick at least one booking first.")).toBeVisible();
  await page.getByRole("checkbox", { name: /Carla Diaz/ }).check();
  await page.getByRole("checkbox", { name: /Nils Berg/ }).check();
  await page.getByRole("button", { name: "Approve ticked" }).click();
  await expect(page.getByText("2 confirmed")).toBeVisible();
  await expect(page.getByRole("checkbox")).toHaveCount(1);
  await page.getByRole("link", { name: /^Ada Okafor/ }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByText("Decline this booking…").click();
  await drawer.getByRole("textbox", { name: "Reason (optional)" }).fill("The room is painted");
  await drawer.getByRole("button", { name: "Decline booking" }).click();
  await expect(drawer.getByText("The booking is declined; its time is free again.")).toBeVisible();
  await expect(drawer.getByText("Declined: The room is painted")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText("No booking waits for approval.")).toBeVisible();

  // Paid, given back, moved, moved back, cancelled.
  await page.getByRole("link", { name: "Upcoming" }).click();
  await expect(page).toHaveURL(/\/booking$/);
  await page.getByRole("searchbox", { name: "Search" }).fill("carla");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByRole("link", { name: /^Nils Berg/ })).toHaveCount(0);
  await page.getByRole("link", { name: /^Carla Diaz/ }).click();
  await expect(drawer.getByText("€45.00 · Unpaid, €45.00 due")).toBeVisible();
  await picture("03-drawer");
  await drawer.getByText("Record a payment…").click();
  await drawer.getByLabel("Amount (EUR)").fill("abc");
  await drawer.getByRole("button", { name: "Record payment" }).click();
  await expect(drawer.getByText("Write the amount as a number, such as 45.00.").first()).toBeVisible();
  await drawer.getByLabel("Amount (EUR)").fill("45");
  await drawer.getByRole("button", { name: "Record payment" }).click();
  await expect(drawer.getByText("€45.00 · Paid")).toBeVisible();
  await drawer.getByText("Record a refund…").click();
  await drawer.getByRole("button", { name: "Record refund" }).click();
  await expect(drawer.getByText(/A refund of €45\.00 is recorded/)).toBeVisible();

  await drawer.getByRole("link", { name: "Move to another time…" }).click();
  await drawer.getByText("16:00", { exact: true }).click();
  await picture("04-move");
  await drawer.getByRole("button", { name: "Move the booking" }).click();
  await expect(drawer.getByText("The booking is moved.")).toBeVisible();
  await expect(drawer.getByText(`16:00–17:00 (${timeZone})`)).toBeVisible();
  await drawer.getByRole("button", { name: "Undo the move" }).click();
  await expect(drawer.getByText(`10:00–11:00 (${timeZone})`)).toBeVisible();
  await drawer.getByText("Cancel this booking…").click();
  await expect(drawer.getByText("Cancelling now costs nothing.")).toBeVisible();
  await drawer.getByRole("button", { name: "Cancel booking" }).click();
  await expect(drawer.getByText("The booking is cancelled; no fee is due.")).toBeVisible();
  await picture("05-cancelled");
  await drawer.getByRole("link", { name: "Close" }).click();
  await page.getByRole("link", { name: "Clear", exact: true }).click();
  await expect(page).toHaveURL(/\/booking$/);
  await page.getByRole("link", { name: "Cancelled" }).click();
  await expect(page.getByRole("link", { name: /^Carla Diaz/ })).toBeVisible();
  await expect(page.getByRole("link", { name: /^Ada Okafor/ })).toBeVisible();
  await picture("06-cancelled-view");
  expect(problems).toEqual([]);
});

test("a change made meanwhile is told in place, with the booking as it is now", async ({ page }) => {
  await signUp(page, "Stale Owner");
  const productId = await createRoom(page, "Court");
  await book(page, productId, { hour: 10, name: "Carla Diaz" });
  await page.goto("/booking");
  await page.getByRole("link", { name: /^Carla Diaz/ }).click();
  await expect(page).toHaveURL(/\/booking\/bookings\//);
  const rival = await page.context().newPage();
  await rival.goto(page.url());
  await rival.getByText("Cancel this booking…").click();
  await rival.getByRole("button", { name: "Cancel booking" }).click();
  await expect(rival.getByText("The booking is cancelled; no fee is due.")).toBeVisible();
  await page.getByRole("button", { name: "Check in" }).click();
  await expect(page.getByText(/The booking as it is now \(cancelled\) is shown below/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Check in" })).toHaveCount(0);
});

test("the CSV holds what the view shows", async ({ page }) => {
  await signUp(page, "Csv Owner");
  const productId = await createRoom(page, "Court");
  await book(page, productId, { hour: 10, name: "Carla Diaz" });
  await book(page, productId, { hour: 12, name: "Nils Berg" });
  await page.goto("/booking?q=nils");
  const href = await page.getByRole("link", { name: "Download CSV" }).getAttribute("href");
  const text = await (await page.request.get(href ?? "")).text();
  expect(text).toContain("Nils Berg");
  expect(text).not.toContain("Carla Diaz");
  expect(text.trim().split("\r\n")).toHaveLength(2);
  expect(text).toMatch(/T12:00:00\+0[12]:00,.*Europe\/Berlin/);
});

test("without JavaScript the drawer is a page whose forms work", async ({ page, browser, server }) => {
  await signUp(page, "Plain List Owner");
  const productId = await createRoom(page, "Hall");
  await book(page, productId, { hour: 9, name: "Nora" });
  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
    baseURL: server.url,
  });
  const plain = await context.newPage();
  await plain.goto(`/booking?from=${tomorrow()}`);
  await plain.getByRole("link", { name: /^Nora/ }).click();
  await plain.getByRole("link", { name: "Move to another time…" }).click();
  await plain.getByText("11:00", { exact: true }).click();
  await plain.getByRole("button", { name: "Move the booking" }).click();
  await expect(plain.getByText("The booking is moved.")).toBeVisible();
  await plain.getByRole("button", { name: "Check in" }).click();
  await expect(plain.getByText("The customer is checked in.")).toBeVisible();
  await context.close();
});
