import { request } from "node:http";
import { expect, test } from "vitest";
import { ANN, BEN, SEED_CALENDARS } from "../index.ts";
import { connect, testSimulator } from "../test-client.ts";

const calendarId = SEED_CALENDARS.meetingRoom;
const place = { account: ANN, calendarId };

async function setUp() {
  const simulator = await testSimulator();
  const { api } = await connect(simulator.url);
  const page = async () => (await fetch(simulator.url)).text();
  const send = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${simulator.url}/page/${path}`, {
      method: "POST",
      body: new URLSearchParams(form),
      redirect: "manual",
      headers,
    });
  const titles = async () =>
    ((await api.events.list({ calendarId })).data.items ?? []).map((event) => event.summary);
  return { ...simulator, api, page, send, titles };
}

test("shows accounts, calendars and the coming events with their zone and what is special about them", async () => {
  const { page } = await setUp();
  const text = await page();
  for (const shown of [
    "Ann Berg",
    "Ben Lind",
    "Meeting room",
    "Holidays in Germany",
    "Board meeting",
    "Team meeting",
  ]) {
    expect(text).toContain(shown);
  }
  expect(text).toContain("Tue 24 Nov 10:00 to 11:30 Europe/Berlin");
  for (const mark of ["tentative", "declined", "shows as free", "one of a series", "all day"])
    expect(text).toContain(mark);
  expect(text).not.toContain("<script");
});

test("marks what the app made", async () => {
  const { api, page } = await setUp();
  expect(await page()).not.toContain("made by the app");
  const requestBody = {
    summary: "Booking",
    start: { dateTime: "2026-11-26T09:00:00Z" },
    end: { dateTime: "2026-11-26T10:00:00Z" },
    extendedProperties: { private: { booking: "7" } },
  };
  await api.events.insert({ calendarId, requestBody });
  expect(await page()).toContain("made by the app");
});

test("adds, moves and deletes an event by form", async () => {
  const { api, send, page, titles } = await setUp();
  const hours = { start: "2026-11-27T09:00", end: "2026-11-27T10:00" };
  const added = await send("events/add", { ...place, title: "By hand", ...hours });
  expect([added.status, added.headers.get("location")?.split("#")[0]]).toEqual([303, "/?done=added"]);
  const event = (await api.events.list({ calendarId, q: "By hand" })).data.items?.[0];
  expect(event?.start?.dateTime).toBe("2026-11-27T09:00:00+01:00");
  const eventId = event?.id ?? "";
  const later = { start: "2026-11-28T09:00", end: "2026-11-28T10:00" };
  expect((await send("events/move", { ...place, eventId, title: "Moved", ...later })).status).toBe(303);
  expect(await page()).toContain("Sat 28 Nov 09:00 to 10:00 Europe/Berlin");
  expect(await titles()).toContain("Moved");
  expect((await send("events/delete", { ...place, eventId })).status).toBe(303);
  expect(await titles()).not.toContain("Moved");
});

test("whole days are entered by their first and last day", async () => {
  const { api, send, page } = await setUp();
  const days = { start: "2026-11-27T09:00", end: "2026-11-28T10:00", allDay: "on" };
  await send("events/add", { ...place, title: "Closed", ...days });
  const event = (await api.events.list({ calendarId, q: "Closed" })).data.items?.[0];
  expect([event?.start, event?.end]).toEqual([{ date: "2026-11-27" }, { date: "2026-11-29" }]);
  expect(await page()).toContain("Fri 27 Nov to Sat 28 Nov, all day");
});

test("says what is wrong with a form and changes nothing", async () => {
  const { send, titles } = await setUp();
  const hours = { start: "2026-11-27T09:00", end: "2026-11-27T08:00" };
  const backwards = await send("events/add", { ...place, title: "Backwards", ...hours });
  expect(backwards.status).toBe(400);
  expect(await backwards.text()).toContain("Not done: The specified time range is empty.");
  const nameless = await send("events/add", { ...place, title: " ", ...hours });
  expect(await nameless.text()).toContain("title: is missing");
  const nowhere = await send("events/delete", { ...place, calendarId: "none", eventId: "x" });
  expect(nowhere.status).toBe(404);
  expect(await titles()).toHaveLength(4);
});

test("text that people enter is shown, not run", async () => {
  const { send, page } = await setUp();
  const hours = { start: "2026-11-27T09:00", end: "2026-11-27T10:00" };
  await send("events/add", { ...place, title: '<img src=x onerror="alert(1)">', ...hours });
  expect(await page()).toContain("&lt;img src=x");
  expect(await page()).not.toContain("<img");
});

test("revokes an app's access", async () => {
  const { api, page, send } = await setUp();
  expect(await page()).toContain("An app is connected");
  expect((await send("revoke", { account: ANN })).status).toBe(303);
  expect(await page()).not.toContain("An app is connected");
  await expect(api.calendarList.list()).rejects.toMatchObject({ status: 401 });
});

test("other sites can neither post forms nor reach it under a rebound name", async () => {
  const { url, send, titles } = await setUp();
  const form = { ...place, title: "Foreign", start: "2026-11-27T09:00", end: "2026-11-27T10:00" };
  expect((await send("events/add", form, { origin: "https://evil.example" })).status).toBe(403);
  expect((await send("events/add", form, { origin: "null" })).status).toBe(403);
  const reset = await fetch(`${url}/__sim/reset`, {
    method: "POST",
    headers: { origin: "https://evil.example" },
  });
  expect(reset.status).toBe(403);
  expect(await titles()).not.toContain("Foreign");
  expect((await send("events/add", form, { origin: url })).status).toBe(303);
  expect(await statusUnderHost(url, "evil.example")).toBe(403);
  expect(await statusUnderHost(url, `localhost:${new URL(url).port}`)).toBe(200);
});

test("a public URL's host name is answered to", async () => {
  const { url } = await testSimulator({ publicUrl: "http://calendar-simulator:4100/" });
  expect(url).toBe("http://calendar-simulator:4100");
});

test("a reader is offered no forms", async () => {
  const { page } = await setUp();
  const text = await page();
  const bens = text.slice(text.indexOf(`<section id="${BEN}"`));
  const shared = bens.slice(
    bens.indexOf("Meeting room"),
    bens.indexOf("</section>", bens.indexOf("Meeting room")),
  );
  expect(shared).toContain("Board meeting");
  expect(shared).not.toContain("<form");
});

/** fetch does not let a caller choose the Host header, node:http does. */
function statusUnderHost(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on("error", reject);
    sent.end();
  });
}
