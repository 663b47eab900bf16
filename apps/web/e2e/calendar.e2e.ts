import { book } from "./booking-steps.ts";
import { watchConsole } from "./console.ts";
import { expect, test } from "./fixtures.ts";
import { overflowAt320, picture } from "./screens.ts";
import { createRoom, signUp, tomorrow } from "./studio.ts";

test("a month leads to a day, and every view has its key", async ({ page }, testInfo) => {
  const problems = watchConsole(page);
  await signUp(page, "Calendar Owner");
  const productId = await createRoom(page, "Meeting room");
  await book(page, productId, { hour: 10, name: "Carla Diaz" });

  // Month: one name for each day, one tab stop, arrows move.
  await page.goto(`/availability?product=${productId}&view=month&date=${tomorrow()}`);
  const grid = page.getByRole("grid");
  const day = grid.getByRole("link", { name: /: 15 free slots, 1 booking$/ });
  await expect(day).toBeVisible();
  await picture(page, testInfo, "month");
  expect(await overflowAt320(page)).toBe(0);
  await expect(grid.locator("a[tabindex='0']")).toHaveCount(1);
  await day.focus();
  await page.keyboard.press("Home");
  await expect(grid.getByRole("link", { name: /^Mon / }).and(page.locator(":focus"))).toBeVisible();
  await day.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`view=day&date=${tomorrow()}`));
  await expect(page.getByTestId("calendar").getByText("Carla Diaz")).toBeVisible();
  await picture(page, testInfo, "day");

  // Keys.
  await page.keyboard.press("w");
  await expect(page).toHaveURL(/view=week/);
  await picture(page, testInfo, "week");
  await page.keyboard.press("a");
  await expect(page.getByTestId("calendar")).toHaveCount(0);
  await expect(page.getByRole("link", { name: /10:00–11:00 Carla Diaz/ })).toBeVisible();
  await page.keyboard.press("d");
  await expect(page.getByTestId("calendar")).toBeVisible();
  await page.keyboard.press("j");
  await expect(page).not.toHaveURL(new RegExp(`date=${tomorrow()}`));
  await page.keyboard.press("p");
  await expect(page).toHaveURL(new RegExp(`date=${tomorrow()}`));
  await page.keyboard.press("c");
  await expect(page.getByRole("dialog", { name: "New booking" })).toBeVisible();
  await expect(page.getByLabel("Time *", { exact: true })).toContainText("06:00–07:00");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(problems).toEqual([]);
});
