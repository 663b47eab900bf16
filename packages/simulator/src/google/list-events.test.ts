import { expect, test } from "vitest";
import { ANN, BEN, SEED_CALENDARS } from "../index.ts";
import { connect, refusal, SCOPES, testSimulator } from "../test-client.ts";

const calendarId = "empty@group.calendar.google.example";

/** A simulator with an empty calendar in `timeZone`, and a client of its owner. */
async function setUp(timeZone = "Europe/Berlin") {
  const simulator = await testSimulator();
  await simulator.control("POST", "calendars", {
    provider: "google",
    account: ANN,
    id: calendarId,
    summary: "Empty",
    timeZone,
    access: { [BEN]: "reader" },
  });
  const { api } = await connect(simulator.url);
  const insert = (id: string, start: string, end: string, more: object = {}) =>
    api.events.insert({
      calendarId,
      requestBody: {
        id,
        start: start.length === 10 ? { date: start } : { dateTime: start },
        end: end.length === 10 ? { date: end } : { dateTime: end },
        ...more,
      },
    });
  const list = async (parameters: object = {}) => (await api.events.list({ calendarId, ...parameters })).data;
  const ids = async (parameters: object = {}) =>
    ((await list(parameters)).items ?? []).map((event) => event.id);
  return { ...simulator, api, insert, list, ids };
}

test("timeMin bounds the end and timeMax the start, both exclusively", async () => {
  const { insert, ids } = await setUp();
  await insert("before", "2026-11-24T08:00:00Z", "2026-11-24T09:00:00Z");
  await insert("across", "2026-11-24T08:30:00Z", "2026-11-24T09:30:00Z");
  await insert("a0inside", "2026-11-24T09:00:00Z", "2026-11-24T10:00:00Z");
  await insert("b0later", "2026-11-24T10:00:00Z", "2026-11-24T11:00:00Z");
  const window = { timeMin: "2026-11-24T09:00:00Z", timeMax: "2026-11-24T10:00:00Z" };
  expect(await ids({ ...window, singleEvents: true, orderBy: "startTime" })).toEqual(["across", "a0inside"]);
});

test("whole days begin and end at midnight of the calendar's zone", async () => {
  const { insert, ids } = await setUp("Pacific/Auckland");
  await insert("date01", "2026-12-01", "2026-12-02");
  expect(await ids({ timeMax: "2026-11-30T11:00:00Z" })).toEqual([]);
  expect(await ids({ timeMax: "2026-11-30T11:00:01Z" })).toEqual(["date01"]);
  expect(await ids({ timeMin: "2026-12-01T11:00:00Z" })).toEqual([]);
});

test("times are written in the zone asked for, with the event's own zone beside them", async () => {
  const { insert, list } = await setUp();
  const zone = { start: { dateTime: "2026-11-24T09:00:00", timeZone: "America/New_York" } };
  await insert("there0", "2026-11-24T14:00:00Z", "2026-11-24T15:00:00Z", zone);
  const dateTimes = async (parameters: object) => (await list(parameters)).items?.map((event) => event.start);
  expect(await dateTimes({})).toEqual([
    { dateTime: "2026-11-24T15:00:00+01:00", timeZone: "America/New_York" },
  ]);
  expect(await dateTimes({ timeZone: "Asia/Tokyo" })).toEqual([
    { dateTime: "2026-11-24T23:00:00+09:00", timeZone: "America/New_York" },
  ]);
});

test("pages follow each other; the sync token stands on the last one only", async () => {
  const { insert, list } = await setUp();
  for (const id of ["aaaaa", "bbbbb", "ccccc"])
    await insert(id, "2026-11-24T08:00:00Z", "2026-11-24T09:00:00Z");
  const first = await list({ maxResults: 2 });
  expect(first.items?.map((event) => event.id)).toEqual(["aaaaa", "bbbbb"]);
  expect(first.nextSyncToken).toBeUndefined();
  const last = await list({ maxResults: 2, pageToken: first.nextPageToken });
  expect(last.items?.map((event) => event.id)).toEqual(["ccccc"]);
  expect(last.nextPageToken).toBeUndefined();
  expect(last.nextSyncToken).toBeTruthy();
});

test("what changes between pages is neither skipped nor repeated, and the token brings it", async () => {
  const { api, insert, list, ids } = await setUp();
  for (const id of ["bbbbb", "ddddd", "fffff"])
    await insert(id, "2026-11-24T08:00:00Z", "2026-11-24T09:00:00Z");
  const first = await list({ maxResults: 2 });
  await insert("aaaaa", "2026-11-24T08:00:00Z", "2026-11-24T09:00:00Z");
  await api.events.delete({ calendarId, eventId: "ddddd" });
  const last = await list({ maxResults: 2, pageToken: first.nextPageToken });
  expect(last.items?.map((event) => event.id)).toEqual(["fffff"]);
  expect(await ids({ syncToken: last.nextSyncToken })).toEqual(["aaaaa", "ddddd"]);
});

