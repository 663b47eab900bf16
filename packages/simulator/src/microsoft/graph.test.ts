import { expect, test } from "vitest";
import { grantConsent } from "../grant-consent.ts";
import { CLEO, SEED_MICROSOFT_CALENDARS } from "../index.ts";
import { testSimulator } from "../test-client.ts";
import { askToken, authorization, connect, hour, TAG, testGraph } from "./test-client.ts";

const calendar = `/me/calendars/${SEED_MICROSOFT_CALENDARS.treatmentRoom}`;
const WINDOW = "startDateTime=2026-11-23T00:00:00Z&endDateTime=2026-12-07T00:00:00Z";
const place = { provider: "microsoft", account: CLEO, calendarId: SEED_MICROSOFT_CALENDARS.treatmentRoom };

async function round(graph: Awaited<ReturnType<typeof testGraph>>["graph"], first: string) {
  const value: Record<string, unknown>[] = [];
  let link = first;
  for (;;) {
    const { body } = await graph("GET", link);
    value.push(...body.value);
    if (body["@odata.nextLink"] === undefined) return { value, link: body["@odata.deltaLink"] as string };
    link = body["@odata.nextLink"];
  }
}

test("a person consents, the code is redeemed once, and every refresh brings a new refresh token", async () => {
  const { url, tokens } = await testGraph();
  expect(tokens).toMatchObject({ token_type: "Bearer", expires_in: 3599 });
  expect(tokens.scope).not.toContain("offline_access");
  const form = { grant_type: "refresh_token", refresh_token: tokens.refresh_token };
  const first = await askToken(url, form);
  expect(first.body.refresh_token).not.toBe(tokens.refresh_token);
  expect((await askToken(url, form)).status).toBe(200);
});

test("a refusal tells whether the person or the tenant said no", async () => {
  const { url } = await testSimulator();
  for (const [decision, number] of [
    ["deny", "AADSTS65004"],
    ["needsAdmin", "AADSTS90094"],
  ] as const) {
    const callback = await grantConsent(authorization(url).target, CLEO, { decision });
    expect(callback.searchParams.get("error")).toBe("access_denied");
    expect(callback.searchParams.get("error_description")).toContain(number);
  }
});

test("withdrawn consent and a changed password end the grant, each with its own number", async () => {
  const { url, tokens, control } = await testGraph();
  const form = { grant_type: "refresh_token", refresh_token: tokens.refresh_token };
  await control("POST", `accounts/${CLEO}/revoke`);
  const refused = await askToken(url, form);
  expect(refused).toMatchObject({ status: 400, body: { error: "invalid_grant", error_codes: [65001] } });
  const again = await connect(url);
  await control("POST", `accounts/${CLEO}/revoke`, { reason: "password" });
  const other = await askToken(url, { ...form, refresh_token: again.tokens.refresh_token });
  expect(other.body.error_codes).toEqual([50173]);
});

test("me, mailbox settings and calendars, with what may be edited", async () => {
  const { graph } = await testGraph();
  expect((await graph("GET", "/me")).body.mail).toBe(CLEO);
  expect((await graph("GET", "/me/mailboxSettings")).body.timeZone).toBe("Europe/Berlin");
  const { body } = await graph("GET", "/me/calendars");
  const rights = body.value.map(({ id, canEdit }: { id: string; canEdit: boolean }) => [id, canEdit]);
  expect(Object.fromEntries(rights)).toEqual({
    [SEED_MICROSOFT_CALENDARS.cleo]: true,
    [SEED_MICROSOFT_CALENDARS.treatmentRoom]: true,
    [SEED_MICROSOFT_CALENDARS.dan]: false,
  });
  const refused = await graph(
    "POST",
    `/me/calendars/${SEED_MICROSOFT_CALENDARS.dan}/events`,
    hour("2026-11-25T09:00:00"),
  );
  expect(refused).toMatchObject({ status: 403, body: { error: { code: "ErrorAccessDenied" } } });
});

test("an event is created, found by its tag, changed under its etag and deleted", async () => {
  const { graph } = await testGraph();
  const tag = [{ id: TAG, value: "here:1" }];
  const body = hour("2026-11-25T09:00:00", { singleValueExtendedProperties: tag, transactionId: "t-1" });
  const made = await graph("POST", `${calendar}/events`, body);
  expect(made).toMatchObject({ status: 201, body: { transactionId: "t-1", type: "singleInstance" } });
  expect(made.body.start).toEqual({ dateTime: "2026-11-25T09:00:00.0000000", timeZone: "UTC" });
  expect(made.body.singleValueExtendedProperties).toBeUndefined();
  const filter = encodeURIComponent(
    `singleValueExtendedProperties/Any(ep: ep/id eq '${TAG}' and ep/value eq 'here:1')`,
  );
  const expand = encodeURIComponent(`singleValueExtendedProperties($filter=id eq '${TAG}')`);
  const found = await graph("GET", `${calendar}/events?$filter=${filter}&$expand=${expand}`);
  expect(found.body.value[0]).toMatchObject({ id: made.body.id, singleValueExtendedProperties: tag });
  const event = `/me/events/${made.body.id}`;
  const changed = await graph("PATCH", event, { subject: "Moved" }, { "if-match": made.body["@odata.etag"] });
  expect(changed).toMatchObject({ status: 200, body: { subject: "Moved" } });
  const stale = await graph("PATCH", event, { subject: "Late" }, { "if-match": made.body["@odata.etag"] });
  expect(stale).toMatchObject({ status: 412, body: { error: { code: "ErrorIrresolvableConflict" } } });
  expect((await graph("DELETE", event)).status).toBe(204);
  expect(await graph("GET", event)).toMatchObject({
    status: 404,
    body: { error: { code: "ErrorItemNotFound" } },
  });
});

