import { expect, test } from "vitest";
import { ANN, BEN, SEED_CALENDARS } from "../index.ts";
import { connect, oauthClient, refusal, testSimulator } from "../test-client.ts";
import { FAULT_PRESETS } from "./fault-presets.ts";

const calendarId = SEED_CALENDARS.meetingRoom;
const requestBody = {
  id: "bk00001",
  start: { dateTime: "2026-11-26T09:00:00Z" },
  end: { dateTime: "2026-11-26T10:00:00Z" },
};

async function setUp() {
  const simulator = await testSimulator();
  const { api, tokens } = await connect(simulator.url);
  const fault = async (rule: object) =>
    expect((await simulator.control("POST", "faults", rule)).status).toBe(201);
  return { ...simulator, api, tokens, fault, list: () => api.events.list({ calendarId }) };
}

test("a rule answers with its status, headers and body as often as it says, then the door is open again", async () => {
  const { fault, list } = await setUp();
  await fault({ preset: "rateLimitedRetryAfter", times: 2 });
  await expect(list()).rejects.toMatchObject({ status: 429 });
  const error = await list().catch((reason: { response: Response }) => reason);
  expect("response" in error && error.response.headers.get("retry-after")).toBe("7");
  expect((await list()).status).toBe(200);
});

test("rules match by method, operation, path, account and count", async () => {
  const { url, api, fault, list } = await setUp();
  const ben = await connect(url, { account: BEN });
  await fault({ match: { account: BEN }, times: null, do: { status: 503 } });
  await fault({ match: { method: "events.insert", account: ANN }, do: { status: 500 } });
  await fault({ match: { method: "GET", pathRe: "timeMin=", nth: 2 }, do: { status: 502 } });
  await expect(ben.api.calendarList.list()).rejects.toMatchObject({ status: 503 });
  await expect(ben.api.calendarList.list()).rejects.toMatchObject({ status: 503 });
  await expect(api.events.insert({ calendarId, requestBody })).rejects.toMatchObject({ status: 500 });
  await list();
  const windowed = () => api.events.list({ calendarId, timeMin: "2026-11-24T00:00:00Z" });
  await windowed();
  await expect(windowed()).rejects.toMatchObject({ status: 502 });
  await windowed();
});

test("faults can be listed with what they did, and removed", async () => {
  const { control, fault, list } = await setUp();
  await fault({ preset: "unavailable", times: null });
  await expect(list()).rejects.toMatchObject({ status: 503 });
  expect((await control("GET", "faults")).body).toMatchObject([{ seen: 1, fired: 1, times: null }]);
  expect((await control("DELETE", "faults")).status).toBe(204);
  await list();
});

test("a drop before the request leaves nothing behind; after it, the event is there and nobody was told", async () => {
  const { api, fault, control } = await setUp();
  await fault({ match: { method: "events.insert" }, do: { drop: "before" } });
  await expect(api.events.insert({ calendarId, requestBody })).rejects.toThrow();
  expect(await refusal(api.events.get({ calendarId, eventId: "bk00001" }))).toMatchObject({ status: 404 });
  await fault({ preset: "applyThenDrop" });
  await expect(api.events.insert({ calendarId, requestBody })).rejects.toThrow();
  expect((await api.events.get({ calendarId, eventId: "bk00001" })).data.status).toBe("confirmed");
  const log = (await control("GET", "requests")).body.filter(
    (entry: { operation: string }) => entry.operation === "events.insert",
  );
  expect(log.map((entry: { status: number | null }) => entry.status)).toEqual([null, null]);
});

test("applied, then refused", async () => {
  const { api, fault } = await setUp();
  await fault({ preset: "applyThenUnavailable" });
  await expect(api.events.insert({ calendarId, requestBody })).rejects.toMatchObject({ status: 503 });
  expect((await api.events.get({ calendarId, eventId: "bk00001" })).data.status).toBe("confirmed");
});

test("a body that breaks off, and one that is HTML", async () => {
  const { url, tokens, fault } = await setUp();
  const get = () =>
    fetch(`${url}/google/calendar/v3/users/me/calendarList`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
  await fault({ match: {}, do: { truncateBody: 20 } });
  await expect(get().then((response) => response.text())).rejects.toThrow();
  await fault({ match: {}, do: { htmlBody: "<html>Bad gateway</html>" } });
  const html = await get();
  expect([html.status, html.headers.get("content-type"), await html.text()]).toEqual([
    502,
    "text/html; charset=utf-8",
    "<html>Bad gateway</html>",
  ]);
});

test("a delay holds the answer back without changing it", async () => {
  const { fault, list, control } = await setUp();
  await fault({ match: { method: "events.list" }, do: { delayMs: 1 } });
  expect((await list()).data.items).toHaveLength(4);
  expect((await control("GET", "faults")).body[0].fired).toBe(1);
});

test("the token endpoint can fail for one account", async () => {
  const { url, tokens, fault } = await setUp();
  await fault({ preset: "invalidGrant", match: { account: ANN } });
  const client = oauthClient(url);
  client.setCredentials({ refresh_token: tokens.refresh_token ?? "" });
  await expect(client.refreshAccessToken()).rejects.toMatchObject({
    response: { data: { error: "invalid_grant" } },
  });
  expect((await client.refreshAccessToken()).credentials.access_token).toBeTruthy();
});

test("410 strikes incremental listings only", async () => {
  const { api, fault, list } = await setUp();
  await fault({ preset: "fullSyncRequired" });
  const { nextSyncToken } = (await list()).data;
  const incremental = () => api.events.list({ calendarId, syncToken: nextSyncToken ?? "" });
  expect(await refusal(incremental())).toMatchObject({ status: 410, reason: "fullSyncRequired" });
  expect((await incremental()).status).toBe(200);
});

test.each(Object.keys(FAULT_PRESETS))("preset %s is accepted by its name", async (preset) => {
  const { control } = await testSimulator();
  expect(await control("POST", "faults", { preset })).toMatchObject({ status: 201, body: { fired: 0 } });
});
