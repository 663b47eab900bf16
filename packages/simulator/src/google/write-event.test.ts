import { expect, test } from "vitest";
import { ANN, BEN, SEED_CALENDARS } from "../index.ts";
import { connect, refusal, SCOPES, testSimulator } from "../test-client.ts";

const calendarId = SEED_CALENDARS.meetingRoom;
const HOURS = { start: { dateTime: "2026-11-26T09:00:00Z" }, end: { dateTime: "2026-11-26T10:00:00Z" } };

const DAY = { start: { date: "2026-11-26" }, end: { date: "2026-11-27" } };

async function setUp() {
  const simulator = await testSimulator();
  const { api } = await connect(simulator.url);
  const insert = async (requestBody: object, more: object = {}) =>
    (await api.events.insert({ calendarId, requestBody: { ...HOURS, ...requestBody }, ...more })).data;
  const get = async (eventId: string) => (await api.events.get({ calendarId, eventId })).data;
  return { ...simulator, api, insert, get };
}

test("an inserted event is answered in full and read back the same", async () => {
  const { insert, get } = await setUp();
  const event = await insert({
    id: "bk00001",
    summary: "Booking",
    extendedProperties: { private: { booking: "7" } },
    attendees: [{ email: "guest@example.com" }],
  });
  expect(event).toMatchObject({
    kind: "calendar#event",
    id: "bk00001",
    status: "confirmed",
    etag: expect.stringMatching(/^"\d+"$/),
    iCalUID: "bk00001@google.com",
    sequence: 0,
    created: "2026-11-24T11:00:00.000Z",
    updated: "2026-11-24T11:00:00.000Z",
    start: { dateTime: "2026-11-26T10:00:00+01:00", timeZone: "Europe/Berlin" },
    extendedProperties: { private: { booking: "7" } },
    creator: { email: ANN },
    organizer: { email: calendarId, self: true },
    eventType: "default",
  });
  expect(await get("bk00001")).toEqual(event);
});

test.each([
  ["an id in capitals", { id: "ABCDE" }, "invalid", /resource id/],
  ["a short id", { id: "abcd" }, "invalid", /resource id/],
  ["no end", { end: null }, "required", /Missing end time/],
  [
    "an end before its start",
    { end: { dateTime: "2026-11-26T08:00:00Z" } },
    "timeRangeEmpty",
    /range is empty/,
  ],
  ["a day and a time", { end: { date: "2026-11-27" } }, "invalid", /both/],
  [
    "a day that does not exist",
    { start: { date: "2026-02-30" }, end: { date: "2026-03-02" } },
    "badRequest|invalid",
    /start/,
  ],
  [
    "an hour that does not exist",
    { start: { dateTime: "2026-11-26T25:00:00Z" } },
    "badRequest|invalid",
    /start|Invalid/,
  ],
  [
    "a wall time without a zone",
    { start: { dateTime: "2026-11-26T09:00:00" } },
    "badRequest|required",
    /start|zone/,
  ],
  [
    "an unknown zone",
    { start: { dateTime: "2026-11-26T09:00:00Z", timeZone: "Mars/Olympus" } },
    "invalid",
    /time zone definition for start/,
  ],
  ["an unknown field", { colour: "red" }, "badRequest", /additional properties/],
  ["a status that does not exist", { status: "perhaps" }, "badRequest", /status/],
  ["a cancelled event", { status: "cancelled" }, "invalid", /status/],
  ["a rule without a zone", { recurrence: ["RRULE:FREQ=DAILY"] }, "required", /time zone/],
  ["an unsupported rule", { ...DAY, recurrence: ["RRULE:FREQ=MONTHLY"] }, "invalid", /MONTHLY/],
  ["a long property key", { extendedProperties: { private: { ["k".repeat(45)]: "v" } } }, "invalid", /44/],
  ["a long property value", { extendedProperties: { private: { k: "v".repeat(1025) } } }, "invalid", /1024/],
])("refuses to insert %s", async (_, change, reason, message) => {
  const { insert, api } = await setUp();
  const before = (await api.events.list({ calendarId })).data.items?.length;
  const refused = await refusal(insert(change));
  expect(refused).toEqual({
    status: 400,
    reason: expect.stringMatching(new RegExp(`^(${reason})$`)),
    message: expect.stringMatching(message),
  });
  expect((await api.events.list({ calendarId })).data.items).toHaveLength(before ?? -1);
});

test("an id is taken for ever, also after its event was deleted", async () => {
  const { api, insert } = await setUp();
  await insert({ id: "bk00001" });
  const duplicate = { status: 409, reason: "duplicate" };
  expect(await refusal(insert({ id: "bk00001", summary: "Another" }))).toMatchObject(duplicate);
  await api.events.delete({ calendarId, eventId: "bk00001" });
  expect(await refusal(insert({ id: "bk00001" }))).toMatchObject(duplicate);
});

