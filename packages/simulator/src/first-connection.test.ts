import { expect, test } from "vitest";
import { SEED_CALENDARS } from "./index.ts";
import { connect, testSimulator } from "./test-client.ts";

const calendarId = SEED_CALENDARS.meetingRoom;

test("a client connects, lists, inserts, patches and deletes with the real Google libraries", async () => {
  const { url } = await testSimulator();
  const { api, tokens, callback, state } = await connect(url);
  expect(callback.searchParams.get("state")).toBe(state);
  expect(tokens).toMatchObject({ token_type: "Bearer", scope: expect.stringContaining("calendar.events") });
  expect(tokens.refresh_token).toBeTruthy();

  const calendars = await api.calendarList.list();
  expect(calendars.data.items?.map((item) => [item.summary, item.accessRole])).toEqual([
    ["Ann Berg", "owner"],
    ["Holidays in Germany", "reader"],
    ["Meeting room", "owner"],
  ]);

  const first = await api.events.list({ calendarId, singleEvents: true });
  expect(first.data.items).toHaveLength(4);

  const requestBody = {
    id: "bk0123456789n0",
    summary: "Booking",
    start: { dateTime: "2026-11-25T09:00:00Z" },
    end: { dateTime: "2026-11-25T10:00:00Z" },
  };
  const inserted = await api.events.insert({ calendarId, requestBody });
  expect(inserted.data).toMatchObject({
    status: "confirmed",
    start: { dateTime: "2026-11-25T10:00:00+01:00" },
  });

  await api.events.patch({ calendarId, eventId: requestBody.id, requestBody: { summary: "Moved" } });
  await api.events.delete({ calendarId, eventId: requestBody.id });

  const syncToken = first.data.nextSyncToken ?? "";
  const delta = await api.events.list({ calendarId, singleEvents: true, syncToken });
  expect(delta.data.items).toEqual([
    { kind: "calendar#event", etag: expect.any(String), id: requestBody.id, status: "cancelled" },
  ]);
});
