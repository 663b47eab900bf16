import { expect, test } from "vitest";
import { ANN, BEN, CLEO, DAN, SEED_CALENDARS } from "../index.ts";
import { connect, START, testSimulator } from "../test-client.ts";

const place = { provider: "google", account: ANN, calendarId: SEED_CALENDARS.meetingRoom };
const HOURS = { start: { dateTime: "2026-11-26T09:00:00Z" }, end: { dateTime: "2026-11-26T10:00:00Z" } };

test("the seed: two accounts at each provider, their calendars and events around now, every one valid for the API", async () => {
  const { url, control } = await testSimulator();
  const { body } = await control("GET", "state");
  expect(
    body.accounts.map((account: { account: string; grants: unknown[] }) => [account.account, account.grants]),
  ).toEqual([
    [ANN, []],
    [BEN, []],
    [CLEO, []],
    [DAN, []],
  ]);
  const calendars: { id: string; summary: string; events: { start: { dateTime?: string } }[] }[] =
    body.calendars;
  expect(calendars.map((calendar) => [calendar.summary, calendar.events.length])).toEqual([
    ["Meeting room", 4],
    ["Ann Berg", 6],
    ["Holidays in Germany", 1],
    ["Ben Lind", 1],
    ["Calendar", 7],
    ["Treatment room", 2],
    ["Calendar", 1],
  ]);
  const days = calendars[0]?.events.map((event) => new Date(event.start.dateTime ?? "").getUTCDay());
  expect(days?.every((day) => day >= 1 && day <= 5)).toBe(true);
  for (const account of [ANN, BEN]) {
    const { api } = await connect(url, { account });
    for (const { id } of (await api.calendarList.list()).data.items ?? []) {
      await api.events.list({ calendarId: id ?? "", singleEvents: true });
    }
  }
});

test("events are added, changed and deleted as the owner, and the API's readers learn of it", async () => {
  const { url, control } = await testSimulator();
  const { api } = await connect(url);
  const { calendarId } = place;
  const { nextSyncToken } = (await api.events.list({ calendarId })).data;
  const added = await control("POST", "events", { ...place, event: { ...HOURS, summary: "By hand" } });
  expect([added.status, added.body.summary]).toEqual([201, "By hand"]);
  const changed = await control("PATCH", `events/${added.body.id}`, {
    ...place,
    event: { summary: "Changed" },
  });
  expect([changed.status, changed.body.summary]).toEqual([200, "Changed"]);
  const delta = await api.events.list({ calendarId, syncToken: nextSyncToken ?? "" });
  expect(delta.data.items?.map((event) => event.summary)).toEqual(["Changed"]);
  expect((await control("DELETE", `events/${added.body.id}?${new URLSearchParams(place)}`)).status).toBe(204);
  expect((await control("DELETE", `events/${added.body.id}`, place)).status).toBe(410);
  const asReader = { ...place, account: BEN, event: HOURS };
  expect((await control("POST", "events", asReader)).status).toBe(201);
});

test.each([
  ["POST", "events", { ...place, provider: "yahoo", event: HOURS }, 400, "provider"],
  ["POST", "events", { ...place, account: undefined, event: HOURS }, 400, "account"],
  ["POST", "events", { ...place, account: "nobody@example", event: HOURS }, 404, "account"],
  ["POST", "events", { ...place, calendarId: SEED_CALENDARS.ben, event: HOURS }, 404, "calendarId"],
  ["POST", "events", { ...place, event: HOURS, more: 1 }, 400, "more"],
  ["POST", "events", { ...place, event: { ...HOURS, colour: "red" } }, 400, "event"],
  ["POST", "faults", { match: { pathRe: "(" }, do: { status: 500 } }, 400, "match.pathRe"],
  ["POST", "faults", { match: {}, times: 0, do: { status: 500 } }, 400, "times"],
  ["POST", "faults", { preset: "no-such" }, 400, "preset"],
  ["POST", "clock", { advanceMs: "1h" }, 400, "advanceMs"],
  ["POST", "clock", { set: "tomorrow" }, 400, "set"],
  ["POST", "settings", { accessTokenSeconds: 0 }, 400, "accessTokenSeconds"],
  ["POST", "settings", { colour: "red" }, 400, "colour"],
  [
    "POST",
    "accounts",
    { provider: "google", account: "not-mail", name: "N", timeZone: "UTC" },
    400,
    "account",
  ],
  [
    "POST",
    "accounts",
    { provider: "google", account: "c@d.example", name: "N", timeZone: "Mars/X" },
    400,
    "timeZone",
  ],
  ["POST", "accounts", { provider: "google", account: ANN, name: "N", timeZone: "UTC" }, 409, "account"],
  ["POST", "accounts/nobody@example/revoke", undefined, 404, "account"],
  [
    "POST",
    "calendars",
    { provider: "google", account: ANN, id: ANN, summary: "S", timeZone: "UTC" },
    409,
    "id",
  ],
  ["DELETE", "calendars/none", undefined, 404, "calendarId"],
])("%s %s refuses %j with %i naming %s", async (method, path, body, status, field) => {
  const { control } = await testSimulator();
  const answer = await control(method, path, body);
  expect(answer.status).toBe(status);
  expect(answer.body.issues.map((issue: { field: string }) => issue.field)).toContain(field);
});