test("a sync token brings every change of the whole calendar, whatever the window was", async () => {
  const { api, insert, list } = await setUp();
  await insert("kept0", "2026-11-24T08:00:00Z", "2026-11-24T09:00:00Z");
  await insert("gone0", "2026-11-24T08:00:00Z", "2026-11-24T09:00:00Z", { summary: "Secret" });
  const window = { timeMin: "2026-11-24T00:00:00Z", timeMax: "2026-11-25T00:00:00Z" };
  const { nextSyncToken: syncToken } = await list({ ...window, singleEvents: true });
  await api.events.delete({ calendarId, eventId: "gone0" });
  await insert("a0far", "2029-01-01T08:00:00Z", "2029-01-01T09:00:00Z");
  const delta = await list({ singleEvents: true, syncToken, maxResults: 10 });
  expect(delta.items?.map((event) => [event.id, event.status])).toEqual([
    ["a0far", "confirmed"],
    ["gone0", "cancelled"],
  ]);
  expect(Object.keys(delta.items?.[1] ?? {}).sort()).toEqual(["etag", "id", "kind", "status"]);
  const again = await list({ singleEvents: true, syncToken: delta.nextSyncToken });
  expect(again.items).toEqual([]);
  expect(again.nextSyncToken).toBeTruthy();
});

test("incremental pages repeat the sync token beside the page token", async () => {
  const { insert, list, api } = await setUp();
  const { nextSyncToken: syncToken } = await list();
  for (const id of ["aaaaa", "bbbbb"]) await insert(id, "2026-11-24T08:00:00Z", "2026-11-24T09:00:00Z");
  const first = await list({ syncToken, maxResults: 1 });
  const pageToken = first.nextPageToken ?? "";
  const last = await list({ syncToken, maxResults: 1, pageToken });
  expect([first, last].map((page) => page.items?.[0]?.id)).toEqual(["aaaaa", "bbbbb"]);
  const alone = api.events.list({ calendarId, maxResults: 1, pageToken });
  expect(await refusal(alone)).toMatchObject({ status: 400, reason: "invalid" });
});

test.each([
  { timeMin: "2026-11-24T00:00:00Z" },
  { timeMax: "2026-11-24T00:00:00Z" },
  { updatedMin: "2026-11-24T00:00:00Z" },
  { orderBy: "updated" },
  { q: "word" },
  { iCalUID: "uid" },
  { privateExtendedProperty: ["a=b"] },
  { sharedExtendedProperty: ["a=b"] },
  { showDeleted: false },
])("a sync token does not go with %j", async (parameter) => {
  const { api, list } = await setUp();
  const { nextSyncToken } = await list();
  const call = api.events.list({ calendarId, syncToken: nextSyncToken ?? "", ...parameter });
  expect(await refusal(call)).toEqual({
    status: 400,
    reason: "badRequest",
    message: "Sync token cannot be used with other request restrictions.",
  });
});

test("a sync token dies of other parameters (400), a reset, a change of access, or being foreign (410)", async () => {
  const { api, list, control } = await setUp();
  const syncToken = (await list({ singleEvents: true })).nextSyncToken ?? "";
  expect(await refusal(api.events.list({ calendarId, syncToken }))).toMatchObject({ status: 400 });
  const required = { status: 410, reason: "fullSyncRequired" };
  expect(await refusal(api.events.list({ calendarId: ANN, singleEvents: true, syncToken }))).toMatchObject(
    required,
  );
  expect(await refusal(api.events.list({ calendarId, syncToken: "made-up" }))).toMatchObject(required);
  await api.events.list({ calendarId, singleEvents: true, syncToken });
  await control("PATCH", `calendars/${calendarId}`, { provider: "google", access: { [BEN]: "writer" } });
  expect(await refusal(api.events.list({ calendarId, singleEvents: true, syncToken }))).toMatchObject(
    required,
  );
});

test("listings in an order of their own give no sync token", async () => {
  const { list } = await setUp();
  expect((await list({ orderBy: "updated" })).nextSyncToken).toBeUndefined();
  expect((await list({ updatedMin: "2026-11-20T00:00:00Z" })).nextSyncToken).toBeUndefined();
});

