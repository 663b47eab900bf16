import { expect, test } from "vitest";
import { ANN } from "../index.ts";
import { connect, refusal, testSimulator } from "../test-client.ts";

const calendarId = "series@group.calendar.google.example";
const zone = "Europe/Berlin";
const eventId = "series0";

/** A weekly series of four Thursdays at nine across the spring change of 2027, and a listing made after it. */
async function setUp() {
  const simulator = await testSimulator();
  const place = { provider: "google", account: ANN, id: calendarId, summary: "Series", timeZone: zone };
  await simulator.control("POST", "calendars", place);
  const { api } = await connect(simulator.url);
  const master = await api.events.insert({
    calendarId,
    requestBody: {
      id: eventId,
      summary: "Stand-up",
      start: { dateTime: "2027-03-18T09:00:00", timeZone: zone },
      end: { dateTime: "2027-03-18T09:30:00", timeZone: zone },
      recurrence: ["RRULE:FREQ=WEEKLY;COUNT=4"],
    },
  });
  const list = async (parameters: object = {}) =>
    (await api.events.list({ calendarId, singleEvents: true, ...parameters })).data;
  const syncToken = (await list()).nextSyncToken ?? "";
  const delta = async () =>
    ((await list({ syncToken })).items ?? []).map((event) => [
      event.id?.replace(`${eventId}_`, ""),
      event.status,
    ]);
  return { ...simulator, api, master: master.data, list, delta, syncToken };
}

const FIRST = "20270318T080000Z";
const SECOND = "20270325T080000Z";
const THIRD = "20270401T070000Z";
const FOURTH = "20270408T070000Z";

test("occurrences keep the wall time and name their series and original start", async () => {
  const { list, master } = await setUp();
  const { items } = await list();
  expect(items?.map((event) => [event.id, event.start?.dateTime])).toEqual([
    [`${eventId}_${FIRST}`, "2027-03-18T09:00:00+01:00"],
    [`${eventId}_${SECOND}`, "2027-03-25T09:00:00+01:00"],
    [`${eventId}_${THIRD}`, "2027-04-01T09:00:00+02:00"],
    [`${eventId}_${FOURTH}`, "2027-04-08T09:00:00+02:00"],
  ]);
  expect(items?.[0]).toMatchObject({
    recurringEventId: eventId,
    originalStartTime: { dateTime: "2027-03-18T09:00:00+01:00", timeZone: zone },
    iCalUID: master.iCalUID,
  });
  expect(items?.every((event) => event.recurrence === undefined)).toBe(true);
  const window = { timeMin: "2027-03-20T00:00:00Z", timeMax: "2027-04-02T00:00:00Z" };
  expect((await list(window)).items).toHaveLength(2);
});

test("unexpanded, the master is listed with its rule when any occurrence lies in the window", async () => {
  const { list } = await setUp();
  const found = await list({ singleEvents: false, timeMin: "2027-04-08T00:00:00Z" });
  expect(found.items).toMatchObject([{ id: eventId, recurrence: ["RRULE:FREQ=WEEKLY;COUNT=4"] }]);
  expect((await list({ singleEvents: false, timeMin: "2027-04-09T00:00:00Z" })).items).toEqual([]);
});

test("an occurrence can be moved alone; it keeps its id and original start", async () => {
  const { api, list, delta } = await setUp();
  const requestBody = {
    start: { dateTime: "2027-05-01T09:00:00", timeZone: zone },
    end: { dateTime: "2027-05-01T10:00:00", timeZone: zone },
  };
  const moved = await api.events.patch({ calendarId, eventId: `${eventId}_${SECOND}`, requestBody });
  expect(moved.data).toMatchObject({
    originalStartTime: { dateTime: "2027-03-25T09:00:00+01:00" },
    summary: "Stand-up",
  });
  expect((await list({ timeMin: "2027-04-20T00:00:00Z" })).items).toHaveLength(1);
  expect((await list()).items).toHaveLength(4);
  expect(await delta()).toEqual([[SECOND, "confirmed"]]);
});

test("an occurrence can be deleted alone, by id or by EXDATE, and a listing without expansion shows the hole", async () => {
  const { api, list, delta, syncToken } = await setUp();
  await api.events.delete({ calendarId, eventId: `${eventId}_${SECOND}` });
  expect(await delta()).toEqual([[SECOND, "cancelled"]]);
  const cancelled = (await list({ syncToken })).items?.[0];
  expect(Object.keys(cancelled ?? {}).sort()).toEqual(
    ["etag", "id", "kind", "originalStartTime", "recurringEventId", "status"].sort(),
  );
  expect((await list({ singleEvents: false })).items?.map((event) => event.status).sort()).toEqual([
    "cancelled",
    "confirmed",
  ]);
  const recurrence = ["RRULE:FREQ=WEEKLY;COUNT=4", `EXDATE;TZID=${zone}:20270401T090000`];
  await api.events.patch({ calendarId, eventId, requestBody: { recurrence } });
  expect((await list()).items?.map((event) => event.id)).toEqual([
    `${eventId}_${FIRST}`,
    `${eventId}_${FOURTH}`,
  ]);
  expect(await delta()).toEqual([
    [FIRST, "confirmed"],
    [SECOND, "cancelled"],
    [THIRD, "cancelled"],
    [FOURTH, "confirmed"],
  ]);
});

