import { describe, expect, test } from "vitest";
import { readCalendar, readEvent, readSingle } from "./map.ts";
import { WireCalendarPage, WireEvent } from "./wire.ts";

const plain = {
  kind: "calendar#event",
  id: "evt1",
  etag: '"17"',
  status: "confirmed",
  updated: "2026-03-01T10:00:00.000Z",
  summary: "Dentist",
  iCalUID: "evt1@google.com",
  start: { dateTime: "2026-03-02T10:00:00+01:00", timeZone: "Europe/Berlin" },
  end: { dateTime: "2026-03-02T11:00:00+01:00", timeZone: "Europe/Berlin" },
};

function event(change: Record<string, unknown>) {
  const read = readEvent(WireEvent.parse({ ...plain, ...change }));
  if (read.kind !== "event") throw new Error(`read as ${read.kind}`);
  return read.event;
}

function kind(change: Record<string, unknown>) {
  return readEvent(WireEvent.parse({ ...plain, ...change })).kind;
}

test("a plain event, field by field", () => {
  expect(
    event({ location: "Room 1", extendedProperties: { private: { availabilityBooking: "inst:push" } } }),
  ).toEqual({
    id: "evt1",
    seriesId: null,
    iCalUid: "evt1@google.com",
    etag: '"17"',
    updatedAt: "2026-03-01T10:00:00.000Z",
    time: { kind: "timed", start: Date.UTC(2026, 2, 2, 9), end: Date.UTC(2026, 2, 2, 10) },
    status: "confirmed",
    showAs: "busy",
    type: "default",
    selfResponse: null,
    title: "Dentist",
    description: null,
    location: "Room 1",
    key: "evt1",
    tag: "inst:push",
  });
});

describe("what decides busy or free", () => {
  test.each([
    [{ transparency: "transparent" }, { showAs: "free" }],
    [{ transparency: "translucent" }, { showAs: "busy" }],
    [{ status: "tentative" }, { status: "tentative", showAs: "busy" }],
    [{ status: "perhaps" }, { status: "confirmed" }],
    [{ eventType: "outOfOffice" }, { type: "out_of_office", showAs: "out_of_office" }],
    [{ eventType: "focusTime" }, { type: "focus_time", showAs: "busy" }],
    [{ eventType: "workingLocation" }, { type: "working_location", showAs: "working_elsewhere" }],
    [
      { eventType: "birthday", transparency: "transparent" },
      { type: "birthday", showAs: "free" },
    ],
    [{ eventType: "fromGmail" }, { type: "from_gmail", showAs: "busy" }],
    [{ eventType: "somethingNew" }, { type: "default", showAs: "busy" }],
    [
      { attendees: [{ responseStatus: "accepted" }, { self: true, responseStatus: "declined" }] },
      { selfResponse: "declined" },
    ],
    [{ attendees: [{ self: true, responseStatus: "needsAction" }] }, { selfResponse: "needs_action" }],
    [{ attendees: [{ responseStatus: "declined" }] }, { selfResponse: null }],
    [{ attendees: ["?", null, { self: true, responseStatus: "maybe" }] }, { selfResponse: null }],
    [{ attendees: "many" }, { selfResponse: null }],
  ])("%j gives %j", (change, expected) => {
    expect(event(change)).toMatchObject(expected);
  });
});

describe("series and removals", () => {
  test("an occurrence names its series", () => {
    expect(event({ recurringEventId: "series1" }).seriesId).toBe("series1");
  });
  test("a cancelled item needs nothing but its id", () => {
    const read = readEvent(WireEvent.parse({ id: "evt1", status: "cancelled" }));
    expect(read).toEqual({ kind: "removed", id: "evt1" });
  });
  test("a cancelled series is removed, a live one is a master", () => {
    expect(kind({ recurrence: ["RRULE:FREQ=DAILY"], status: "cancelled" })).toBe("removed");
    expect(kind({ recurrence: ["RRULE:FREQ=DAILY"] })).toBe("master");
    expect(kind({ recurrence: [] })).toBe("event");
  });
  test("asked for by id, a master is its first occurrence", () => {
    expect(readSingle(WireEvent.parse({ ...plain, recurrence: ["RRULE:FREQ=DAILY"] })).kind).toBe("event");
  });
});

describe("odd items", () => {
  test("an event without a readable time is named, not dropped and not guessed", () => {
    const read = readEvent(WireEvent.parse({ ...plain, end: undefined }));
    expect(read).toEqual({ kind: "unreadable", id: "evt1", reason: "no_time" });
    expect(kind({ start: "monday" })).toBe("unreadable");
  });
  test("an item without an id is no event", () => {
    expect(WireEvent.safeParse({ ...plain, id: "" }).success).toBe(false);
    expect(WireEvent.safeParse(null).success).toBe(false);
  });
  test("texts of a wrong type are absent, long ones are cut, broken characters replaced", () => {
    expect(event({ summary: 7, description: {}, etag: 3 })).toMatchObject({
      title: null,
      description: null,
      etag: null,
    });
    expect(event({ summary: "x".repeat(100_000) }).title).toHaveLength(1024);
    expect(event({ summary: "a\u0000b\ud83dc" }).title).toBe("a\uFFFDb\uFFFDc");
    expect(event({ summary: `${"x".repeat(1023)}😀` }).title).toBe(`${"x".repeat(1023)}\uFFFD`);
    expect(event({ summary: "Yoga 😀" }).title).toBe("Yoga 😀");
  });
  test("a tag of another type is none", () => {
    expect(event({ extendedProperties: { private: { availabilityBooking: 5 } } }).tag).toBeNull();
    expect(event({ extendedProperties: { private: null } }).tag).toBeNull();
  });
});

test("calendars: roles, names, zones, and entries that cannot be used", () => {
  const page = WireCalendarPage.parse({
    kind: "calendar#calendarList",
    items: [
      {
        id: "a",
        summary: "Work",
        timeZone: "Europe/Berlin",
        accessRole: "owner",
        primary: true,
        backgroundColor: "#fff",
      },
      {
        id: "b",
        summary: "Team",
        summaryOverride: "Our team",
        timeZone: "Mars/Olympus",
        accessRole: "writer",
      },
      { id: "c", accessRole: "freeBusyReader" },
      { id: "d", accessRole: "emperor" },
      { id: "e", deleted: true },
      { summary: "no id" },
      null,
    ],
  });
  expect(page.items.flatMap((wire) => (wire && readCalendar(wire)) ?? [])).toEqual([
    {
      id: "a",
      name: "Work",
      timeZone: "Europe/Berlin",
      accessRole: "owner",
      canWrite: true,
      isPrimary: true,
      colour: "#fff",
    },
    {
      id: "b",
      name: "Our team",
      timeZone: null,
      accessRole: "writer",
      canWrite: true,
      isPrimary: false,
      colour: null,
    },
    {
      id: "c",
      name: "c",
      timeZone: null,
      accessRole: "freebusy",
      canWrite: false,
      isPrimary: false,
      colour: null,
    },
    {
      id: "d",
      name: "d",
      timeZone: null,
      accessRole: "freebusy",
      canWrite: false,
      isPrimary: false,
      colour: null,
    },
  ]);
});
