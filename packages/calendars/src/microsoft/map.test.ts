import { describe, expect, test } from "vitest";
import { readCalendar, readChange, readSingle, tagProperty } from "./map.ts";
import { WireCalendarPage, WireEvent, WireEventPage } from "./wire.ts";

const at = (dateTime: string, timeZone = "UTC") => ({ dateTime, timeZone });
const plain = {
  id: "AAMk1",
  "@odata.etag": 'W/"17"',
  type: "singleInstance",
  iCalUId: "040000",
  lastModifiedDateTime: "2026-03-01T10:00:00Z",
  subject: "Dentist",
  start: at("2026-03-02T09:00:00.0000000"),
  end: at("2026-03-02T10:00:00.0000000"),
  isAllDay: false,
  showAs: "busy",
};

const read = (change: Record<string, unknown>) => readSingle(WireEvent.parse({ ...plain, ...change }));

function event(change: Record<string, unknown>) {
  const found = read(change);
  if (found.kind !== "event") throw new Error(`read as ${found.kind}`);
  return found.event;
}

test("a plain event, field by field", () => {
  const tag = { id: tagProperty.toLowerCase(), value: "inst:push" };
  const words = { location: { displayName: "Room 1" }, transactionId: "t-1" };
  expect(event({ ...words, singleValueExtendedProperties: [tag] })).toEqual({
    id: "AAMk1",
    seriesId: null,
    iCalUid: "040000",
    etag: 'W/"17"',
    updatedAt: "2026-03-01T10:00:00Z",
    time: { kind: "timed", start: Date.UTC(2026, 2, 2, 9), end: Date.UTC(2026, 2, 2, 10) },
    status: "confirmed",
    showAs: "busy",
    type: "default",
    selfResponse: null,
    title: "Dentist",
    description: null,
    location: "Room 1",
    key: "t-1",
    tag: "inst:push",
  });
});

test.each([
  [{ showAs: "free" }, { showAs: "free" }],
  [{ showAs: "tentative" }, { showAs: "tentative" }],
  [{ showAs: "oof" }, { showAs: "out_of_office" }],
  [{ showAs: "workingElsewhere" }, { showAs: "working_elsewhere" }],
  [{ showAs: "unknown" }, { showAs: "busy" }],
  [{ showAs: "somethingNew" }, { showAs: "busy" }],
  [{ showAs: 7 }, { showAs: "busy" }],
  [{ responseStatus: { response: "declined" } }, { selfResponse: "declined" }],
  [{ responseStatus: { response: "notResponded" } }, { selfResponse: "needs_action" }],
  [{ responseStatus: "declined" }, { selfResponse: null }],
])("%j is read as %j", (change, expected) => {
  expect(event(change)).toMatchObject(expected);
});

describe("what an item of a change feed is", () => {
  const kind = (change: Record<string, unknown>) => readChange(WireEvent.parse({ ...plain, ...change }));
  test.each([
    [{ "@removed": { reason: "deleted" } }, { kind: "removed", id: "AAMk1" }],
    [{ type: "seriesMaster" }, { kind: "series", id: "AAMk1" }],
    [
      { type: "occurrence", seriesMasterId: "S", showAs: undefined },
      { kind: "series", id: "S" },
    ],
    [
      { type: "exception", seriesMasterId: "S" },
      { kind: "event", event: { seriesId: "S" } },
    ],
    [{ isCancelled: true }, { kind: "removed", id: "AAMk1" }],
  ])("%j", (change, expected) => {
    expect(kind(change)).toMatchObject(expected);
  });
});

