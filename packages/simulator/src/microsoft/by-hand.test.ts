import { expect, test } from "vitest";
import { CLEO, SEED_MICROSOFT_CALENDARS } from "../index.ts";
import { hour, TAG, testGraph } from "./test-client.ts";

const calendarId = SEED_MICROSOFT_CALENDARS.treatmentRoom;
const place = { provider: "microsoft", account: CLEO, calendarId };
const events = `/me/calendars/${calendarId}/events`;
const WINDOW = "startDateTime=2026-11-23T00:00:00Z&endDateTime=2026-12-14T00:00:00Z";
const weekly = {
  pattern: { type: "weekly", interval: 1, daysOfWeek: ["wednesday"] },
  range: { type: "numbered", startDate: "2026-11-25", numberOfOccurrences: 3 },
};

test("the owner declines a meeting that another person organises", async () => {
  const { graph, control } = await testGraph();
  const organizer = { emailAddress: { name: "Vendor", address: "sales@vendor.example" } };
  const event = hour("2026-11-25T09:00:00", { isOrganizer: false, organizer });
  const { body } = await control("POST", "events", { ...place, event });
  const declined = { responseStatus: { response: "declined" } };
  await control("PATCH", `events/${body.id}`, { ...place, event: declined });
  expect((await graph("GET", `/me/events/${body.id}`)).body).toMatchObject({ ...declined, organizer });
});

test("one occurrence of a series is moved and another deleted; the rest stays", async () => {
  const { graph, control } = await testGraph();
  const series = await graph("POST", events, hour("2026-11-25T09:00:00", { recurrence: weekly }));
  const instances = () => graph("GET", `/me/events/${series.body.id}/instances?${WINDOW}`);
  const [first, second] = (await instances()).body.value;
  const { subject: _, ...later } = hour("2026-11-26T09:00:00");
  await control("PATCH", `events/${first.id}`, { ...place, event: later });
  await control("DELETE", `events/${second.id}`, place);
  const told = (await instances()).body.value.map(({ type, start }: { type: string; start: object }) => ({
    type,
    ...start,
  }));
  expect(told).toMatchObject([
    { type: "exception", dateTime: "2026-11-26T09:00:00.0000000" },
    { type: "occurrence", dateTime: "2026-12-09T09:00:00.0000000" },
  ]);
});

test("a move to another calendar changes the mutable id alone", async () => {
  const { graph, control } = await testGraph();
  const mutable = { prefer: 'outlook.timezone="UTC"' };
  const { body } = await graph("POST", events, hour("2026-11-25T09:00:00"));
  const [listed] = (
    await graph("GET", `/me/calendars/${calendarId}/calendarView?${WINDOW}`, undefined, mutable)
  ).body.value.filter(({ subject }: { subject: string }) => subject === "Booking");
  await control("POST", `events/${body.id}/move`, { ...place, to: SEED_MICROSOFT_CALENDARS.cleo });
  expect((await graph("GET", `/me/events/${listed.id}`)).status).toBe(404);
  const kept = await graph("GET", `/me/events/${body.id}`, undefined, mutable);
  expect(kept.body.id).not.toBe(listed.id);
});

test("the page shows Microsoft's calendars and takes changes by hand", async () => {
  const { url, graph } = await testGraph();
  const page = async () => (await fetch(url)).text();
  expect(await page()).toContain("Cleo Stern");
  expect(await page()).toContain("shows as out of office");
  expect(await page()).not.toContain("made by the app");
  await graph(
    "POST",
    events,
    hour("2026-11-25T09:00:00", { singleValueExtendedProperties: [{ id: TAG, value: "a" }] }),
  );
  expect(await page()).toContain("made by the app");
  const form = {
    account: CLEO,
    calendarId,
    title: "By hand",
    start: "2026-11-27T00:00",
    end: "2026-11-27T00:00",
  };
  const added = await fetch(`${url}/page/events/add`, {
    method: "POST",
    body: new URLSearchParams({ ...form, allDay: "on" }),
    redirect: "manual",
  });
  expect(added.status).toBe(303);
  const { body } = await graph("GET", events);
  const made = body.value.find(({ subject }: { subject: string }) => subject === "By hand");
  expect(made).toMatchObject({ isAllDay: true, end: { dateTime: "2026-11-28T00:00:00.0000000" } });
});

test("a meeting's attendees are mailed whatever is written, and once for each change", async () => {
  const { graph, control } = await testGraph();
  const attendees = [
    { emailAddress: { address: "guest@elsewhere.example", name: "Guest" }, type: "required" },
  ];
  const { body } = await graph("POST", events, hour("2026-11-25T09:00:00", { attendees }));
  await graph("PATCH", `/me/events/${body.id}`, { subject: "Other" });
  await graph("DELETE", `/me/events/${body.id}`);
  const { mails } = (await control("GET", "state")).body;
  expect(mails.map(({ kind }: { kind: string }) => kind)).toEqual(["invitation", "update", "cancellation"]);
});

test.each([
  ["no end", { end: undefined }, "ErrorPropertyValidationFailure"],
  [
    "an end before the start",
    { end: { dateTime: "2026-11-25T08:00:00", timeZone: "UTC" } },
    "ErrorCalendarEndDateIsEarlierThanStartDate",
  ],
  [
    "a zone nobody knows",
    { start: { dateTime: "2026-11-25T09:00:00", timeZone: "Mars" } },
    "TimeZoneNotSupportedException",
  ],
  ["a whole day with hours", { isAllDay: true }, "ErrorPropertyValidationFailure"],
  ["a field that events do not have", { colour: "red" }, "RequestBodyRead"],
])("%s is refused", async (_, change, code) => {
  const { graph } = await testGraph();
  const refused = await graph("POST", events, { ...hour("2026-11-25T09:00:00"), ...change });
  expect(refused).toMatchObject({ status: 400, body: { error: { code } } });
});