test("patch merges objects, replaces arrays, removes with null, and counts moves in the sequence", async () => {
  const { api, insert } = await setUp();
  await insert({
    id: "bk00001",
    summary: "Before",
    location: "Room 1",
    attendees: [{ email: "a@example.com" }, { email: "b@example.com" }],
    extendedProperties: { private: { a: "1", b: "2" } },
  });
  const patch = async (requestBody: object) =>
    (await api.events.patch({ calendarId, eventId: "bk00001", requestBody })).data;
  const named = await patch({
    summary: "After",
    location: null,
    attendees: [{ email: "b@example.com" }],
    extendedProperties: { private: { b: "3" } },
  });
  expect(named).toMatchObject({
    summary: "After",
    attendees: [{ email: "b@example.com" }],
    extendedProperties: { private: { a: "1", b: "3" } },
    sequence: 0,
  });
  expect(named.location).toBeUndefined();
  const moved = await patch({ end: { dateTime: "2026-11-26T11:00:00Z" } });
  expect(moved).toMatchObject({
    sequence: 1,
    end: { dateTime: "2026-11-26T12:00:00+01:00" },
    summary: "After",
  });
  const wholeDay = {
    start: { date: "2026-11-26", dateTime: null },
    end: { date: "2026-11-27", dateTime: null },
  };
  expect((await patch(wholeDay)).start).toEqual({ date: "2026-11-26" });
});

test("update replaces everything that can be written", async () => {
  const { api, insert } = await setUp();
  await insert({ id: "bk00001", summary: "Before", location: "Room 1" });
  const { data } = await api.events.update({
    calendarId,
    eventId: "bk00001",
    requestBody: { ...HOURS, summary: "After" },
  });
  expect(data).toMatchObject({ summary: "After", iCalUID: "bk00001@google.com" });
  expect(data.location).toBeUndefined();
});

test("If-Match lets only the version it names be changed or deleted", async () => {
  const { api, insert } = await setUp();
  const { etag } = await insert({ id: "bk00001" });
  const place = { calendarId, eventId: "bk00001" };
  const matching = (value: string) => ({ headers: { "If-Match": value } });
  const requestBody = { summary: "Changed" };
  const changed = await api.events.patch({ ...place, requestBody }, matching(etag ?? ""));
  const stale = { status: 412, reason: "conditionNotMet" };
  expect(await refusal(api.events.patch({ ...place, requestBody }, matching(etag ?? "")))).toMatchObject(
    stale,
  );
  expect(await refusal(api.events.delete(place, matching(etag ?? "")))).toMatchObject(stale);
  await api.events.delete(place, matching(changed.data.etag ?? ""));
});

test("delete cancels; a second one is 410, get still answers, an unknown id is 404", async () => {
  const { api, insert, get } = await setUp();
  await insert({ id: "bk00001" });
  const place = { calendarId, eventId: "bk00001" };
  expect((await api.events.delete(place)).status).toBe(204);
  expect(await refusal(api.events.delete(place))).toEqual({
    status: 410,
    reason: "deleted",
    message: "Resource has been deleted",
  });
  expect(await get("bk00001")).toMatchObject({ status: "cancelled" });
  expect(await refusal(api.events.delete({ calendarId, eventId: "unknown" }))).toMatchObject({ status: 404 });
  expect(await refusal(get("unknown"))).toMatchObject({ status: 404 });
});

test("a cancelled event comes back with status confirmed, unless the knob refuses it", async () => {
  const { api, insert, control } = await setUp();
  await insert({ id: "bk00001" });
  const place = { calendarId, eventId: "bk00001" };
  const revive = () => api.events.patch({ ...place, requestBody: { status: "confirmed", summary: "Back" } });
  await api.events.delete(place);
  expect((await revive()).data).toMatchObject({ status: "confirmed", summary: "Back" });
  await api.events.delete(place);
  await control("POST", "settings", { undeleteRefused: true });
  expect(await refusal(revive())).toMatchObject({ status: 403, reason: "forbidden" });
});

test("a reader cannot write, and a read-only scope cannot either", async () => {
  const { url } = await setUp();
  const ben = await connect(url, { account: BEN });
  const requestBody = HOURS;
  expect(await refusal(ben.api.events.insert({ calendarId, requestBody }))).toEqual({
    status: 403,
    reason: "requiredAccessLevel",
    message: "You need to have writer access to this calendar.",
  });
  const reading = await connect(url, { ask: [SCOPES.readonly] });
  await reading.api.events.list({ calendarId });
  expect(await refusal(reading.api.events.insert({ calendarId, requestBody }))).toMatchObject({
    status: 403,
    reason: "insufficientPermissions",
  });
});

test("mails are noted as sendUpdates asks for them", async () => {
  const { api, insert, control } = await setUp();
  const attendees = [{ email: "guest@example.com" }, { email: BEN }];
  await insert({ id: "bk00001", attendees });
  await insert({ id: "bk00002", attendees }, { sendUpdates: "all" });
  await api.events.patch({
    calendarId,
    eventId: "bk00002",
    requestBody: { summary: "New" },
    sendUpdates: "externalOnly",
  });
  await api.events.delete({ calendarId, eventId: "bk00002", sendUpdates: "none" });
  const { mails } = (await control("GET", "state")).body;
  expect(
    mails.map((mail: { kind: string; eventId: string; to: string }) => [mail.kind, mail.eventId, mail.to]),
  ).toEqual([
    ["invitation", "bk00002", "guest@example.com"],
    ["invitation", "bk00002", BEN],
    ["update", "bk00002", "guest@example.com"],
  ]);
});
