import { book } from "./booking-steps.ts";
import { watchConsole } from "./console.ts";
import { expect, test } from "./fixtures.ts";
import { overflowAt320, picture } from "./screens.ts";
import { createRoom, signUp, tomorrow } from "./studio.ts";

test("hours are seen before they hold, with the bookings they leave outside", async ({ page }, testInfo) => {
  test.setTimeout(180_000);
  const problems = watchConsole(page);
  await signUp(page, "Hours Owner");
  const productId = await createRoom(page, "Studio one");
  await book(page, productId, { hour: 20, name: "Carla Diaz" });
  const address = `/booking/availability?product=${productId}`;
  await page.goto(address);
  await expect(page.getByText("These are its own hours.")).toBeVisible();
  await expect(page.getByText(/free starts, 06:00 to 21:00/).first()).toBeVisible();

  // Shorter on every day: the preview and the booking outside are shown before anything is saved.
  await page.getByLabel("Monday, range 1, to").fill("18:00");
  await page.getByRole("button", { name: "Copy Monday to every day" }).click();
  await expect(page.getByText(/free starts, 06:00 to 17:00/).first()).toBeVisible();
  await expect(page.getByText("1 booking would lie in closed time")).toBeVisible();
  await page.getByRole("button", { name: "Add a range on Friday" }).click();
  await page.getByLabel("Friday, range 2, from").fill("22:00");
  await page.getByLabel("Friday, range 2, to").fill("02:00");
  await expect(page.getByText("Past midnight: until 02:00 on Saturday")).toBeVisible();
  expect(await overflowAt320(page)).toBe(0);
  await picture(page, testInfo, "week");
  await page.getByRole("button", { name: "Save hours" }).click();
  await page.getByRole("button", { name: "Nothing is saved yet: save anyway" }).click();
  await expect(page.getByText("Saved. These hours hold from now on.")).toBeVisible();

  // A fault is said at its day, and what was typed stays.
  await page.getByLabel("Tuesday, range 1, to").fill("soon");
  await page.getByRole("button", { name: "Save hours" }).click();
  await expect(page.getByRole("alert").first()).toContainText("Not a time of day");
  await expect(page.getByLabel("Tuesday, range 1, to")).toHaveValue("soon");

  // The booking of tomorrow evening lies outside already; the whole day closes without asking again.
  const date = tomorrow();
  await page.goto(`${address}&section=dates&month=${date.slice(0, 7)}`);
  await page.locator(`input[name="date.${date}"]`).check();
  await page.getByLabel("Reason (optional)").fill("Stocktaking");
  await picture(page, testInfo, "dates");
  expect(await overflowAt320(page)).toBe(0);
  await page.getByRole("button", { name: "Save dates" }).click();
  await expect(page.getByText("Saved for one day.")).toBeVisible();
  await expect(page.getByText("Closed · Stocktaking")).toBeVisible();

  await page.goto(`${address}&section=holidays`);
  await page.getByLabel("Public holidays").selectOption("country");
  await page.getByLabel("Country").selectOption("DE");
  await page.getByRole("button", { name: "Save holidays" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page
    .getByLabel(/Christmas Day/)
    .first()
    .check();
  await page.getByRole("button", { name: "Save holidays" }).click();
  await expect(page.getByLabel(/Christmas Day/).first()).toBeChecked();
  await picture(page, testInfo, "holidays");

  await page.goto(`${address}&section=seasons`);
  await page.getByLabel("New schedule").fill("Summer");
  await page.getByLabel("First day").fill("2027-06-01");
  await page.getByLabel("Last day (optional)").fill("2027-08-31");
  await page.getByRole("button", { name: "Add season" }).click();
  await expect(page.getByText("2027-06-01 to 2027-08-31")).toBeVisible();
  await picture(page, testInfo, "seasons");
  await page.getByRole("link", { name: "Edit hours of Summer" }).click();
  await expect(page.getByText("The hours of the schedule “Summer”.")).toBeVisible();

  await page.goto(`${address}&section=blocks`);
  await page.getByLabel("From (Europe/Berlin)").fill(`${date}T08:00`);
  await page.getByLabel("To (Europe/Berlin)").fill(`${date}T09:00`);
  await page.getByLabel("Repeat").selectOption("WEEKLY");
  await page.getByRole("button", { name: "Block this time" }).click();
  await expect(page.getByText("Blocked.")).toBeVisible();
  await picture(page, testInfo, "blocks");
  await page.getByRole("button", { name: /Remove the block/ }).click();
  await expect(page.getByText("Nothing is blocked from now on.")).toBeVisible();
  expect(problems).toEqual([]);
});
