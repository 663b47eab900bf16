// The adapter against answers of Graph that no orderly server gives. The orderly ones are in the contract suite.
import { inspect } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { collect } from "../collect.ts";
import { type StubAnswer, type StubRequest, type StubServer, startStub } from "../stub-server.ts";
import { createMicrosoftProvider } from "./index.ts";

let stub: StubServer | undefined;
afterEach(async () => {
  await stub?.close();
  stub = undefined;
});

const token = "eyJ.access-token";
const window = { start: Date.UTC(2026, 2, 1), end: Date.UTC(2026, 3, 1) };
const place = { calendarId: "cal", window };
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
  const server = await startStub(answer);
  stub = server;
  return createMicrosoftProvider({
    clientId: "client",
    clientSecret: "secret",
    loginUrl: server.url,
    graphUrl: `${server.url}/v1.0`,
    timeoutMs,
    now: () => Date.UTC(2026, 2, 1),
  });
}

const link = (path: string) => `${stub?.url}/v1.0${path}`;
const deltaLink = (token = "t1") => link(`/me/calendars/cal/calendarView/delta?$deltatoken=${token}`);
const page = (value: object[], links: object = {}): StubAnswer => ({
  status: 200,
  body: { value, ...links },
});
const at = (dateTime: string) => ({ dateTime, timeZone: "UTC" });
const timed = (id: string, fields: object = {}) => ({
  id,
  type: "singleInstance",
  showAs: "busy",
  start: at("2026-03-02T09:00:00.0000000"),
  end: at("2026-03-02T10:00:00.0000000"),
  ...fields,
});

/** Reads the window where the feed gives its link and the view answers so. */
async function listed(view: (request: StubRequest) => StubAnswer, timeoutMs?: number) {
  const microsoft = await provider(
    (request) =>
      request.url.pathname.endsWith("/delta") ? page([], { "@odata.deltaLink": deltaLink() }) : view(request),
    timeoutMs,
  );
  return collect(microsoft.listWindow(token, place));
}

async function changed(answer: (request: StubRequest) => StubAnswer) {
  const microsoft = await provider(answer);
  return collect(microsoft.listChanges(token, { ...place, cursor: deltaLink() }));
}

const html = { "content-type": "text/html" };

describe("no answer or half an answer is unavailable, and never an empty calendar", () => {
  test.each<[string, StubAnswer, string]>([
    ["HTML with status 200", { status: 200, headers: html, body: "<html>" }, "unreadable_answer"],
    ["HTML that claims to be JSON", { status: 200, body: "<html>" }, "unreadable_answer"],
    ["an empty body", { status: 200, body: "" }, "unreadable_answer"],
    ["an empty object", { status: 200, body: {} }, "unreadable_answer"],
    ["an object in place of the list", { status: 200, body: { value: {} } }, "unreadable_answer"],
    ["an item without an id", page([{ subject: "?" }]), "unreadable_answer"],
    ["HTML with status 404", { status: 404, headers: html, body: "<html>" }, "http_404"],
    ["HTML with status 502", { status: 502, headers: html, body: "<html>" }, "http_502"],
    ["a redirect to a sign-in page", { status: 302, headers: { location: "/login" } }, "http_302"],
  ])("%s", async (_, answer, code) => {
    await expect(listed(() => answer)).rejects.toMatchObject({ kind: "unavailable", code });
  });

  test.each<[string, StubAnswer]>([
    ["before the answer", { drop: "before" }],
    ["in the middle of it", { drop: "amid" }],
  ])("a connection that ends %s", async (_, answer) => {
    await expect(listed(() => answer)).rejects.toMatchObject({ kind: "unavailable", status: null });
  });

  test("a time-out", async () => {
    const slow = listed(() => ({ hang: true }), 200);
    await expect(slow).rejects.toMatchObject({ kind: "unavailable", code: "timeout" });
  });

  test("nothing is tried twice by itself, a write least of all", async () => {
    const microsoft = await provider(() => ({ status: 503, headers: { "retry-after": "1" }, body: {} }));
    const write = microsoft.insertEvent(token, { calendarId: "cal", key: "t-1" }, draft);
    await expect(write).rejects.toMatchObject({ kind: "unavailable", retryAfterMs: 1000 });
    expect(stub?.requests).toHaveLength(1);
  });
});

describe("links", () => {
  test("the same page for ever ends", async () => {
    const again = () => page([], { "@odata.nextLink": link("/me/calendars/cal/calendarView?$skip=1") });
    await expect(listed(again)).rejects.toMatchObject({ kind: "unavailable", code: "paging_loop" });
  });

  test("a link that leads elsewhere is not followed, and gets no token", async () => {
    const away = () => page([], { "@odata.nextLink": "https://evil.example/v1.0/me" });
    await expect(listed(away)).rejects.toMatchObject({ kind: "unavailable", code: "foreign_link" });
  });

  test("changes without the link that completes them are no reading", async () => {
    await expect(changed(() => page([timed("e1")]))).rejects.toMatchObject({ code: "incomplete_listing" });
  });

  test("an empty page in the middle is legal", async () => {
    const pages = await changed(({ url }) =>
      url.searchParams.has("$skiptoken")
        ? page([timed("e1")], { "@odata.deltaLink": deltaLink("t2") })
        : page([], { "@odata.nextLink": link("/me/calendars/cal/calendarView/delta?$skiptoken=s") }),
    );
    expect(pages).toMatchObject([
      { changes: [], cursor: null },
      { changes: [{ kind: "event", event: { id: "e1" } }], cursor: deltaLink("t2") },
    ]);
  });

  test.each(["nonsense", "https://evil.example/delta?$deltatoken=t"])(
    "the cursor %s is none of ours",
    async (cursor) => {
      const microsoft = await provider(() => page([]));
      const refused = collect(microsoft.listChanges(token, { ...place, cursor }));
      await expect(refused).rejects.toMatchObject({ kind: "cursor_expired" });
      expect(stub?.requests).toEqual([]);
    },
  );
});

