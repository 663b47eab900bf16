// The adapter against answers that no orderly server gives. The orderly ones are in the contract suite.
import { afterEach, describe, expect, test } from "vitest";
import { collect } from "../collect.ts";
import { type StubAnswer, type StubRequest, type StubServer, startStub } from "../stub-server.ts";
import { createGoogleProvider } from "./index.ts";

let stub: StubServer | undefined;
afterEach(async () => {
  await stub?.close();
  stub = undefined;
});

const token = "ya29.access-token";
const window = { start: Date.UTC(2026, 2, 1), end: Date.UTC(2026, 3, 1) };
const target = { calendarId: "primary", eventId: "bk0000n1", key: "bk0000n1" };
const draft = {
  title: "Secret massage",
  description: "d",
  location: null,
  start: Date.UTC(2026, 2, 2, 9),
  end: Date.UTC(2026, 2, 2, 10),
  timeZone: "Europe/Berlin",
  tag: "inst:push",
};

async function provider(answer: (request: StubRequest) => StubAnswer, timeoutMs = 5000) {
  stub = await startStub(answer);
  return createGoogleProvider({
    clientId: "client",
    clientSecret: "secret",
    authUrl: `${stub.url}/auth`,
    tokenUrl: `${stub.url}/token`,
    revokeUrl: `${stub.url}/revoke`,
    apiRootUrl: `${stub.url}/google/`,
    timeoutMs,
    now: () => Date.UTC(2026, 2, 1),
  });
}

function requests(): StubRequest[] {
  return stub?.requests ?? [];
}

async function listed(answer: (request: StubRequest) => StubAnswer, timeoutMs?: number) {
  const google = await provider(answer, timeoutMs);
  return collect(google.listWindow(token, { calendarId: "primary", window }));
}

const page = (fields: object): StubAnswer => ({
  status: 200,
  body: { kind: "calendar#events", items: [], ...fields },
});
const timed = (id: string, fields: object = {}) => ({
  id,
  status: "confirmed",
  start: { dateTime: "2026-03-02T09:00:00Z" },
  end: { dateTime: "2026-03-02T10:00:00Z" },
  ...fields,
});

describe("no answer or half an answer is unavailable, and never an empty calendar", () => {
  test.each<[string, StubAnswer, string]>([
    [
      "HTML with status 200",
      { status: 200, headers: { "content-type": "text/html" }, body: "<html>" },
      "unreadable_answer",
    ],
    ["HTML that claims to be JSON", { status: 200, body: "<html>" }, "unreadable_answer"],
    ["an empty body", { status: 200, body: "" }, "unreadable_answer"],
    ["an empty object", { status: 200, body: {} }, "unreadable_answer"],
    [
      "another kind of list",
      { status: 200, body: { kind: "calendar#calendarList", items: [] } },
      "unreadable_answer",
    ],
    [
      "an item without an id",
      page({ items: [{ status: "confirmed" }], nextSyncToken: "s" }),
      "unreadable_answer",
    ],
    ["neither a next page nor a sync token", page({ items: [timed("evt01")] }), "incomplete_listing"],
    [
      "HTML with status 404",
      { status: 404, headers: { "content-type": "text/html" }, body: "<html>" },
      "http_404",
    ],
    [
      "HTML with status 502",
      { status: 502, headers: { "content-type": "text/html" }, body: "<html>" },
      "http_502",
    ],
    ["the same page for ever", page({ nextPageToken: "again" }), "paging_loop"],
  ])("%s", async (_, answer, code) => {
    await expect(listed(() => answer)).rejects.toMatchObject({
      name: "ProviderError",
      kind: "unavailable",
      code,
    });
  });

  test("a connection that closes before the answer", async () => {
    await expect(listed(() => ({ drop: "before" }))).rejects.toMatchObject({
      kind: "unavailable",
      status: null,
    });
  });

  test("a connection that breaks in the middle of the answer", async () => {
    await expect(listed(() => ({ drop: "amid" }))).rejects.toMatchObject({
      kind: "unavailable",
      status: null,
    });
  });

  test("a time-out", async () => {
    await expect(listed(() => ({ hang: true }), 100)).rejects.toMatchObject({
      kind: "unavailable",
      code: "timeout",
    });
  });

  test("a server that is not there", async () => {
    const google = await provider(() => ({ status: 200 }));
    await stub?.close();
    stub = undefined;
    await expect(google.listCalendars(token)).rejects.toMatchObject({
      kind: "unavailable",
      code: "ECONNREFUSED",
    });
  });

  test("nothing is tried twice by itself", async () => {
    await expect(listed(() => ({ status: 503, body: {} }))).rejects.toMatchObject({ kind: "unavailable" });
    expect(requests()).toHaveLength(1);
  });
});