test("filters: deleted, words, iCalUID, private property, type, last change", async () => {
  const { api, insert, ids } = await setUp();
  const hours = ["2026-11-24T08:00:00Z", "2026-11-24T09:00:00Z"] as const;
  await insert("tagged", ...hours, { extendedProperties: { private: { booking: "7" } } });
  await insert("named0", ...hours, { summary: "Board Meeting", iCalUID: "board@example" });
  await insert("gone00", ...hours);
  await api.events.delete({ calendarId, eventId: "gone00" });
  expect(await ids()).toEqual(["named0", "tagged"]);
  expect(await ids({ showDeleted: true })).toEqual(["gone00", "named0", "tagged"]);
  expect(await ids({ updatedMin: "2026-11-24T00:00:00Z" })).toHaveLength(3);
  expect(await ids({ q: "meeting board" })).toEqual(["named0"]);
  expect(await ids({ iCalUID: "board@example" })).toEqual(["named0"]);
  expect(await ids({ privateExtendedProperty: ["booking=7"] })).toEqual(["tagged"]);
  expect(await ids({ privateExtendedProperty: ["booking=8"] })).toEqual([]);
  expect(await ids({ eventTypes: ["focusTime"] })).toEqual([]);
});

test.each([
  [{ nonsense: "1" }, 400, /Unknown name ..nonsense/],
  [{ timeMin: "2026-11-24T00:00:00" }, 400, /timeMin/],
  [{ timeMin: "2026-11-25T00:00:00Z", timeMax: "2026-11-24T00:00:00Z" }, 400, /time range is empty/],
  [{ orderBy: "startTime" }, 400, /ordering is not available/],
  [{ orderBy: "colour" }, 400, /colour/],
  [{ maxResults: "many" }, 400, /maxResults/],
  [{ maxResults: "0" }, 400, /maxResults/],
  [{ singleEvents: "yes" }, 400, /boolean/],
  [{ timeZone: "Mars/Olympus" }, 400, /time zone/],
  [{ eventTypes: "party" }, 400, /party/],
  [{ pageToken: "made-up" }, 400, /page token/],
  [{ updatedMin: "2020-01-01T00:00:00Z" }, 410, /too far in the past/],
])("refuses %j", async (parameters, status, message) => {
  const { url } = await testSimulator();
  const { tokens } = await connect(url);
  const query = new URLSearchParams(parameters as Record<string, string>);
  const response = await fetch(`${url}/google/calendar/v3/calendars/primary/events?${query}`, {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  });
  expect(response.status).toBe(status);
  expect(await response.text()).toMatch(message);
});

test("an unknown or unseen calendar is 404, a deleted one becomes 404, primary is an alias", async () => {
  const { api, control } = await setUp();
  const missing = { status: 404, reason: "notFound" };
  expect(await refusal(api.events.list({ calendarId: "nobody@example" }))).toMatchObject(missing);
  expect(await refusal(api.events.list({ calendarId: "constructor" }))).toMatchObject(missing);
  expect(await refusal(api.events.get({ calendarId, eventId: "constructor" }))).toMatchObject(missing);
  expect(await refusal(api.events.list({ calendarId: SEED_CALENDARS.ben }))).toMatchObject(missing);
  expect((await api.events.list({ calendarId: "primary" })).data.summary).toBe("Ann Berg");
  await control("DELETE", `calendars/${calendarId}`);
  expect(await refusal(api.events.list({ calendarId }))).toMatchObject(missing);
});

test("a caller who may only see free and busy gets no details", async () => {
  const { url } = await testSimulator();
  const { api } = await connect(url, { ask: [SCOPES.freeBusy] });
  const { data } = await api.events.list({ calendarId: "primary", singleEvents: true });
  expect(data.accessRole).toBe("freeBusyReader");
  expect(data.items?.length).toBeGreaterThan(0);
  expect(data.items?.every((event) => event.summary === undefined && event.attendees === undefined)).toBe(
    true,
  );
});

test("without a token 401 required, with a dead one 401 authError, and what is not simulated says so", async () => {
  const { url } = await testSimulator();
  const path = `${url}/google/calendar/v3/calendars/primary/events`;
  const reasons = async (headers: Record<string, string>) => {
    const response = await fetch(path, { headers });
    const { error } = (await response.json()) as { error: { code: number; errors: { reason: string }[] } };
    return [response.status, error.code, error.errors[0]?.reason];
  };
  expect(await reasons({})).toEqual([401, 401, "required"]);
  expect(await reasons({ authorization: "Bearer ya29.made-up" })).toEqual([401, 401, "authError"]);
  const { api } = await connect(url);
  const moved = api.events.move({ calendarId: "primary", eventId: "x", destination: "y" });
  expect(await refusal(moved)).toMatchObject({ status: 501, reason: "notImplemented" });
});
