import { expect, test } from "vitest";
import { ANN, SEED_CALENDARS } from "../index.ts";
import { connect, refusal, SCOPES, testSimulator } from "../test-client.ts";

test("the list is paged, filtered by role, and says which calendar is primary", async () => {
  const { url } = await testSimulator();
  const { api } = await connect(url);
  const list = async (parameters: object = {}) => (await api.calendarList.list(parameters)).data;
  const first = await list({ maxResults: 2 });
  expect(first.items?.map((item) => [item.id, item.primary, item.timeZone])).toEqual([
    [ANN, true, "Europe/Berlin"],
    [SEED_CALENDARS.holidays, undefined, "Europe/Berlin"],
  ]);
  expect(first.nextSyncToken).toBeUndefined();
  const last = await list({ maxResults: 2, pageToken: first.nextPageToken });
  expect(last.items?.map((item) => item.id)).toEqual([SEED_CALENDARS.meetingRoom]);
  expect((await list({ minAccessRole: "writer" })).items).toHaveLength(2);
  expect(await refusal(api.calendarList.list({ pageToken: "made-up" }))).toMatchObject({ status: 400 });
});

test("a sync token brings what was added, deleted or shared differently, and dies with a reset", async () => {
  const { url, control } = await testSimulator();
  const { api } = await connect(url);
  const syncToken = (await api.calendarList.list()).data.nextSyncToken ?? "";
  expect((await api.calendarList.list({ syncToken })).data.items).toEqual([]);
  await control("DELETE", `calendars/${SEED_CALENDARS.meetingRoom}`);
  expect((await api.calendarList.list({ syncToken })).data.items).toMatchObject([
    { summary: "Meeting room", deleted: true },
  ]);
  expect((await api.calendarList.list()).data.items).toHaveLength(2);
  await control("POST", "reset");
  const again = await connect(url);
  expect(await refusal(again.api.calendarList.list({ syncToken }))).toMatchObject({
    status: 410,
    reason: "fullSyncRequired",
  });
});

test("one entry, and one calendar for those whose scope allows it", async () => {
  const { url } = await testSimulator();
  const { api } = await connect(url);
  const calendarId = SEED_CALENDARS.meetingRoom;
  expect((await api.calendarList.get({ calendarId })).data).toMatchObject({
    summary: "Meeting room",
    accessRole: "owner",
  });
  expect(await refusal(api.calendars.get({ calendarId }))).toMatchObject({
    status: 403,
    reason: "insufficientPermissions",
  });
  const reading = await connect(url, { ask: [SCOPES.readonly] });
  expect((await reading.api.calendars.get({ calendarId })).data).toMatchObject({
    id: calendarId,
    timeZone: "Europe/Berlin",
  });
});