test("touching the series brings all its occurrences, or its master when the knob says so", async () => {
  const { api, delta, control } = await setUp();
  await api.events.patch({ calendarId, eventId, requestBody: { summary: "Renamed" } });
  expect(await delta()).toHaveLength(4);
  await control("POST", "settings", { incrementalReturnsMasters: true });
  expect(await delta()).toEqual([[eventId, "confirmed"]]);
});

test("moving the series cancels the old occurrences for incremental readers, and moving it back revives them", async () => {
  const { api, delta, list } = await setUp();
  const at = (hour: string) => ({
    start: { dateTime: `2027-03-18T${hour}:00:00`, timeZone: zone },
    end: { dateTime: `2027-03-18T${hour}:30:00`, timeZone: zone },
  });
  await api.events.patch({
    calendarId,
    eventId: `${eventId}_${SECOND}`,
    requestBody: { summary: "Special" },
  });
  await api.events.patch({ calendarId, eventId, requestBody: at("11") });
  const statuses = Object.fromEntries(await delta());
  expect([FIRST, SECOND, THIRD, FOURTH].map((id) => statuses[id])).toEqual(Array(4).fill("cancelled"));
  expect(Object.keys(statuses)).toHaveLength(8);
  expect((await list()).items?.map((event) => event.start?.dateTime?.slice(11, 13))).toEqual(
    Array(4).fill("11"),
  );
  await api.events.patch({ calendarId, eventId, requestBody: at("09") });
  expect((await list()).items?.map((event) => event.id)).toContain(`${eventId}_${SECOND}`);
  expect((await list()).items).toHaveLength(4);
});

test("deleting the series cancels every occurrence, exceptions included", async () => {
  const { api, delta, list } = await setUp();
  await api.events.patch({
    calendarId,
    eventId: `${eventId}_${SECOND}`,
    requestBody: { summary: "Special" },
  });
  await api.events.delete({ calendarId, eventId });
  expect((await list()).items).toEqual([]);
  expect(await delta()).toEqual([FIRST, SECOND, THIRD, FOURTH].map((id) => [id, "cancelled"]));
  expect(await refusal(api.events.delete({ calendarId, eventId: `${eventId}_${FIRST}` }))).toMatchObject({
    status: 410,
  });
});

test("instances lists one series with exceptions, windowed and paged", async () => {
  const { api, control } = await setUp();
  await api.events.patch({
    calendarId,
    eventId: `${eventId}_${SECOND}`,
    requestBody: { summary: "Special" },
  });
  await api.events.delete({ calendarId, eventId: `${eventId}_${THIRD}` });
  const instances = async (more: object = {}) =>
    (await api.events.instances({ calendarId, eventId, ...more })).data;
  const all = await instances();
  expect(all.items?.map((event) => event.summary)).toEqual(["Stand-up", "Special", "Stand-up"]);
  expect(all.nextSyncToken).toBeUndefined();
  expect((await instances({ showDeleted: true })).items).toHaveLength(4);
  expect((await instances({ timeMax: "2027-03-20T00:00:00Z" })).items).toHaveLength(1);
  expect((await instances({ originalStart: "2027-03-25T09:00:00+01:00" })).items).toMatchObject([
    { summary: "Special" },
  ]);
  await control("POST", "settings", { pageSize: 2 });
  const first = await instances();
  expect(first.items).toHaveLength(2);
  expect((await instances({ pageToken: first.nextPageToken })).items).toHaveLength(1);
});

test("whole-day series name their occurrences by date; an unknown occurrence is 404", async () => {
  const { api, list } = await setUp();
  const requestBody = {
    id: "dates0",
    start: { date: "2027-03-27" },
    end: { date: "2027-03-28" },
    recurrence: ["RRULE:FREQ=DAILY;COUNT=3"],
  };
  await api.events.insert({ calendarId, requestBody });
  const days = (await list()).items?.filter((event) => event.recurringEventId === "dates0");
  expect(days?.map((event) => [event.id, event.start?.date, event.end?.date])).toEqual([
    ["dates0_20270327", "2027-03-27", "2027-03-28"],
    ["dates0_20270328", "2027-03-28", "2027-03-29"],
    ["dates0_20270329", "2027-03-29", "2027-03-30"],
  ]);
  expect((await api.events.get({ calendarId, eventId: "dates0_20270328" })).data.originalStartTime).toEqual({
    date: "2027-03-28",
  });
  expect(await refusal(api.events.get({ calendarId, eventId: "dates0_20270427" }))).toMatchObject({
    status: 404,
  });
});

test("a timed series needs its zone, and instances needs a series", async () => {
  const { api } = await setUp();
  const hours = { start: { dateTime: "2027-03-18T09:00:00Z" }, end: { dateTime: "2027-03-18T10:00:00Z" } };
  const zoneless = { ...hours, recurrence: ["RRULE:FREQ=DAILY;COUNT=2"] };
  expect(await refusal(api.events.insert({ calendarId, requestBody: zoneless }))).toMatchObject({
    status: 400,
    message: "Missing time zone definition for start time.",
  });
  await api.events.insert({ calendarId, requestBody: { id: "single", ...hours } });
  expect(await refusal(api.events.instances({ calendarId, eventId: "single" }))).toMatchObject({
    status: 400,
  });
});