describe("odd times", () => {
  const time = (start: unknown, end: unknown, isAllDay = false) => read({ start, end, isAllDay });
  const nine = at("2026-03-02T09:00:00.0000000");

  test("an end before its start takes the stretch between, and frees nothing", () => {
    const reversed = time(nine, at("2026-03-02T07:00:00.0000000"));
    const between = { kind: "timed", start: Date.UTC(2026, 2, 2, 7), end: Date.UTC(2026, 2, 2, 9) };
    expect(reversed).toMatchObject({ kind: "event", event: { time: between } });
  });

  test("the year 9999 is a time like any other", () => {
    const late = time(at("9999-12-31T22:00:00.0000000"), at("9999-12-31T23:00:00.0000000"));
    expect(late).toMatchObject({ kind: "event", event: { time: { start: Date.UTC(9999, 11, 31, 22) } } });
  });

  test("an all-day event without length, or reversed, is a day at least", () => {
    const midnight = at("2026-03-02T00:00:00.0000000", "W. Europe Standard Time");
    const day = { kind: "all_day", startDate: "2026-03-02", endDate: "2026-03-03" };
    expect(time(midnight, midnight, true)).toMatchObject({ event: { time: day } });
    const before = at("2026-03-01T00:00:00.0000000");
    expect(time(midnight, before, true)).toMatchObject({
      event: { time: { startDate: "2026-03-01", endDate: "2026-03-02" } },
    });
  });

  test.each([
    ["no end", nine, undefined, "no_time"],
    ["an empty end", nine, {}, "no_time"],
    ["words", at("Monday at nine"), nine, "bad_time"],
    ["a date that does not exist", at("2026-02-30T09:00:00"), nine, "bad_time"],
    ["a year of five digits", nine, at("12026-03-02T09:00:00"), "bad_time"],
    [
      "another zone than was asked for",
      at("2026-03-02T09:00:00", "W. Europe Standard Time"),
      nine,
      "foreign_zone",
    ],
    ["a zone that nobody knows", at("2026-03-02T09:00:00", "Mars/Olympus"), nine, "foreign_zone"],
  ])("%s is named, not guessed", (_, start, end, reason) => {
    expect(time(start, end)).toEqual({ kind: "unreadable", id: "AAMk1", reason });
  });
});

describe("odd items", () => {
  test("long texts are cut, broken characters replaced, those of a wrong type absent", () => {
    expect(event({ subject: "x".repeat(10_000) }).title).toHaveLength(1024);
    expect(event({ subject: "a\u0000b\ud83dc" }).title).toBe("a\uFFFDb\uFFFDc");
    const odd = event({ subject: 7, body: "text", location: [], "@odata.etag": 3, transactionId: {} });
    expect(odd).toMatchObject({ title: null, description: null, location: null, etag: null, key: null });
  });

  test("properties of others are no tag of ours", () => {
    const foreign = [{ id: "String {0} Name AvailabilityBooking", value: "inst:push" }];
    expect(event({ singleValueExtendedProperties: foreign }).tag).toBeNull();
    expect(event({ singleValueExtendedProperties: "many" }).tag).toBeNull();
  });

  test("an item without an id fails the page: what it was about is not known", () => {
    expect(WireEventPage.safeParse({ value: [{ ...plain, id: "" }] }).success).toBe(false);
    expect(WireEventPage.safeParse({}).success).toBe(false);
  });
});

test("calendars: roles, names, and entries that cannot be used", () => {
  const page = WireCalendarPage.parse({
    value: [
      { id: "a", name: "Calendar", canEdit: true, isDefaultCalendar: true, hexColor: "#fff" },
      { id: "b", name: "x".repeat(10_000), canEdit: true },
      { id: "c", canEdit: "yes" },
      { name: "no id" },
      null,
    ],
  });
  const found = page.value.flatMap((wire) => (wire ? readCalendar(wire, "Europe/Berlin") : []));
  expect(found).toMatchObject([
    { id: "a", accessRole: "owner", canWrite: true, isPrimary: true, colour: "#fff" },
    { id: "b", accessRole: "writer", canWrite: true },
    { id: "c", name: "c", accessRole: "reader", canWrite: false, timeZone: "Europe/Berlin" },
  ]);
  expect(found[1]?.name).toHaveLength(1024);
});
