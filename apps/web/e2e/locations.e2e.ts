import { watchConsole } from "./console.ts";
import { expect, test } from "./fixtures.ts";
import { overflowAt320, picture } from "./screens.ts";
import { signUp, tomorrow } from "./studio.ts";

test("a location is made, closed for a day, and not archived while products are there", async ({
  page,
}, testInfo) => {
  test.setTimeout(120_000);
  const problems = watchConsole(page);
  await signUp(page, "Location Owner");
  await page.goto("/booking/locations");
  await expect(page.getByText("No locations yet.")).toBeVisible();
  await page.getByRole("link", { name: "New location" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Online");
  await page.getByLabel("Kind").selectOption("virtual");
  await page.getByRole("button", { name: "Create location" }).click();
  await expect(page.getByRole("alert")).toContainText("A virtual location needs the https address");
  await page.getByLabel("Join link").fill("https://meet.example.org/room");
  await page.getByRole("button", { name: "Create location" }).click();
  await expect(page.getByRole("heading", { name: "Online" })).toBeVisible();
  const address = page.url();

  await page.getByLabel("Closed from").fill(tomorrow());
  await page.getByLabel("Reason (optional)").fill("Works outing");
  await page.getByRole("button", { name: "Add closure" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Closed on that day." })).toBeVisible();
  await expect(page.getByText("Closed · Works outing")).toBeVisible();
  expect(await overflowAt320(page)).toBe(0);
  await picture(page, testInfo, "location");

  await page.goto("/products/bulk");
  await page.getByRole("textbox", { name: "Names" }).fill("Coaching");
  await page.getByLabel("Location").selectOption("Online");
  await page.getByRole("button", { name: "Create them" }).click();
  await expect(page.getByRole("status").filter({ hasText: "1 created" })).toBeVisible();
  await page.goto(address);
  await page.getByRole("button", { name: "Archive" }).click();
  await expect(page.getByRole("alert")).toContainText('"Coaching" is at "Online"');
  await page.getByRole("button", { name: /^Remove / }).click();
  await expect(page.getByText("No day is closed.")).toBeVisible();
  await page.goto("/booking/locations");
  await picture(page, testInfo, "locations");
  expect(problems).toEqual([]);
});