test("a transaction id makes one event: the same body again finds it, another body is refused with its id", async () => {
  const { graph } = await testGraph();
  const body = hour("2026-11-25T09:00:00", { transactionId: "t-1" });
  const first = await graph("POST", `${calendar}/events`, body);
  const second = await graph("POST", `${calendar}/events`, body);
  expect([second.status, second.body.id]).toEqual([201, first.body.id]);
  const other = await graph("POST", `${calendar}/events`, { ...body, subject: "Other" });
  expect(other).toMatchObject({
    status: 400,
    body: { error: { code: "ErrorDuplicateTransactionId", "@event.existingEventId": first.body.id } },
  });
});

test("a delta round tells occurrences bare, and does not tell that one was deleted", async () => {
  const { graph, control } = await testGraph();
  const recurrence = {
    pattern: { type: "weekly", interval: 1, daysOfWeek: ["wednesday"] },
    range: { type: "noEnd", startDate: "2026-11-25" },
  };
  const made = await graph("POST", `${calendar}/events`, hour("2026-11-25T09:00:00", { recurrence }));
  const first = await round(graph, `${calendar}/calendarView/delta?${WINDOW}`);
  const series = first.value.filter(({ id, seriesMasterId }) => [id, seriesMasterId].includes(made.body.id));
  expect(series.map(({ type }) => type)).toEqual(["seriesMaster", "occurrence", "occurrence"]);
  expect(Object.keys(series[1] ?? {}).sort()).toEqual(
    ["@odata.etag", "@odata.type", "end", "id", "seriesMasterId", "start", "type"].sort(),
  );
  await control("DELETE", `events/${series[1]?.id}`, place);
  const next = await round(graph, first.link);
  expect(next.value.map(({ type }) => type)).toEqual(["seriesMaster", "occurrence"]);
  expect((await round(graph, next.link)).value).toEqual([]);
});

test("what leaves the window of a delta link is told as removed, like what is deleted, and choices are refused", async () => {
  const { graph, control } = await testGraph();
  const made = await graph("POST", `${calendar}/events`, hour("2026-11-25T09:00:00"));
  const { link } = await round(graph, `${calendar}/calendarView/delta?${WINDOW}`);
  const { subject: _, ...later } = hour("2027-03-03T09:00:00");
  await control("PATCH", `events/${made.body.id}`, { ...place, event: later });
  const removed = { id: made.body.id, "@removed": { reason: "deleted" } };
  expect((await round(graph, link)).value).toMatchObject([removed]);
  const chosen = await graph("GET", `${calendar}/calendarView/delta?${WINDOW}&$select=id`);
  expect(chosen).toMatchObject({ status: 400, body: { error: { code: "ErrorInvalidUrlQuery" } } });
  await control("PATCH", `calendars/${place.calendarId}`, { provider: "microsoft", endTokens: true });
  expect(await graph("GET", link)).toMatchObject({
    status: 410,
    body: { error: { code: "SyncStateNotFound" } },
  });
});

test("whole days are midnights under the wished-for zone, and never converted into it", async () => {
  const { graph } = await testGraph();
  const prefer = { prefer: 'outlook.timezone="Tokyo Standard Time"' };
  const { body } = await graph("GET", `/me/calendarView?${WINDOW}&$top=50`, undefined, prefer);
  const day = body.value.find(({ isAllDay }: { isAllDay: boolean }) => isAllDay);
  expect(day.start).toEqual({ dateTime: "2026-12-03T00:00:00.0000000", timeZone: "Tokyo Standard Time" });
});

test("scopes are enforced, and tokens of one provider open nothing at the other", async () => {
  const { url } = await testSimulator();
  const { graph } = await connect(url, { ask: "openid User.Read Calendars.Read" });
  expect((await graph("GET", "/me/calendars")).status).toBe(200);
  expect((await graph("GET", "/me/mailboxSettings")).status).toBe(403);
  expect((await graph("POST", `${calendar}/events`, hour("2026-11-25T09:00:00"))).status).toBe(403);
});