describe("a series that the feed names", () => {
  const bare = {
    id: "o1",
    type: "occurrence",
    seriesMasterId: "S",
    start: at("2026-03-02T09:00:00"),
    end: at("2026-03-02T10:00:00"),
  };
  const series = (instances: StubAnswer) =>
    changed(({ url }) =>
      url.pathname.endsWith("/instances")
        ? instances
        : page([timed("S", { type: "seriesMaster" }), bare, bare], { "@odata.deltaLink": deltaLink("t2") }),
    );

  test("is read once, as its occurrences with all their fields", async () => {
    const occurrences = page([timed("o1", { type: "occurrence", seriesMasterId: "S" }), { id: "o2" }]);
    expect(await series(occurrences)).toMatchObject([
      {
        changes: [{ kind: "series", seriesId: "S", events: [{ id: "o1" }] }],
        unreadable: [{ id: "o2", reason: "no_time" }],
        requests: 2,
      },
    ]);
  });

  test("is gone when it was deleted meanwhile", async () => {
    const gone = { status: 404, body: { error: { code: "ErrorItemNotFound", message: "m" } } };
    expect(await series(gone)).toMatchObject([{ changes: [{ kind: "removed", id: "S" }] }]);
  });

  test("fails the page when its occurrences cannot be read", async () => {
    await expect(series({ status: 500, body: {} })).rejects.toMatchObject({ kind: "unavailable" });
  });
});

describe("writing", () => {
  test("an insert carries our key and tag, and neither attendees nor an invitation", async () => {
    const microsoft = await provider(() => ({ status: 201, body: timed("e1", { transactionId: "t-1" }) }));
    const made = await microsoft.insertEvent(token, { calendarId: "cal", key: "t-1" }, draft);
    expect(made).toMatchObject({ id: "e1", key: "t-1", tag: "inst:push" });
    const [request] = stub?.requests ?? [];
    expect(request?.headers.prefer).toContain('IdType="ImmutableId"');
    expect(Object.keys(JSON.parse(request?.body ?? "{}")).sort()).toEqual([
      "body",
      "end",
      "isAllDay",
      "location",
      "showAs",
      "singleValueExtendedProperties",
      "start",
      "subject",
      "transactionId",
    ]);
  });

  test("no error shows the token or the title, however it is printed", async () => {
    const message = `Bad token ${token} in Secret massage`;
    const microsoft = await provider(() => ({ status: 400, body: { error: { code: "ErrorX", message } } }));
    const write = microsoft.insertEvent(token, { calendarId: "cal", key: "t-1" }, draft);
    const error: unknown = await write.catch((thrown: unknown) => thrown);
    const printed = inspect(error, { depth: 10, showHidden: true });
    expect(printed).toContain("rejected");
    expect(printed).not.toMatch(/eyJ|massage/);
  });

  test("a malformed token is refused without being sent", async () => {
    const microsoft = await provider(() => page([]));
    const refused = microsoft.listCalendars("eyJ.with\nnewline");
    await expect(refused).rejects.toMatchObject({ kind: "token_rejected", code: "malformed_token" });
    expect(stub?.requests).toEqual([]);
  });
});

describe("watching", () => {
  const watch = {
    calendarId: "cal",
    secret: "s",
    notificationUrl: "http://127.0.0.1/hook",
    expiresAt: window.end,
  };

  test("asks for no longer life than Graph gives, and for lifecycle notices", async () => {
    const microsoft = await provider(() => ({ status: 201, body: { id: "sub-1" } }));
    const made = await microsoft.watchCalendar(token, { ...watch, channelId: "c-1" });
    const longest = Date.UTC(2026, 2, 1) + 10_070 * 60_000;
    expect(made).toEqual({ subscriptionId: "sub-1", resourceId: null, expiresAt: longest });
    expect(JSON.parse(stub?.requests[0]?.body ?? "{}")).toMatchObject({
      changeType: "created,updated,deleted",
      lifecycleNotificationUrl: watch.notificationUrl,
      clientState: "s",
    });
  });

  test("an endpoint that Graph could not validate is refused with its word", async () => {
    const body = { error: { code: "InvalidRequest", message: "Subscription validation request failed." } };
    const microsoft = await provider(() => ({ status: 400, body }));
    const refused = microsoft.watchCalendar(token, { ...watch, channelId: "c-1" });
    await expect(refused).rejects.toMatchObject({ kind: "rejected", code: "InvalidRequest" });
  });
});
