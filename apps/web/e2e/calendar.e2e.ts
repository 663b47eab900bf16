import { must } from "@availability/domain/errors";
import type { Page } from "@playwright/test";
import { book, call, setTerms, tomorrowAt } from "./booking-steps.ts";
import { watchConsole } from "./console.ts";
import { expect, test } from "./fixtures.ts";
import { overflowAt320, picture } from "./screens.ts";
import { createRoom, signUp, tomorrow } from "./studio.ts";

test("a month leads to a day, and every view has its key", async ({ page }, testInfo) => {
  test.setTimeout(90_000);
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

  // Keys.
  await page.keyboard.press("w");
  await expect(page).toHaveURL(/view=week/);
  await page.keyboard.press("a");
  await expect(page.getByTestId("calendar")).toHaveCount(0);
  await expect(page.getByRole("link", { name: /10:00–11:00 Carla Diaz/ })).toBeVisible();
  await page.keyboard.press("d");
  await expect(page.getByTestId("calendar")).toBeVisible();
  const carla = page.getByRole("link", { name: /10:00–11:00 Carla Diaz/ });
  await page.keyboard.press("j");
  await expect(carla).toHaveCount(0);
  await page.keyboard.press("p");
  await expect(carla).toBeVisible();
  await page.keyboard.press("c");
  await expect(page.getByRole("dialog", { name: "New booking" })).toBeVisible();
  await expect(page.getByLabel("Time *", { exact: true })).toContainText("06:00–07:00");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  // Block, undo, block again over a booking.
  await page.keyboard.press("b");
  const panel = page.getByRole("dialog", { name: "Block time" });
  await panel.getByLabel("From (Europe/Berlin)").fill(`${tomorrow()}T14:00`);
  await panel.getByLabel("To (Europe/Berlin)").fill(`${tomorrow()}T16:00`);
  await panel.getByLabel("Reason (optional)").fill("Painting");
  await panel.getByRole("button", { name: "Block this time" }).click();
  await expect(page.getByText("The time is blocked.")).toBeVisible();
  const calendar = page.getByTestId("calendar");
  await expect(calendar.getByText("Blocked: Painting")).toBeVisible();
  await picture(page, testInfo, "blocked");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Undone.")).toBeVisible();
  await expect(calendar.getByText("Blocked: Painting")).toHaveCount(0);
  await page.goto(
    `/availability/block?product=${productId}&view=day&date=${tomorrow()}&start=${encodeURIComponent(tomorrowAt(9))}`,
  );
  await panel.getByLabel("To (Europe/Berlin)").fill(`${tomorrow()}T11:00`);
  await panel.getByRole("button", { name: "Block this time" }).click();
  await expect(panel.getByText("1 booking would lie in blocked time")).toBeVisible();
  await panel.getByRole("button", { name: "Block it all the same" }).click();
  await expect(page.getByText("The time is blocked.")).toBeVisible();

  // Why is this not free?
  await page.getByRole("link", { name: /09:00–.* Blocked/ }).click();
  const why = page.getByRole("dialog", { name: "Why is this not free?" });
  await expect(why.getByText(/It is blocked/).first()).toBeVisible();
  await picture(page, testInfo, "why");
  expect(await overflowAt320(page)).toBe(0);
  await why.getByRole("link", { name: "Book with override" }).click();
  await expect(page.getByLabel(/Start at a time that is not offered/)).toHaveValue(`${tomorrow()}T09:00`);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  // Move by dragging, undo, and a refusal that snaps back.
  await page.goto(`/availability?product=${productId}&view=day&date=${tomorrow()}`);
  await setTerms(page, productId, { durationsMinutes: [60, 120] });
  await book(page, productId, { hour: 13, name: "Nils Berg" });
  await page.reload();
  await page.setViewportSize({ width: 1280, height: 1300 });
  await drag(page, "Nils Berg", "middle", 2 * hourPx);
  await expect(page.getByText("The booking is moved.")).toBeVisible();
  await expect(page.getByRole("link", { name: /15:00–16:00 Nils Berg/ })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("link", { name: /13:00–14:00 Nils Berg/ })).toBeVisible();
  await drag(page, "Nils Berg", "middle", -3 * hourPx);
  await expect(page.getByRole("alert").filter({ hasText: "Nils Berg keeps the old time." })).toBeVisible();
  await drag(page, "Nils Berg", "edge", hourPx);
  await expect(page.getByRole("link", { name: /13:00–15:00 Nils Berg/ })).toBeVisible();

  // The same by keyboard and form.
  await calendar.locator("[tabindex='0']").filter({ hasText: "Nils Berg" }).press("Enter");
  const sheet = page.getByRole("dialog", { name: "Meeting room: Nils Berg" });
  await sheet.getByText("Edit time…").click();
  await sheet.getByLabel("Start (Europe/Berlin)").fill(`${tomorrow()}T17:00`);
  await sheet.getByLabel("Length").selectOption("60");
  await sheet.getByRole("button", { name: "Save the time" }).click();
  await expect(sheet.getByText("The time of the booking is changed.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("link", { name: /17:00–18:00 Nils Berg/ })).toBeVisible();

  // Dragging over free time offers to book or to block it.
  await expect(async () => {
    const free = must(await calendar.getByText("Free").last().boundingBox(), "what is free is drawn");
    const [x, y] = [free.x + 80, free.y + 8];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x, y + hourPx, { steps: 6 });
    await page.mouse.up();
    await expect(page.getByRole("dialog", { name: "This time is free" })).toBeVisible({ timeout: 3_000 });
  }).toPass();
  await page.getByRole("link", { name: "Book this time" }).click();
  await expect(page.getByRole("dialog", { name: "New booking" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  // Several products side by side, the other zone, filters, all hours.
  const other = await createRoom(page, "Studio");
  await page.goto(`/availability?product=${productId}&view=day&date=${tomorrow()}`);
  await page.getByText("Product: Meeting room").click();
  await page.getByLabel("Find a product").fill("stu");
  await page.getByLabel("Studio beside").check();
  await page.getByRole("button", { name: "Show ticked" }).click();
  await expect(page).toHaveURL(new RegExp(`beside=${other}`));
  await expect(page.getByTestId("calendar")).toHaveCount(2);
  await expect(page.getByRole("heading", { name: "Agenda of Studio" })).toBeVisible();
  await picture(page, testInfo, "side-by-side");
  expect(await overflowAt320(page)).toBe(0);
  await page.getByText("Time zone: Europe/Berlin").click();
  await page.getByLabel("Another zone").fill("America/New_York");
  await page.getByLabel("Second zone in the margin (optional)").fill("Europe/Berlin");
  await page.getByRole("button", { name: "Use these zones" }).click();
  await expect(page.getByText("Times in America/New_York").first()).toBeVisible();
  await page.getByText("Filters and hours").click();
  await page.getByLabel("Free time").uncheck();
  await page.getByLabel("Hours").selectOption("24");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByRole("link", { name: /^Book / })).toHaveCount(0);
  await expect(calendar.first().getByText("00").first()).toBeAttached();
  await page.screenshot({ path: testInfo.outputPath("zone.png"), fullPage: true });
  await page.goto("/availability?product=all&view=month");
  await expect(page.getByText("Product: All products (2)")).toBeVisible();
  await expect(
    page
      .getByRole("grid")
      .getByRole("link", { name: /: 3[0-9] free slots/ })
      .first(),
  ).toBeVisible();

  // What a view has no room for, it says; a month counts more than a day can show.
  for (const name of ["Three", "Four", "Five", "Six", "Seven"])
    await call(page, "product.create", { type: "room", name });
  await page.reload();
  await expect(page.getByText("Product: All products (7)")).toBeVisible();
  await expect(page.getByRole("note")).toHaveCount(0);
  for (const view of ["day", "agenda"]) {
    await page.goto(`/availability?product=all&view=${view}`);
    await expect(page.getByRole("note")).toContainText("6 of 7 products are shown");
  }
  expect(problems).toEqual([]);
});

/** The height of an hour in the day's grid. */
const hourPx = 50;

/** Drags a booking in the grid, from its middle or by its lower edge, by `distance` pixels. */
async function drag(page: Page, name: string, by: "middle" | "edge", distance: number): Promise<void> {
  const event = page.getByTestId("calendar").locator("[class*='_event_']").filter({ hasText: name });
  await expect(event).toBeVisible();
  const box = must(await event.boundingBox(), "what is visible has a box");
  const x = box.x + 120;
  const y = box.y + (by === "middle" ? box.height / 2 : box.height - 2);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + distance / 2, { steps: 5 });
  await page.mouse.move(x, y + distance, { steps: 5 });
  await page.mouse.up();
}