describe("listing", () => {
  test("the window goes with a full listing, the cursor goes alone, all else is the same", async () => {
    const google = await provider(({ url }) =>
      url.searchParams.has("pageToken") ? page({ nextSyncToken: "next" }) : page({ nextPageToken: "p2" }),
    );
    await collect(google.listWindow(token, { calendarId: "team@group", window }));
    await collect(google.listChanges(token, { calendarId: "team@group", window, cursor: "here" }));
    const same = { singleEvents: "true", maxAttendees: "1", maxResults: "2500" };
    const bounds = { timeMin: "2026-03-01T00:00:00.000Z", timeMax: "2026-04-01T00:00:00.000Z" };
    expect(requests().map(({ url }) => Object.fromEntries(url.searchParams))).toEqual([
      { ...same, ...bounds },
      { ...same, ...bounds, pageToken: "p2" },
      { ...same, syncToken: "here" },
      { ...same, syncToken: "here", pageToken: "p2" },
    ]);
    expect(requests()[0]?.url.pathname).toBe("/google/calendar/v3/calendars/team%40group/events");
    expect(requests()[0]?.headers.authorization).toBe(`Bearer ${token}`);
  });

  test("an empty page in the middle is legal", async () => {
    const pages = await listed(({ url }) =>
      url.searchParams.has("pageToken")
        ? page({ items: [timed("evt01")], nextSyncToken: "end", timeZone: "Europe/Berlin" })
        : page({ nextPageToken: "p2", timeZone: "Mars/Olympus" }),
    );
    expect(pages).toMatchObject([
      { changes: [], cursor: null, timeZone: null, requests: 1 },
      { changes: [{ kind: "event", event: { id: "evt01" } }], cursor: "end", timeZone: "Europe/Berlin" },
    ]);
  });

  test("an item without a readable time is named beside the others", async () => {
    const items = [
      timed("evt01"),
      { id: "evt02", start: { dateTime: "2026-03-02T09:00:00Z" } },
      timed("evt03"),
    ];
    const [only] = await listed(() => page({ items, nextSyncToken: "end" }));
    expect(only?.changes.map((c) => c.kind === "event" && c.event.id)).toEqual(["evt01", "evt03"]);
    expect(only?.unreadable).toEqual([{ id: "evt02", reason: "no_time" }]);
  });
});

describe("a series that leaks into the changes", () => {
  const master = timed("series1", { recurrence: ["RRULE:FREQ=DAILY"] });

  async function changes(instances: StubAnswer) {
    const google = await provider(({ url }) =>
      url.pathname.endsWith("/instances") ? instances : page({ items: [master], nextSyncToken: "end" }),
    );
    return collect(google.listChanges(token, { calendarId: "primary", window, cursor: "here" }));
  }

  test("is read as its occurrences in the window", async () => {
    const items = [
      timed("series1_1", { recurringEventId: "series1" }),
      { id: "series1_2", status: "confirmed" },
    ];
    expect(await changes(page({ items, nextSyncToken: "x" }))).toMatchObject([
      {
        changes: [
          { kind: "series", seriesId: "series1", events: [{ id: "series1_1", seriesId: "series1" }] },
        ],
        unreadable: [{ id: "series1_2", reason: "no_time" }],
        requests: 2,
      },
    ]);
    expect(Object.fromEntries(requests()[1]?.url.searchParams ?? [])).toMatchObject({
      timeMin: "2026-03-01T00:00:00.000Z",
      timeMax: "2026-04-01T00:00:00.000Z",
    });
  });

  test("is gone when it was deleted meanwhile", async () => {
    const body = { error: { code: 404, message: "Not Found", errors: [{ reason: "notFound" }] } };
    expect(await changes({ status: 404, body })).toMatchObject([
      { changes: [{ kind: "removed", id: "series1" }] },
    ]);
  });

  test("fails the page when its occurrences cannot be read", async () => {
    await expect(changes({ status: 500, body: {} })).rejects.toMatchObject({ kind: "unavailable" });
  });
});

