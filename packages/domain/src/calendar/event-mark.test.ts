import { expect, test } from "vitest";
import { markOf, markOfDraft, timeMark } from "./event-mark.ts";
import { isMassDeletion, ownChange } from "./own-change.ts";
import type { EventDraft, RemoteEvent } from "./port.ts";
import { pushKey, pushOfKey, pushOfTag, pushTag } from "./push.ts";

const start = Date.parse("2026-11-25T09:00:00Z");
const draft: EventDraft = {
  title: "Meeting room: Carla Diaz",
  description: "Booked by Carla Diaz <carla@example.org>\nPhone: 1 & 2",
  location: "Quay 5",
  start,
  end: start + 3_600_000,
  timeZone: "Europe/Berlin",
  tag: "installation:push",
};

function remote(change: Partial<RemoteEvent> = {}): RemoteEvent {
  return {
    id: "a",
    seriesId: null,
    iCalUid: null,
    etag: null,
    updatedAt: null,
    time: { kind: "timed", start: draft.start, end: draft.end },
    status: "confirmed",
    showAs: "busy",
    type: "default",
    selfResponse: null,
    title: draft.title,
    description: draft.description,
    location: draft.location,
    key: null,
    tag: null,
    ...change,
  };
}

const html = `<html><head><meta charset="utf-8"><style>p{margin:0}</style></head><body>
  <p>Booked by Carla&nbsp;Diaz &lt;<a href="mailto:carla@example.org">carla@example.org</a>&gt;<br>Phone: 1 &#38; 2</p></body></html>`;

test.each([
  ["as it was written", {}],
  ["notes made HTML", { description: html }],
  ["seconds added", { time: { kind: "timed", start: start + 7_000, end: start + 3_607_000 } }],
  ["white space folded", { title: " Meeting  room: Carla Diaz\r\n" }],
] satisfies [string, Partial<RemoteEvent>][])(
  "[SY60] what a provider does to an event on its way is no change: %s",
  (_title, change) => {
    const seen = markOf(remote(change), "Europe/Berlin");
    expect(seen).toEqual(markOfDraft(draft));
  },
);

test.each([
  ["another title", { title: "Board" }, "edited"],
  ["other notes", { description: "Bring cake" }, "edited"],
  ["another place", { location: null }, "edited"],
  ["tentative", { status: "tentative" }, "edited"],
  ["a minute later", { time: { kind: "timed", start: start + 60_000, end: draft.end } }, "moved"],
  ["a minute longer", { time: { kind: "timed", start, end: draft.end + 60_000 } }, "moved"],
  ["all day", { time: { kind: "all_day", startDate: "2026-11-25", endDate: "2026-11-26" } }, "moved"],
] satisfies [string, Partial<RemoteEvent>, string][])(
  "[SY60] what a person does is told apart: %s",
  (_title, change, expected) => {
    expect(ownChange(markOfDraft(draft), markOf(remote(change), "Europe/Berlin"))).toBe(expected);
  },
);

test("[SY60] of an event of which nothing was known, nothing changed", () => {
  expect(ownChange(null, markOf(remote(), "UTC"))).toBe("same");
  expect(timeMark(59_999, 60_000)).toBe("0-1");
});

test("[SY61] a key and a tag name their push, and nothing else does", () => {
  const id = "01935f00-1234-7abc-8def-0123456789ab";
  expect(pushOfKey(pushKey(id, 12))).toBe(id);
  for (const key of [null, "", "bk", `${pushKey(id, 1)}x`, pushKey(id, 1).toUpperCase()]) {
    expect(pushOfKey(key)).toBeNull();
  }
  expect(pushOfTag(pushTag("here", id), "here")).toBe(id);
  expect(pushOfTag(pushTag("there", id), "here")).toBeNull();
  expect(pushOfTag("here:' or true", "here")).toBeNull();
});

test.each([
  [5, 5, false],
  [6, 6, true],
  [6, 30, false],
  [7, 30, true],
  [20, 100, false],
  [21, 100, true],
])("[SY72] %i of %i events gone at once: mass deletion is %s", (gone, present, expected) => {
  expect(isMassDeletion(gone, present)).toBe(expected);
});
