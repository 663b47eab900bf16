import { call, tomorrowAt } from "./booking-steps.ts";
import { watchConsole } from "./console.ts";
import { expect, test } from "./fixtures.ts";
import { createRoom, signUp, tomorrow } from "./studio.ts";

test("what one browser changes another shows at once, loading once; a lost connection is said and made up for", async ({
  page,
  browser,
  server,
}) => {
  const problems = watchConsole(page);
  await signUp(page, "Live Owner");
  const productId = await createRoom(page, "Room");
  const context = await browser.newContext({
    storageState: await page.context().storageState(),
    baseURL: server.url,
    locale: "en-GB",
  });
  const other = await context.newPage();
  const loads: string[] = [];
  other.on("request", (request) => {
    if (request.url().includes("_data=")) loads.push(request.url());
  });
  const status = other.getByRole("banner").getByRole("status");
  const day = `/availability?product=${productId}&view=agenda&date=${tomorrow()}`;
  await other.goto(day);
  await expect(status).toHaveText("Live");
  await expect(other.getByRole("link", { name: /^Book 10:00–11:00/ }).first()).toBeVisible();

  const book = (hour: number, name: string) =>
    call(page, "booking.create", {
      productId,
      start: tomorrowAt(hour),
      durationMinutes: 60,
      customer: { name, email: "live@example.org" },
    });
  loads.length = 0;
  await book(10, "Carla Diaz");
  await expect(other.getByText("10:00–11:00 Carla Diaz").first()).toBeVisible();
  // What decides what is free is told as well.
  const block = await call(page, "availability.createBlock", {
    productIds: [productId],
    reason: "Cleaning",
    start: tomorrowAt(12),
    end: tomorrowAt(13),
  });
  expect(block).toBeTruthy();
  await expect(other.getByText(/Cleaning/).first()).toBeVisible();
  // Two changes: a loading or two of each route shown for each of them, not one for everything that was written.
  const routes = new Set(loads.map((url) => new URL(url).searchParams.get("_data")));
  expect(loads.length).toBeLessThanOrEqual(4 * routes.size);

  // Without a connection the screen says so, and what was missed is there when it is back.
  await context.setOffline(true);
  await expect(status).toHaveText("Reconnecting");
  await book(14, "Nils Berg");
  await context.setOffline(false);
  await expect(status).toHaveText("Live");
  await expect(other.getByText("14:00–15:00 Nils Berg").first()).toBeVisible();
  await context.close();
  expect(problems).toEqual([]);
});
