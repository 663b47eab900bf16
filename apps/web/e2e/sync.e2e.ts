import { book, tomorrowAt } from "./booking-steps.ts";
import { watchConsole } from "./console.ts";
import { expect, test } from "./fixtures.ts";
import { connectAccount, linkCalendar, syncNow } from "./integration-steps.ts";
import { overflowAt320, picture } from "./screens.ts";
import { control, eventOf } from "./simulator.ts";
import { createRoom, signUp, timeZone } from "./studio.ts";

const BEN = "ben@harbour-studio.example";

test("a failed reading is told, tried again and gone; a moved event is decided on the screen", async ({
  page,
  server,
}, testInfo) => {
  const problems = watchConsole(page);
  await signUp(page, "Sync Owner");
  const productId = await createRoom(page, "Quiet room");
  await page.getByRole("link", { name: "Sync", exact: true }).click();
  await expect(page.getByText("All is well: nothing that was to happen")).toBeVisible();
  await expect(page.getByRole("region", { name: "Scheduled checks" })).toContainText(
    "Calendars are checked every 15 minutes",
  );
  await picture(page, testInfo, "01-well");
  await page.getByRole("link", { name: "Conflicts" }).click();
  await expect(page.getByText("All is well: bookings and calendars agree.")).toBeVisible();

  await connectAccount(page, "Google", BEN);
  await linkCalendar(page, "Ben Lind", "Quiet room");
  await syncNow(page, "Ben Lind");

  // A calendar that cannot be found is not tried again by the job.
  await control(server, "POST", "faults", {
    preset: "calendarNotFound",
    match: { account: BEN },
    times: null,
  });
  await page.getByRole("button", { name: "Sync now: Ben Lind" }).click();
  await expect(page.getByRole("status").filter({ hasText: "This calendar was deleted" })).toBeVisible();
  await page.getByRole("link", { name: "Sync", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Reading a calendar" })).toBeVisible();
  const failure = page.getByRole("listitem").filter({ hasText: "Calendar “Ben Lind”" });
  // A notification may have asked for it as well.
  await expect(failure.first()).toContainText("What it was about is not there any more");
  await expect(failure.first()).toContainText(/Next try by itself on .* \(Europe\/Berlin\) at the latest/);
  await picture(page, testInfo, "02-failure");
  expect(await overflowAt320(page)).toBe(0);

  await control(server, "DELETE", "faults");
  await failure.first().getByRole("button", { name: "Retry now" }).click();
  await expect(page.getByText("It is tried again now.")).toBeVisible();
  await expect(failure).toHaveCount(0);
  await page.getByRole("link", { name: "Runs" }).click();
  const runs = page.getByRole("main").getByRole("listitem");
  await expect(runs.first()).toContainText("Succeeded");
  await expect(runs.first()).toContainText(`(${timeZone})`);
  await page.getByRole("link", { name: "Failed", exact: true }).click();
  await expect(runs.first()).toContainText("This calendar was deleted or is no longer shared");
  await picture(page, testInfo, "03-runs");

  // Somebody moves the event of a booking in the calendar.
  const bookingId = await book(page, productId, { hour: 15, name: "Carla Diaz" });
  const event = await eventOf(server, "Quiet room: Carla Diaz");
  await control(server, "PATCH", `events/${event.id}`, {
    ...{ provider: "google", account: BEN, calendarId: event.calendarId },
    event: { start: { dateTime: tomorrowAt(18) }, end: { dateTime: tomorrowAt(19) } },
  });
  await page.getByRole("link", { name: /^Conflicts/ }).click();
  const conflict = page.getByRole("listitem").filter({ hasText: "Carla Diaz" });
  await expect(conflict).toContainText("In “Ben Lind” the event now begins on", { timeout: 20_000 });
  await picture(page, testInfo, "04-conflict");
  expect(await overflowAt320(page)).toBe(0);
  await conflict.getByRole("button", { name: "Move the booking" }).click();
  await expect(page.getByText("The booking is moved to the time of its event.")).toBeVisible();
  await expect(page.getByText("All is well: bookings and calendars agree.")).toBeVisible();
  await page.getByRole("link", { name: "Settled" }).click();
  await expect(conflict).toContainText("The booking was moved to its event.");
  await page.goto(`/booking/bookings/${bookingId}`);
  await expect(page.getByText(`18:00–19:00 (${timeZone})`)).toBeVisible();
  expect(problems).toEqual([]);
});
