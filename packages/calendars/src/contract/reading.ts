import type { ChangePage, RemoteChange, RemoteEvent } from "@availability/domain/calendar";
import { beforeEach, describe, expect, test } from "vitest";
import { collect } from "../collect.ts";
import { connect } from "./grant.ts";
import type { OwnerEvent, ProviderWorld } from "./world.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Calendars, windows and changes. */
export function describeReading(current: () => ProviderWorld): void {
  let world: ProviderWorld;
  let token: string;
  beforeEach(async () => {
    world = current();
    token = (await connect(world)).accessToken;
  });

  const at = (startMs: number, lengthMs = hourMs) => {
    const start = world.window.start + startMs;
    return { kind: "timed" as const, start, end: start + lengthMs };
  };
  const add = (title: string, time: OwnerEvent["time"], weeks?: number) =>
    world.ownerAdds({ title, time, ...(weeks === undefined ? {} : { weeks }) });
  const query = () => ({ calendarId: world.calendarId, window: world.window });
  const full = () => collect(world.provider.listWindow(token, query()));
  const since = (cursor: string) => collect(world.provider.listChanges(token, { ...query(), cursor }));

  describe("calendars", () => {
    test("come with their zone and what may be done with them, from all pages", async () => {
      await world.callsSince();
      await world.servesPagesOf(1);
      const calendars = await world.provider.listCalendars(token);
      const pages = calendars.length;
      expect(await world.callsSince()).toBe(pages + world.traits.callsBesides.calendars);
      expect(calendars.find((c) => c.id === world.calendarId)).toMatchObject({
        timeZone: "Europe/Berlin",
        canWrite: true,
      });
      expect(calendars.find((c) => c.id === world.readOnlyCalendarId)).toMatchObject({ canWrite: false });
      expect(calendars.filter((c) => c.isPrimary)).toHaveLength(1);
    });
  });

  describe("a window", () => {
    test("holds what overlaps it, its edges excluded", async () => {
      const { start, end } = world.window;
      await add("ends at the start", at(-hourMs));
      await add("begins at the end", at(end - start));
      await add("reaches in", at(-hourMs, 2 * hourMs));
      await add("spans it", at(-dayMs, end - start + 2 * dayMs));
      await add("inside", at(2 * dayMs));
      expect(titles(await full())).toEqual(["inside", "reaches in", "spans it"]);
    });

    test("holds all-day events as dates, and the zone they are meant in", async () => {
      const startDate = isoDay(world.window.start + 3 * dayMs);
      const endDate = isoDay(world.window.start + 5 * dayMs);
      await add("Trade fair", { kind: "all_day", startDate, endDate });
      const pages = await full();
      expect(events(pages)[0]?.time).toEqual({ kind: "all_day", startDate, endDate });
      expect(pages[0]?.timeZone).toBe(world.traits.pagesTellZone ? "Europe/Berlin" : null);
    });

    test("holds each occurrence of a series that lies in it", async () => {
      const series = await add("Team meeting", at(dayMs), 52);
      const found = events(await full());
      const weeks = Math.ceil((world.window.end - world.window.start - dayMs) / (7 * dayMs));
      expect(found).toHaveLength(weeks);
      expect(new Set(found.map((event) => event.id)).size).toBe(weeks);
      expect(found.every((event) => event.seriesId === series)).toBe(true);
    });

    test("is read page by page; the last page alone has the cursor", async () => {
      for (const day of [1, 2, 3, 4, 5]) await add(`event ${day}`, at(day * dayMs));
      await world.callsSince();
      const pages = await collect(world.providerWith({ pageSize: 2 }).listWindow(token, query()));
      expect(titles(pages)).toEqual(["event 1", "event 2", "event 3", "event 4", "event 5"]);
      expect(pages.map((page) => page.cursor !== null)).toEqual([false, false, true]);
      expect(pages.reduce((sum, page) => sum + page.requests, 0)).toBe(await world.callsSince());
    });

    test("does not lose what changes while its pages are read", async () => {
      for (const day of [1, 2, 3]) await add(`event ${day}`, at(day * dayMs));
      let cursor: string | null = null;
      for await (const page of world.providerWith({ pageSize: 2 }).listWindow(token, query())) {
        if (page.cursor === null) await add("meanwhile", at(6 * dayMs));
        cursor = page.cursor;
      }
      expect(titles(await since(cursor ?? ""))).toContain("meanwhile");
    });

    test("of a calendar that is not there is not found", async () => {
      const nowhere = { calendarId: "nowhere@group.calendar.example", window: world.window };
      await expect(collect(world.provider.listWindow(token, nowhere))).rejects.toMatchObject({
        kind: "not_found",
      });
    });
  });

  describe("changes", () => {
    const cursorOf = (pages: ChangePage[]) => pages.at(-1)?.cursor ?? "";

    test("are none when nothing changed, and the cursor goes on", async () => {
      await add("old", at(dayMs));
      const quiet = await since(cursorOf(await full()));
      expect(quiet.flatMap((page) => page.changes)).toEqual([]);
      await add("new", at(2 * dayMs));
      expect(titles(await since(cursorOf(quiet)))).toEqual(["new"]);
    });

    test("tell what was added, moved and deleted, and nothing else", async () => {
      await add("stays", at(dayMs));
      const [moved, deleted] = [await add("moves", at(2 * dayMs)), await add("goes", at(3 * dayMs))];
      const cursor = cursorOf(await full());
      await world.ownerMoves(moved, at(4 * dayMs));
      await world.ownerDeletes(deleted);
      await add("comes", at(5 * dayMs));
      const pages = await since(cursor);
      expect(titles(pages)).toEqual(["comes", "moves"]);
      expect(events(pages).find((event) => event.id === moved)?.time).toEqual(at(4 * dayMs));
      expect(removals(pages)).toEqual([deleted]);
    });

    test("tell of an event that left the window", async () => {
      const moved = await add("leaves", at(dayMs));
      const cursor = cursorOf(await full());
      await world.ownerMoves(moved, at(-90 * dayMs));
      const pages = await since(cursor);
      const left = removals(pages).includes(moved) || events(pages).some((event) => event.id === moved);
      expect(left).toBe(true);
    });

    test("tell when a timed event becomes an all-day one", async () => {
      const id = await add("Workshop", at(dayMs));
      const cursor = cursorOf(await full());
      const [startDate, endDate] = [
        isoDay(world.window.start + dayMs),
        isoDay(world.window.start + 2 * dayMs),
      ];
      await world.ownerMoves(id, { kind: "all_day", startDate, endDate });
      expect(events(await since(cursor))[0]?.time).toEqual({ kind: "all_day", startDate, endDate });
    });

    test("tell the occurrences of a new series, and their end with it", async () => {
      const before = cursorOf(await full());
      const series = await add("Team meeting", at(dayMs), 3);
      const pages = await since(before);
      expect(occurrences(pages, series)).toHaveLength(3);
      await world.ownerDeletes(series);
      const gone = removals(await since(cursorOf(pages)));
      const ids = occurrences(pages, series).map((event) => event.id);
      expect(gone.includes(series) || ids.every((id) => gone.includes(id))).toBe(true);
    });

    test("tell when one occurrence of a series is deleted", async () => {
      const series = await add("Team meeting", at(dayMs), 3);
      const pages = await full();
      const second = occurrences(pages, series)[1];
      await world.ownerDeletes(second?.id ?? "");
      const delta = await since(cursorOf(pages));
      const rest = seriesOf(delta, series)?.events.map((event) => event.id);
      expect(rest ? !rest.includes(second?.id ?? "") : removals(delta).includes(second?.id ?? "")).toBe(true);
    });

    test("need a full reading when the cursor is none of theirs, or expired", async () => {
      await expect(since("nonsense")).rejects.toMatchObject({ kind: "cursor_expired" });
      const cursor = cursorOf(await full());
      await world.trouble("list_events", { kind: "cursor_expired" });
      await expect(since(cursor)).rejects.toMatchObject({ kind: "cursor_expired" });
    });
  });
}

function changes(pages: ChangePage[]): RemoteChange[] {
  return pages.flatMap((page) => page.changes);
}

function events(pages: ChangePage[]): RemoteEvent[] {
  return changes(pages).flatMap((c) => (c.kind === "event" ? c.event : c.kind === "series" ? c.events : []));
}

function titles(pages: ChangePage[]): (string | null)[] {
  return events(pages)
    .map((event) => event.title)
    .sort();
}

function removals(pages: ChangePage[]): string[] {
  return changes(pages).flatMap((change) => (change.kind === "removed" ? change.id : []));
}

function seriesOf(pages: ChangePage[], seriesId: string) {
  return changes(pages).find((c) => c.kind === "series" && c.seriesId === seriesId) as
    | Extract<RemoteChange, { kind: "series" }>
    | undefined; // the predicate has chosen this kind
}

function occurrences(pages: ChangePage[], seriesId: string): RemoteEvent[] {
  const startOf = ({ time }: RemoteEvent) => (time.kind === "timed" ? time.start : 0);
  return events(pages)
    .filter((event) => event.seriesId === seriesId)
    .sort((a, b) => startOf(a) - startOf(b));
}

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
