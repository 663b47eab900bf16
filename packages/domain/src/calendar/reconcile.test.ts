import { expect, test } from "vitest";
import type { RemoteChange, RemoteEvent } from "./port.ts";
import { type Known, reconcile } from "./reconcile.ts";

const window = { start: 1_000, end: 10_000 };

function remote(id: string, start: number, overrides: Partial<RemoteEvent> = {}): RemoteEvent {
  return {
    id,
    seriesId: null,
    iCalUid: `${id}@example.org`,
    etag: '"1"',
    updatedAt: null,
    time: { kind: "timed", start, end: start + 1_000 },
    status: "confirmed",
    showAs: "busy",
    type: "default",
    selfResponse: null,
    title: null,
    description: null,
    location: null,
    key: null,
    tag: null,
    ...overrides,
  };
}

const changed = (...events: RemoteEvent[]): RemoteChange[] =>
  events.map((event) => ({ kind: "event", event }));

function decide(
  changes: RemoteChange[],
  known: Known[] = [],
  overrides: { unreadable?: string[]; ours?: string } = {},
) {
  return reconcile(changes, {
    known,
    unreadable: overrides.unreadable ?? [],
    window,
    timeZone: "UTC",
    isOurs: ({ id }) => id === overrides.ours,
  });
}

/** What stands in the mirror after these changes were applied to nothing. */
function mirrored(...events: RemoteEvent[]): Known[] {
  return decide(changed(...events)).upserts.map((event) => ({ ...event, deleted: false }));
}

test("[SY31] the last word on an id wins", () => {
  const { upserts, counts } = decide([...changed(remote("a", 2_000), remote("a", 5_000))]);
  expect(upserts).toMatchObject([{ providerEventId: "a", start: 5_000 }]);
  expect(counts).toMatchObject({ seen: 1, created: 1 });
});

test("[SY31] applying the same changes a second time writes nothing", () => {
  const events = [remote("a", 2_000), remote("b", 3_000, { showAs: "free" })];
  const again = decide(changed(...events), mirrored(...events));
  expect(again).toMatchObject({ upserts: [], removals: [], counts: { unchanged: 2 } });
});

test("[SY31] a deleted event that comes back lives again", () => {
  const known = mirrored(remote("a", 2_000)).map((event) => ({ ...event, deleted: true }));
  expect(decide(changed(remote("a", 2_000)), known).upserts).toHaveLength(1);
});

test("[SY34] an unreadable event keeps what is known of it, even when its series is replaced", () => {
  const known = mirrored(remote("s_1", 2_000, { seriesId: "s" }), remote("s_2", 3_000, { seriesId: "s" }));
  const result = decide([{ kind: "series", seriesId: "s", events: [] }], known, { unreadable: ["s_1"] });
  expect(result).toMatchObject({ removals: ["s_2"], counts: { deleted: 1, unreadable: 1 } });
});

test("[SY35] a removed series takes its occurrences along", () => {
  const known = mirrored(remote("s_1", 2_000, { seriesId: "s" }), remote("other", 3_000));
  expect(decide([{ kind: "removed", id: "s" }], known).removals).toEqual(["s_1"]);
});

test("[SY35] a replaced series keeps the occurrences it lists and loses the others", () => {
  const known = mirrored(remote("s_1", 2_000, { seriesId: "s" }), remote("s_2", 3_000, { seriesId: "s" }));
  const events = [remote("s_2", 3_000, { seriesId: "s" }), remote("s_3", 4_000, { seriesId: "s" })];
  const result = decide([{ kind: "series", seriesId: "s", events }], known);
  expect(result.removals).toEqual(["s_1"]);
  expect(result.upserts.map(({ providerEventId }) => providerEventId)).toEqual(["s_3"]);
});

test("[SY35] an event outside the window is removed when known and ignored when not", () => {
  const known = mirrored(remote("a", 2_000));
  const result = decide(changed(remote("a", 20_000), remote("b", 20_000)), known);
  expect(result).toMatchObject({ upserts: [], removals: ["a"] });
});

test("[SY40] an event of ours never counts as busy", () => {
  const { upserts } = decide(changed(remote("a", 2_000)), [], { ours: "a" });
  expect(upserts).toMatchObject([{ origin: "ours", isBusy: false }]);
});