test("refuses bodies that are not JSON, events that contradict themselves, and unknown paths", async () => {
  const { url, control } = await testSimulator();
  const post = (body: string, type: string) =>
    fetch(`${url}/__sim/clock`, { method: "POST", body, headers: { "content-type": type } });
  expect((await post("{", "application/json")).status).toBe(400);
  expect((await post("advanceMs=1", "application/x-www-form-urlencoded")).status).toBe(400);
  const backwards = { start: HOURS.end, end: HOURS.start };
  expect(await control("POST", "events", { ...place, event: backwards })).toMatchObject({
    status: 400,
    body: { error: "The specified time range is empty." },
  });
  expect((await control("GET", "nonsense")).status).toBe(404);
});

test("the clock can be advanced and set", async () => {
  const { control } = await testSimulator();
  const advanced = await control("POST", "clock", { advanceMs: 90_000 });
  expect(Date.parse(advanced.body.now)).toBe(START + 90_000);
  const set = await control("POST", "clock", { set: "2027-01-01T00:00:00+01:00" });
  expect(set.body.now).toBe("2026-12-31T23:00:00.000Z");
});

test("reset brings the seed back and ends every token", async () => {
  const { url, control } = await testSimulator();
  const { api } = await connect(url);
  await control("POST", "events", { ...place, event: HOURS });
  await control("POST", "faults", { preset: "slow" });
  const { body } = await control("POST", "reset");
  expect(body.calendars[0].events).toHaveLength(4);
  expect(body.faults).toEqual([]);
  await expect(api.calendarList.list()).rejects.toMatchObject({ status: 401 });
});

test("further accounts and calendars can be seeded and connected", async () => {
  const { url, control } = await testSimulator();
  const account = "cleo@harbour-studio.example";
  expect(
    (await control("POST", "accounts", { provider: "google", account, name: "Cleo", timeZone: "UTC" }))
      .status,
  ).toBe(201);
  const calendar = {
    provider: "google",
    account,
    summary: "Studio",
    timeZone: "Asia/Tokyo",
    access: { [ANN]: "writer" },
  };
  expect((await control("POST", "calendars", calendar)).status).toBe(201);
  const rows = async (who: string) => {
    const { api } = await connect(url, { account: who });
    return ((await api.calendarList.list()).data.items ?? []).map((item) => [
      item.summary,
      item.accessRole,
      item.primary,
    ]);
  };
  expect(await rows(account)).toEqual([
    ["Cleo", "owner", true],
    ["Studio", "owner", undefined],
  ]);
  expect(await rows(ANN)).toContainEqual(["Studio", "writer", undefined]);
});

test("state shows grants, and neither it nor the request log shows a token", async () => {
  const { url, control } = await testSimulator();
  const { tokens, api } = await connect(url);
  await api.events.insert({ calendarId: place.calendarId, requestBody: { id: "bk00001", ...HOURS } });
  await fetch(`${url}/google/revoke?token=${tokens.access_token}x`, { method: "POST" });
  const state = JSON.stringify((await control("GET", "state")).body);
  const log = (await control("GET", "requests")).body;
  expect(state).toContain('"refreshTokens":1');
  for (const secret of [tokens.access_token, tokens.refresh_token, tokens.id_token]) {
    expect(secret).toBeTruthy();
    expect(state + JSON.stringify(log)).not.toContain(secret);
  }
  expect(log.at(-2)).toMatchObject({
    provider: "google",
    method: "POST",
    operation: "events.insert",
    account: ANN,
    status: 200,
    fault: null,
    body: { id: "bk00001" },
  });
  expect(log.at(-1)).toMatchObject({ operation: "oauth.revoke", path: "/google/revoke?token=%28hidden%29" });
});
