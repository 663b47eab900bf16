import type { Browser, Page } from "@playwright/test";
import { book, call, setTerms } from "./booking-steps.ts";
import { watchConsole } from "./console.ts";
import { expect, test } from "./fixtures.ts";
import type { RunningServer } from "./server.ts";
import { createRoom, password, signUp, timeZone, tomorrow } from "./studio.ts";

test("a late cancellation says its fee before it costs it, and keeps what is due", async ({ page }) => {
  const problems = watchConsole(page);
  await signUp(page, "Fee Owner");
  const productId = await createRoom(page, "Hall");
  await setTerms(page, productId, {
    priceMinor: 8000,
    currency: "EUR",
    cancellationFreeUntilMinutes: 10_080,
    cancellationFeeMinor: 2500,
  });
  await book(page, productId, { hour: 10, name: "Late Larry" });
  await book(page, productId, { hour: 12, name: "Kind Kim" });
  await page.goto("/booking");
  await page.getByRole("link", { name: /^Late Larry/ }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByText("Cancel this booking…").click();
  await expect(drawer.getByText(/Cancelling now costs €25\.00; it was free until/)).toBeVisible();
  await drawer.getByRole("button", { name: "Cancel booking" }).click();
  await expect(drawer.getByText(/€25\.00/).first()).toBeVisible();
  await drawer.getByRole("link", { name: "Close" }).click();

  // Whoever may set rules aside can let it be free.
  await page.getByRole("link", { name: /^Kind Kim/ }).click();
  await drawer.getByText("Cancel this booking…").click();
  await drawer.getByLabel("Waive the fee").check();
  await drawer.getByRole("button", { name: "Cancel booking" }).click();
  await expect(drawer.getByText("The booking is cancelled; no fee is due.")).toBeVisible();
  expect(problems).toEqual([]);
});

test("a weekly booking shows which of its times are taken, and books the others", async ({ page }) => {
  const problems = watchConsole(page);
  await signUp(page, "Series Owner");
  const productId = await createRoom(page, "Court");
  const day = `/availability?product=${productId}&view=day&date=${tomorrow()}`;
  const repeat = async (name: string, count: string, onConflict: string) => {
    await page.goto(day);
    await page.getByRole("link", { name: /^Book 12:00–13:00/ }).click();
    await page.getByLabel("Customer's name").fill(name);
    await page.getByLabel("Customer's e-mail").fill(`${name.toLowerCase()}@example.org`);
    await page.getByText("Repeat…").click();
    await page.getByLabel("Repeats").selectOption("DAILY");
    await page.getByLabel("Times", { exact: true }).fill(count);
    await page.getByLabel(onConflict).check();
  };
  // Somebody has the third day already.
  const third = new Date(Date.parse(`${tomorrow()}T00:00:00Z`) + 2 * 86_400_000).toISOString().slice(0, 10);
  const schedule = await call(page, "booking.create", {
    productId,
    start: await instantOn(page, productId, third),
    durationMinutes: 60,
    customer: { name: "Early", email: "early@example.org" },
  });
  expect(schedule.status).toBe("confirmed");

  await repeat("Weekly", "4", "Book none");
  await page.getByRole("button", { name: "Show all times" }).click();
  await expect(page.getByText(`4 times in ${timeZone}, 1 of them not free`)).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "12:00–13:00: booked" })).toBeVisible();
  await page.getByRole("button", { name: "Book", exact: true }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await page.getByLabel("Leave it out").check();
  await page.getByRole("button", { name: "Book", exact: true }).click();
  await expect(page).toHaveURL(/\/booking\/series\//);
  await expect(page.getByText(/3 standing/)).toBeVisible();
  expect(problems).toEqual([]);
});

test("a viewer sees, and is told who can change what", async ({ page, browser, server }) => {
  await signUp(page, "Viewed Owner");
  const productId = await createRoom(page, "Studio");
  const bookingId = await book(page, productId, { hour: 10, name: "Carla Diaz" });
  const viewer = await joinAs(page, { browser, server, role: "viewer", email: "journey.viewer@example.org" });

  await viewer.goto(`/availability?product=${productId}&view=day&date=${tomorrow()}`);
  await expect(
    viewer.getByText(/Your role \(viewer\) does not let you make or change bookings/),
  ).toBeVisible();
  await expect(viewer.getByText("10:00–11:00 Carla Diaz").first()).toBeVisible();
  await expect(viewer.getByRole("link", { name: /^Book \d/ })).toHaveCount(0);
  await viewer.goto(`/booking/bookings/${bookingId}`);
  const drawer = viewer.getByRole("dialog");
  await expect(drawer.getByText("Carla Diaz").first()).toBeVisible();
  await expect(drawer.getByRole("button", { name: "Check in" })).toHaveCount(0);
  await expect(drawer.getByText("Cancel this booking…")).toHaveCount(0);

  // What a screen does not offer, the server refuses all the same.
  const refused = ["/products/new", `/availability/book?product=${productId}`, "/booking/locations/new"];
  for (const path of [...refused, "/integrations", "/integrations/google", "/sync"]) {
    const answer = await viewer.goto(path);
    expect(answer?.status(), path).toBe(403);
    await expect(viewer.getByText(/An owner or admin can change your role/)).toBeVisible();
  }
  const nav = viewer.getByRole("navigation", { name: "Main" });
  await expect(nav.getByRole("link", { name: "Customers" })).toBeVisible();
  await expect(nav.getByRole("link", { name: /Integrations|Sync/ })).toHaveCount(0);
  const answer = await viewer.request.post(`${server.url}/trpc/booking.cancel`, {
    data: { bookingId, reason: "" },
    headers: { Origin: server.url },
  });
  expect(answer.status()).toBe(403);
  await viewer.context().close();

  // A mistyped address is the reader's to mend, not a fault of ours.
  const mistyped = await page.goto("/availability?product=x");
  expect(mistyped?.status()).toBe(400);
  await expect(page.getByText(/This address is not understood: productIds/)).toBeVisible();
});

/** A second person who followed an invitation of the first, in a browser of their own. */
async function joinAs(
  owner: Page,
  guest: { browser: Browser; server: RunningServer; role: string; email: string },
): Promise<Page> {
  await owner.goto("/settings/members");
  const form = owner.getByRole("region", { name: "Invite somebody" });
  await form.getByLabel("E-mail").fill(guest.email);
  await form.getByLabel("Role").selectOption(guest.role);
  await form.getByRole("button", { name: "Create invitation" }).click();
  const link = await owner.getByLabel("Invitation link").inputValue();
  const context = await guest.browser.newContext({ baseURL: guest.server.url });
  const page = await context.newPage();
  await page.goto(link);
  await page
    .getByRole("link", { name: /create/i })
    .first()
    .click();
  await page.getByLabel("Your name").fill(guest.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("button", { name: /join|accept/i }).click();
  await expect(page).not.toHaveURL(/invitations/);
  return page;
}

/** The instant of noon in Berlin on a date, as the screens offer it. */
async function instantOn(page: Page, productId: string, date: string): Promise<string> {
  await page.goto(`/availability?product=${productId}&view=day&date=${date}`);
  const href = await page.getByRole("link", { name: /^Book 12:00–13:00/ }).getAttribute("href");
  return new URL(href ?? "", page.url()).searchParams.get("start") ?? "";
}
