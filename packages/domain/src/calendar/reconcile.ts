import { unreachable } from "../errors/index.ts";
import { instantsOf, overlapsWindow } from "./all-day.ts";
import { isBusy } from "./busy.ts";
import type { Instants, RemoteChange, RemoteEvent } from "./port.ts";

/** What we keep of an external event; instants are epoch ms. Titles and people are not kept. */
export type MirroredEvent = {
  providerEventId: string;
  seriesId: string | null;
  iCalUid: string | null;
  etag: string | null;
  providerUpdatedAt: string | null;
  eventType: RemoteEvent["type"];
  showAs: RemoteEvent["showAs"];
  selfResponse: RemoteEvent["selfResponse"];
  isAllDay: boolean;
  start: number;
  end: number;
  startDate: string | null;
  endDate: string | null;
  isBusy: boolean;
  origin: "external" | "ours";
};

export type Known = MirroredEvent & { deleted: boolean };

export type Reconciliation = {
  upserts: MirroredEvent[];
  /** provider event ids */
  removals: string[];
  counts: SyncCounts;
};

/** How many events one reading named, what it changed in the mirror, and how many it could not read. */
export type SyncCounts = {
  seen: number;
  created: number;
  updated: number;
  deleted: number;
  unchanged: number;
  unreadable: number;
};

export const noCounts: SyncCounts = {
  seen: 0,
  created: 0,
  updated: 0,
  deleted: 0,
  unchanged: 0,
  unreadable: 0,
};

export function addCounts(a: SyncCounts, b: SyncCounts): SyncCounts {
  return {
    seen: a.seen + b.seen,
    created: a.created + b.created,
    updated: a.updated + b.updated,
    deleted: a.deleted + b.deleted,
    unchanged: a.unchanged + b.unchanged,
    unreadable: a.unreadable + b.unreadable,
  };
}

/**
 * What to write so that our mirror agrees with `changes`, which come in the provider's order; the last word on an id wins.
 * `known` holds every mirrored event that a change names, by its id or by its series. An event outside `window` is
 * removed when known and ignored when not. What the provider names in `unreadable` keeps what is known of it: a broken
 * answer frees no time. `timeZone` is the zone in which all-day dates of this calendar are meant.
 */
export function reconcile(
  changes: readonly RemoteChange[],
  context: {
    known: readonly Known[];
    /** provider event ids */
    unreadable: readonly string[];
    window: Instants;
    timeZone: string;
    isOurs: (event: RemoteEvent) => boolean;
  },
): Reconciliation {
  const known = new Map(context.known.map((event) => [event.providerEventId, event]));
  const wanted = new Map<string, MirroredEvent | null>();
  for (const change of changes) apply(change, wanted, context);
  for (const id of context.unreadable) wanted.delete(id);
  const result = compare(wanted, known);
  result.counts.unreadable = context.unreadable.length;
  return result;
}

type Context = Parameters<typeof reconcile>[1];

function apply(change: RemoteChange, wanted: Map<string, MirroredEvent | null>, context: Context): void {
  switch (change.kind) {
    case "event":
      put(change.event, wanted, context);
      return;
    case "removed":
      wanted.set(change.id, null);
      dropSeries(change.id, wanted, context);
      return;
    case "series":
      dropSeries(change.seriesId, wanted, context);
      for (const event of change.events) put(event, wanted, context);
      return;
    default:
      unreachable(change);
  }
}

function put(event: RemoteEvent, wanted: Map<string, MirroredEvent | null>, context: Context): void {
  const mirrored = mirror(event, context);
  const inside = overlapsWindow(mirrored, context.window);
  wanted.set(event.id, inside ? mirrored : null);
}

function dropSeries(seriesId: string, wanted: Map<string, MirroredEvent | null>, context: Context): void {
  for (const event of context.known) {
    if (event.seriesId === seriesId) wanted.set(event.providerEventId, null);
  }
  for (const [id, event] of wanted) {
    if (event?.seriesId === seriesId) wanted.set(id, null);
  }
}

function mirror(event: RemoteEvent, context: Context): MirroredEvent {
  const origin = context.isOurs(event) ? "ours" : "external";
  const allDay = event.time.kind === "all_day" ? event.time : null;
  return {
    providerEventId: event.id,
    seriesId: event.seriesId,
    iCalUid: event.iCalUid,
    etag: event.etag,
    providerUpdatedAt: event.updatedAt,
    eventType: event.type,
    showAs: event.showAs,
    selfResponse: event.selfResponse,
    isAllDay: allDay !== null,
    ...instantsOf(event.time, context.timeZone),
    startDate: allDay?.startDate ?? null,
    endDate: allDay?.endDate ?? null,
    isBusy: origin === "external" && isBusy(event),
    origin,
  };
}

function compare(wanted: Map<string, MirroredEvent | null>, known: Map<string, Known>): Reconciliation {
  const result: Reconciliation = {
    upserts: [],
    removals: [],
    counts: { ...noCounts, seen: wanted.size },
  };
  for (const [id, event] of wanted) {
    const before = known.get(id);
    const lives = before !== undefined && !before.deleted;
    if (event === null) {
      if (lives) {
        result.removals.push(id);
        result.counts.deleted++;
      } else result.counts.unchanged++;
    } else if (lives && sameEvent(before, event)) result.counts.unchanged++;
    else {
      result.upserts.push(event);
      result.counts[lives ? "updated" : "created"]++;
    }
  }
  return result;
}

function sameEvent(before: Known, after: MirroredEvent): boolean {
  const { deleted: _, ...kept } = before;
  return (Object.keys(after) as (keyof MirroredEvent)[]).every((key) => kept[key] === after[key]);
}
