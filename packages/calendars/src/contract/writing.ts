import type { EventDraft } from "@availability/domain/calendar";
import { beforeEach, describe, expect, test } from "vitest";
import { collect } from "../collect.ts";
import { connect } from "./grant.ts";
import type { ProviderWorld } from "./world.ts";

const hourMs = 3_600_000;

/** Our own events: once, where they should be, and gone when they should be. */
export function describeWriting(current: () => ProviderWorld): void {
  let world: ProviderWorld;
  let token: string;
  beforeEach(async () => {
    world = current();
    token = (await connect(world)).accessToken;
  });

  const key = "bk0123456789abcdefn1";
  /** Where the event is; before it is made, a place where none is. */
  let eventId: string;
  beforeEach(() => {
    eventId = key;
  });
  const place = () => ({ calendarId: world.calendarId, key });
  const target = () => ({ calendarId: world.calendarId, eventId });
  const draft = (change: Partial<EventDraft> = {}): EventDraft => ({
    title: "Meeting room: Ann",
    description: "Booked online",
    location: "Quay 5",
    start: world.window.start + 9 * hourMs,
    end: world.window.start + 10 * hourMs,
    timeZone: "Europe/Berlin",
    tag: "installation:push",
    ...change,
  });
  const insert = async (change?: Partial<EventDraft>) => {
    const event = await world.provider.insertEvent(token, place(), draft(change));
    eventId = event.id;
    return event;
  };
  const update = (etag: string | null, change?: Partial<EventDraft>) =>
    world.provider.updateEvent(token, { ...target(), etag }, draft(change));
  const remove = () => world.provider.deleteEvent(token, target());
  const find = () => world.provider.findEvent(token, target());

  test("an event is created under our key and reads back as it was written", async () => {
    const created = await insert();
    const expected = {
      key,
      title: "Meeting room: Ann",
      description: "Booked online",
      location: "Quay 5",
      time: { kind: "timed", start: draft().start, end: draft().end },
      status: "confirmed",
      showAs: "busy",
      tag: "installation:push",
    };
    expect(created).toMatchObject(expected);
    expect(created.etag).not.toBeNull();
    expect(created.id === key).toBe(world.traits.keyIsId);
    expect(await find()).toEqual({ deleted: false, event: created });
  });

  test("our tag comes back in a listing, so that the echo is known as ours", async () => {
    await insert();
    const pages = await collect(
      world.provider.listWindow(token, { calendarId: world.calendarId, window: world.window }),
    );
    expect(pages.flatMap((page) => page.changes)).toMatchObject([
      { kind: "event", event: { id: eventId, key, tag: "installation:push" } },
    ]);
  });

  test("a key is taken once and for all", async () => {
    const first = await insert();
    if (world.traits.repeatsInserts) expect(await insert()).toEqual(first);
    else await expect(insert()).rejects.toMatchObject({ kind: "conflict" });
    await expect(insert({ title: "Another" })).rejects.toMatchObject({ kind: "conflict" });
    await remove();
    await expect(insert()).rejects.toMatchObject({ kind: "conflict" });
  });

  test("what was created under a key is found by it, and nothing under another", async () => {
    const found = (wanted: string) =>
      world.provider.findCreated(token, { ...place(), key: wanted, tag: draft().tag });
    expect(await found(key)).toBeNull();
    const created = await insert();
    expect(await found(key)).toEqual({ deleted: false, event: created });
    expect(await found("bk0123456789abcdefn2")).toBeNull();
  });

  test("a key the provider would refuse is refused", async () => {
    const bad = world.provider.insertEvent(token, { ...place(), key: "NOT A KEY" }, draft());
    await expect(bad).rejects.toMatchObject({ kind: "rejected" });
  });

  test("an update writes every field, and the etag moves on", async () => {
    const created = await insert();
    const change = {
      title: "Moved",
      description: "",
      location: null,
      start: draft().start + hourMs,
      end: draft().end + hourMs,
    };
    const updated = await update(created.etag, change);
    expect(updated).toMatchObject({
      title: "Moved",
      location: null,
      time: { kind: "timed", start: change.start, end: change.end },
      tag: "installation:push",
    });
    expect(updated.description ?? "").toBe("");
    expect(updated.etag).not.toBe(created.etag);
  });

  test("an update that keeps the words writes the time alone", async () => {
    const created = await insert();
    const end = draft().end + hourMs;
    const kept = { ...target(), etag: created.etag, keepWords: true };
    const words = { title: "Not this", description: "Nor this", location: null };
    const updated = await world.provider.updateEvent(token, kept, draft({ ...words, end }));
    const { title, description, location } = created;
    expect(updated).toMatchObject({
      title,
      description,
      location,
      time: { kind: "timed", start: draft().start, end },
    });
  });

  test("an update with an old etag fails and changes nothing", async () => {
    const created = await insert();
    const second = await update(created.etag, { title: "Second" });
    await expect(update(created.etag, { title: "Third" })).rejects.toMatchObject({
      kind: "precondition_failed",
    });
    expect(await find()).toEqual({ deleted: false, event: second });
    expect(await update(null, { title: "Third" })).toMatchObject({ title: "Third" });
  });

  test("an event that became an all-day one by hand is put back to its time", async () => {
    await insert();
    const day = new Date(world.window.start).toISOString().slice(0, 10);
    const next = new Date(world.window.start + 24 * hourMs).toISOString().slice(0, 10);
    await world.ownerMoves(eventId, { kind: "all_day", startDate: day, endDate: next });
    expect((await update(null)).time).toEqual({ kind: "timed", start: draft().start, end: draft().end });
  });

  test("a deleted event is unknown, or known as deleted and can be restored", async () => {
    await insert();
    await remove();
    if (!world.traits.remembersDeleted) {
      expect(await find()).toBeNull();
      await expect(update(null)).rejects.toMatchObject({ kind: "not_found" });
      return;
    }
    expect(await find()).toMatchObject({ deleted: true });
    expect(await update(null, { title: "Back" })).toMatchObject({ title: "Back", status: "confirmed" });
    expect(await find()).toMatchObject({ deleted: false, event: { title: "Back" } });
  });

  test("deleting is done when the event is gone, whoever did it", async () => {
    await insert();
    await remove();
    await expect(remove()).resolves.toBeUndefined();
    await expect(
      world.provider.deleteEvent(token, { ...target(), eventId: "bkneverwasn1" }),
    ).resolves.toBeUndefined();
  });

  test("an id that never was is unknown, to finding and to updating", async () => {
    expect(await find()).toBeNull();
    await expect(update(null)).rejects.toMatchObject({ kind: "not_found" });
  });

  describe("a calendar that may only be read", () => {
    test("takes no event", async () => {
      const refused = world.provider.insertEvent(
        token,
        { ...place(), calendarId: world.readOnlyCalendarId },
        draft(),
      );
      await expect(refused).rejects.toMatchObject({ kind: "read_only" });
    });

    test("can be read", async () => {
      const query = { calendarId: world.readOnlyCalendarId, window: world.window };
      expect(await collect(world.provider.listWindow(token, query))).toHaveLength(1);
    });
  });
}
