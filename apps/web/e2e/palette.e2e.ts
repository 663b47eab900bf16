import { book } from "./booking-steps.ts";
import { watchConsole } from "./console.ts";
import { expect, test } from "./fixtures.ts";
import { createRoom, signUp, tomorrow } from "./studio.ts";

test("the palette finds screens, people and dates by keyboard; keys can be switched off", async ({
  page,
}, testInfo) => {
  const problems = watchConsole(page);
  await signUp(page, "Palette Owner");
  const productId = await createRoom(page, "Meeting room");
  await book(page, productId, { hour: 10, name: "Carla Diaz" });
  await page.goto("/booking");
  await expect(page.getByRole("link", { name: /^Carla Diaz/ })).toBeVisible();
  const palette = page.getByRole("dialog", { name: "Command palette" });
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await expect(palette).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.keyboard.type("carl");
  await expect(palette.getByRole("option", { name: /Customer/ })).toBeVisible();
  await page.screenshot({ path: testInfo.outputPath("01-palette.png") });
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Meeting room: Carla Diaz" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await expect(page).toHaveURL(/\/customers$/);
  await page.keyboard.press("/");
  await expect(palette).toBeVisible();
  await page.keyboard.type(tomorrow());
  await expect(palette.getByRole("option").first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`date=${tomorrow()}`));
  await page.keyboard.press("?");
  await page.screenshot({ path: testInfo.outputPath("02-keys.png") });
  await page.getByLabel("Single keys are shortcuts").uncheck();
  await page.keyboard.press("Escape");
  await page.reload();
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await page.keyboard.press("Control+k");
  await expect(palette).toBeVisible();
  await expect(page).toHaveURL(/\/availability/);
  expect(problems).toEqual([]);
});
