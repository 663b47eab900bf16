import { expect, test } from "./fixtures.ts";
import { cancelBooking, dayOf, expectBusy, linkCalendar, syncNow } from "./integration-steps.ts";
import { createRoom, password, signUp, simulatorOf, timeZone, tomorrow } from "./studio.ts";

test("the whole loop: a Google calendar makes a room busy, a booking appears in it and goes when cancelled", async ({
  page,
  server,
}, testInfo) => {
  test.setTimeout(120_000);
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  let step = 0;
  const picture = (name: string) =>
    page.screenshot({
      path: testInfo.outputPath(`${String(++step).padStart(2, "0")}-${name}.png`),
      fullPage: true,
    });
  const simulator = await simulatorOf(server);

  // Sign in.
  const email = await signUp(page, "Loop Owner");
  await page.locator("summary", { hasText: "studio" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/availability/);
  const productId = await createRoom(page, "Meeting room");
  const day = dayOf(productId);
  await page.goto(day);
  const calendar = page.getByTestId("calendar");
  await expect(calendar.getByText("Free").first()).toBeVisible();
  await picture("free");

  // Connect Google through its consent page.
  await page.goto("/integrations");
  await page.getByRole("link", { name: /Google Calendar/ }).click();
  await page.getByRole("button", { name: "Connect Google account" }).click();
  await expect(page.getByRole("heading", { name: "An app wants to use your calendar" })).toBeVisible();
  await picture("consent");
  await page.getByLabel(/ann@harbour-studio\.example/).check();
  await page.getByRole("button", { name: "Allow" }).click();
  await expect(page.getByText("The account is connected.")).toBeVisible();
  expect(page.url()).not.toContain("code=");

  // Link the calendar; it is saved at once.
  await linkCalendar(page, "Meeting room", "Meeting room");
  await picture("linked");

  // Add an event by hand in the simulator.
  const hand = await page.context().newPage();
  await hand.goto(simulator);
  const form = hand.getByRole("group", { name: "Add an event to Meeting room" });
  await form.getByLabel("Title").fill("Walk-in");
  await form.getByLabel("Start").fill(`${tomorrow()}T10:00`);
  await form.getByLabel("End").fill(`${tomorrow()}T11:00`);
  await form.getByRole("button", { name: "Add event" }).click();
  await expect(hand.getByRole("cell", { name: "Walk-in" }).first()).toBeVisible();

  // Sync now.
  await syncNow(page, "Meeting room");
  await expect(page.getByText("Healthy")).toBeVisible();
  await picture("synced");

  // The slot has turned grey.
  await expectBusy(page, productId, "10:00–11:00");
  await expect(calendar.getByText("Busy").first()).toBeVisible();
  await picture("busy");

  // Book another slot.
  await expect(page.getByRole("link", { name: /^Book 17:00–18:00/ })).toBeVisible();
  await page.getByRole("link", { name: /^Book 17:00–18:00/ }).click();
  const dialog = page.getByRole("dialog", { name: "New booking" });
  await expect(dialog.getByText(`Times in ${timeZone}`)).toBeVisible();
  await dialog.getByLabel("Customer's name").fill("Carla Diaz");
  await dialog.getByLabel("Customer's e-mail").fill("carla@example.org");
  await picture("form");
  await dialog.getByRole("button", { name: "Book", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Meeting room: Carla Diaz" })).toBeVisible();
  await expect(calendar.getByText("Carla Diaz")).toBeVisible();
  await picture("booked");

  // The event stands in the simulator's calendar.
  await expect(async () => {
    await hand.reload();
    await expect(hand.getByRole("cell", { name: /Meeting room: Carla Diaz/ }).first()).toBeVisible({
      timeout: 500,
    });
  }).toPass({ timeout: 20_000 });
  await hand.screenshot({ path: testInfo.outputPath("08-simulator.png"), fullPage: true });
  step++;

  // Our own event never counts as busy.
  await page.goto("/integrations/google");
  await syncNow(page, "Meeting room");
  await page.goto(day);
  await expect(page.getByRole("listitem").filter({ hasText: "17:00–18:00 Busy" })).toHaveCount(0);

  // Cancel: the event goes and the time is free again.
  await cancelBooking(page, "17:00–18:00 Carla Diaz");
  await page.getByRole("link", { name: "Close" }).click();
  await expect(page.getByRole("link", { name: /^Book 17:00–18:00/ })).toBeVisible();
  await picture("cancelled");
  await expect(async () => {
    await hand.reload();
    await expect(hand.getByRole("cell", { name: /Meeting room: Carla Diaz/ })).toHaveCount(0, {
      timeout: 500,
    });
  }).toPass({ timeout: 20_000 });

  // Disconnecting frees what the calendar took.
  await page.goto("/integrations/google");
  await page.getByText("Disconnect…").click();
  await page.getByRole("button", { name: /^Disconnect ann/ }).click();
  await expect(page.getByText("The account is disconnected. Google has ended our access.")).toBeVisible();
  await page.goto(day);
  await expect(page.getByRole("link", { name: /^Book 10:00–11:00/ })).toBeVisible();
  expect(problems).toEqual([]);

  // No token of the simulator is in the server's log.
  expect(server.output()).not.toMatch(/ya29\.|1\/\/|refresh_token|carla@example\.org/i);
});

test("a click into the green of the grid opens the form for the slot under it", async ({ page }) => {
  await signUp(page, "Grid Owner");
  const productId = await createRoom(page, "Studio");
  await page.goto(`/availability?product=${productId}&view=day&date=${tomorrow()}`);
  const free = page.getByTestId("calendar").getByText("Free").first();
  await expect(free).toBeVisible();
  // The grid takes clicks on a layer of its own, above its bands.
  await free.scrollIntoViewIfNeeded();
  const band = await free.boundingBox();
  await page.mouse.click((band?.x ?? 0) + 40, (band?.y ?? 0) + 5);
  await expect(page.getByRole("dialog", { name: "New booking" })).toBeVisible();
  await expect(page.getByLabel("Time *", { exact: true })).toContainText("06:00–07:00");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a denied consent connects nothing and says so", async ({ page }) => {
  await signUp(page, "Denied Owner");
  await page.goto("/integrations/google");
  await page.getByRole("button", { name: "Connect Google account" }).click();
  await page.getByRole("button", { name: "Deny" }).click();
  await expect(page.getByText("You did not allow access, so nothing was connected.")).toBeVisible();
  await page.goto("/api/oauth/google/callback?code=forged&state=forged");
  await expect(page.getByText("That connection attempt is unknown, expired or already used.")).toBeVisible();
});

test("whoever loses a slot keeps the form and gets the nearest free times", async ({
  page,
  browser,
  server,
}) => {
  await signUp(page, "Race Owner");
  const productId = await createRoom(page, "Court");
  const day = `/availability?product=${productId}&view=day&date=${tomorrow()}`;
  const open = async (tab: typeof page, name: string) => {
    await tab.goto(day);
    await tab.getByRole("link", { name: /^Book 12:00–13:00/ }).click();
    await tab.getByLabel("Customer's name").fill(name);
    await tab.getByLabel("Customer's e-mail").fill("race@example.org");
  };
  // A form without JavaScript keeps no time while it is open, so that another can take it.
  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
    baseURL: server.url,
  });
  const loser = await context.newPage();
  await open(loser, "Second");
  await open(page, "First");
  await page.getByRole("button", { name: "Book", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Court: First" })).toBeVisible();
  await loser.getByRole("button", { name: "Book", exact: true }).click();
  await expect(loser.getByText("Somebody else has just taken this time.")).toBeVisible();
  await expect(loser.getByLabel("Customer's name")).toHaveValue("Second");
  await loser.getByRole("button", { name: /^Book 13:00–14:00/ }).click();
  await expect(loser.getByRole("dialog", { name: "Court: Second" })).toBeVisible();
  await context.close();
});

test("faults in the booking form stand beside their fields and keep what was typed", async ({ page }) => {
  await signUp(page, "Form Owner");
  const productId = await createRoom(page, "Room");
  await page.goto(`/availability?product=${productId}&view=day&date=${tomorrow()}`);
  await page.getByRole("link", { name: /^Book 12:00–13:00/ }).click();
  await page.getByLabel("Customer's name").fill("   ");
  await page.getByLabel("Customer's e-mail").fill("carla@example");
  await page.getByLabel("Notes (optional)").fill("Needs a projector");
  await page.getByRole("button", { name: "Book", exact: true }).click();
  await expect(page.getByText("Give a name")).toBeVisible();
  await expect(page.getByText("An e-mail address such as ann@example.org")).toBeVisible();
  await expect(page.getByLabel("Notes (optional)")).toHaveValue("Needs a projector");
});

test("without JavaScript the agenda books and cancels", async ({ page, browser, server }) => {
  await signUp(page, "Plain Owner");
  const productId = await createRoom(page, "Hall");
  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
    baseURL: server.url,
  });
  const plain = await context.newPage();
  await plain.goto(`/availability?product=${productId}&view=day&date=${tomorrow()}`);
  await plain.getByRole("link", { name: /^Book 09:00–10:00/ }).click();
  await plain.getByLabel("Customer's name").fill("Nora");
  await plain.getByLabel("Customer's e-mail").fill("nora@example.org");
  await plain.getByRole("button", { name: "Book", exact: true }).click();
  await expect(plain.getByRole("dialog", { name: "Hall: Nora" })).toBeVisible();
  await plain.getByText("Cancel this booking…").click();
  await plain.getByRole("button", { name: "Cancel booking" }).click();
  await expect(plain.getByRole("dialog").getByText("The booking is cancelled; no fee is due.")).toBeVisible();
  await context.close();
});
