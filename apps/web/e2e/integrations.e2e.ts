import { tomorrowAt } from "./booking-steps.ts";
import { watchConsole } from "./console.ts";
import { expect, test } from "./fixtures.ts";
import {
  allow,
  bookHour,
  cancelBooking,
  connectAccount,
  dayOf,
  expectBusy,
  expectNoEvent,
  linkCalendar,
  syncNow,
} from "./integration-steps.ts";
import { overflowAt320, picture } from "./screens.ts";
import { control, eventOf } from "./simulator.ts";
import { createRoom, signUp } from "./studio.ts";

const BEN = "ben@harbour-studio.example";
const CLEO = "cleo@harbour-clinic.example";

test("an account whose consent was taken back says so, and connected again keeps its links", async ({
  page,
  server,
}, testInfo) => {
  const problems = watchConsole(page);
  await signUp(page, "Reconnect Owner");
  await createRoom(page, "Den");
  await connectAccount(page, "Google", BEN);
  await linkCalendar(page, "Ben Lind", "Den");
  await syncNow(page, "Ben Lind");
  const account = page.getByRole("region", { name: BEN });
  await expect(account.getByText("Healthy")).toBeVisible();
  // Asked for by hand, or by the link a moment before: what is under way answers both.
  await expect(account.getByText(/asked for by/)).toBeVisible();
  await account.getByText("What this account lets us do").click();
  await picture(page, testInfo, "01-connected");
  expect(await overflowAt320(page)).toBe(0);

  // Off and on again; both are said.
  await account.getByRole("button", { name: "Switch sync off" }).click();
  await expect(page.getByText(`Saved. Sync of ${BEN} is off`)).toBeVisible();
  await account.getByRole("button", { name: "Switch sync on" }).click();
  await expect(page.getByText(`Saved. Sync of ${BEN} is on`)).toBeVisible();

  await control(server, "POST", `accounts/${BEN}/revoke`);
  await page.getByRole("button", { name: "Sync now: Ben Lind" }).click();
  await expect(account.getByText("Action needed").first()).toBeVisible();
  await expect(account.getByText(`Google no longer accepts our access for ${BEN}`).first()).toBeVisible();
  await expect(account.getByText("It is read again once the account is connected.")).toBeVisible();
  await picture(page, testInfo, "02-revoked");
  await account.getByRole("button", { name: "Reconnect" }).click();
  await allow(page, BEN);
  await expect(page.getByText("Its calendars are linked as they were.")).toBeVisible();
  await expect(account.getByText("Healthy")).toBeVisible();
  await expect(page.getByRole("form", { name: "Ben Lind and Den" })).toBeVisible();
  await syncNow(page, "Ben Lind");
  expect(problems).toEqual([]);
});

test("the same loop at Microsoft: an event takes time, a booking appears in Outlook and goes when cancelled", async ({
  page,
  server,
}, testInfo) => {
  const problems = watchConsole(page);
  await signUp(page, "Outlook Owner");
  const productId = await createRoom(page, "Treatment");
  await page.goto("/integrations/microsoft");
  await page.getByRole("button", { name: "Connect Microsoft account" }).click();
  await page.getByRole("button", { name: "Needs admin approval" }).click();
  await expect(page.getByText("only an administrator allow this app")).toBeVisible();
  await connectAccount(page, "Microsoft", CLEO);
  await linkCalendar(page, "Treatment room", "Treatment");
  await syncNow(page, "Treatment room");
  await picture(page, testInfo, "03-microsoft");

  const { calendarId } = await eventOf(server, "Deep cleaning");
  const zone = "Europe/Berlin";
  const wall = (hour: number) => ({ dateTime: tomorrowAt(hour).slice(0, 19), timeZone: zone });
  await control(server, "POST", "events", {
    ...{ provider: "microsoft", account: CLEO, calendarId },
    event: { subject: "Walk-in", start: wall(12), end: wall(13) },
  });
  await expectBusy(page, productId, "12:00–13:00");
  await bookHour(page, "19:00–20:00", { name: "Olga Brandt", email: "olga@example.org" });
  const event = await eventOf(server, "Treatment: Olga Brandt");
  expect(event.calendarId).toBe(calendarId);
  await page.goto(dayOf(productId));
  await cancelBooking(page, "19:00–20:00 Olga Brandt");
  await expectNoEvent(server, "Treatment: Olga Brandt");
  await page.goto(dayOf(productId));
  await expect(page.getByRole("link", { name: "Book 19:00–20:00" })).toBeVisible();
  expect(problems).toEqual([]);
});