describe("finding one event", () => {
  const refusal = (status: number, reason: string) => ({
    status,
    body: { error: { code: status, message: "m", errors: [{ reason }] } },
  });
  test.each<[string, StubAnswer, unknown]>([
    ["unknown", refusal(404, "notFound"), null],
    [
      "cancelled",
      { status: 200, body: timed("bk0000n1", { status: "cancelled", etag: '"3"' }) },
      { deleted: true, etag: '"3"' },
    ],
    ["gone", refusal(410, "deleted"), { deleted: true, etag: null }],
  ])("%s", async (_, answer, found) => {
    const google = await provider(() => answer);
    expect(await google.findEvent(token, target)).toEqual(found);
  });

  test("a series that was made of it is its first occurrence", async () => {
    const google = await provider(() => ({
      status: 200,
      body: timed("bk0000n1", { recurrence: ["RRULE:FREQ=DAILY"] }),
    }));
    expect(await google.findEvent(token, target)).toMatchObject({
      deleted: false,
      event: { id: "bk0000n1" },
    });
  });

  test("an event without a readable time is a broken answer, not an absent event", async () => {
    const google = await provider(() => ({ status: 200, body: timed("bk0000n1", { start: {} }) }));
    await expect(google.findEvent(token, target)).rejects.toMatchObject({
      kind: "unavailable",
      code: "no_time",
    });
  });
});

test.each(["", "ya29.with\nnewline", "ya29.\u20ac"])(
  "a malformed token is refused without being shown",
  async (malformed) => {
    const google = await provider(() => page({ nextSyncToken: "s" }));
    const refused = google.listCalendars(malformed);
    await expect(refused).rejects.toMatchObject({ kind: "token_rejected", code: "malformed_token" });
    await expect(refused).rejects.not.toThrow("ya29");
    expect(requests()).toHaveLength(0);
  },
);

describe("writing", () => {
  const answer = { status: 200, body: timed("bk0000n1", { etag: '"2"' }) };

  test("an insert carries our id, our tag and no invitation", async () => {
    const google = await provider(() => answer);
    await google.insertEvent(token, target, draft);
    const [request] = requests();
    expect(request?.method).toBe("POST");
    expect(Object.fromEntries(request?.url.searchParams ?? [])).toEqual({ sendUpdates: "none" });
    expect(JSON.parse(request?.body ?? "")).toEqual({
      id: "bk0000n1",
      status: "confirmed",
      transparency: "opaque",
      summary: "Secret massage",
      description: "d",
      start: { dateTime: "2026-03-02T09:00:00.000Z", timeZone: "Europe/Berlin" },
      end: { dateTime: "2026-03-02T10:00:00.000Z", timeZone: "Europe/Berlin" },
      extendedProperties: { private: { availabilityBooking: "inst:push" } },
    });
  });

  test.each(["abc", "BK00000", "bk_0000", "bkw0000", "a".repeat(1025), ""])(
    "the id %j is refused before any call",
    async (key) => {
      const google = await provider(() => answer);
      await expect(google.insertEvent(token, { calendarId: "primary", key }, draft)).rejects.toMatchObject({
        kind: "rejected",
        code: "invalid_event_id",
      });
      expect(requests()).toHaveLength(0);
    },
  );

  test("an update clears what the draft lacks and is conditional only when asked", async () => {
    const google = await provider(() => answer);
    await google.updateEvent(token, { ...target, etag: '"1"' }, draft);
    await google.updateEvent(token, { ...target, etag: null }, { ...draft, location: "Room 1" });
    const [conditional, plain] = requests();
    expect(conditional?.method).toBe("PATCH");
    expect(conditional?.headers["if-match"]).toBe('"1"');
    expect(JSON.parse(conditional?.body ?? "")).toMatchObject({
      status: "confirmed",
      location: null,
      start: { date: null },
    });
    expect(plain?.headers["if-match"]).toBeUndefined();
    expect(JSON.parse(plain?.body ?? "")).toMatchObject({ location: "Room 1" });
  });

  test.each([204, 404, 410])("a delete answered by %s is done", async (status) => {
    const reason = status === 410 ? "deleted" : "notFound";
    const google = await provider(() => ({
      status,
      body: { error: { code: status, message: "m", errors: [{ reason }] } },
    }));
    await expect(google.deleteEvent(token, target)).resolves.toBeUndefined();
  });

  test("no error shows the token or the title, however it is printed", async () => {
    const message = `Bad token ${token} in Secret massage`;
    const google = await provider(() => ({
      status: 400,
      body: { error: { message, errors: [{ reason: "invalid", message }] } },
    }));
    const error: unknown = await google.insertEvent(token, target, draft).catch((thrown: unknown) => thrown);
    const { inspect } = await import("node:util");
    const printed = inspect(error, { depth: 10, showHidden: true });
    expect(printed).toContain("rejected");
    expect(printed).not.toContain("ya29");
    expect(printed).not.toContain("massage");
  });
});
