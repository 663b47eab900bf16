import {
  type CalendarProvider,
  isOwnTag,
  markOf,
  markOfDraft,
  missingMs,
  ownChange,
  pushKey,
  type RemoteEvent,
} from "@availability/domain/calendar";
import { isProviderError, type ProviderErrorKind } from "@availability/domain/errors";
import { comparable } from "./event-hash.ts";
import type { PushLease } from "./push-lease.ts";

export type Writing = {
  provider: CalendarProvider;
  accessToken: string;
  /** epoch ms */
  now: number;
  /** Settles a new key in the database and in the lease, for when the one we had is spent. */
  renew: () => Promise<void>;
};

export type Written =
  /** It stands as the booking says. `words`: whose title and notes it bears. */
  | { kind: "present"; event: RemoteEvent; words: "ours" | "theirs" }
  /** As far as we know it stands so already; nothing was asked. */
  | { kind: "current" }
  /** Somebody moved it to another time than the booking's; it was left there. */
  | { kind: "moved"; event: RemoteEvent }
  /** Somebody deleted it; it was left so. */
  | { kind: "deleted" }
  /** The provider does not know it at present; that is believed when a later look says the same. */
  | { kind: "missing" };

/**
 * Makes the event of one booking stand as it should, and never over what somebody did to it meanwhile: an event that is
 * known is changed only as we last knew it, and one whose creation has an unknown outcome is looked for first.
 */
export function writeEvent(lease: PushLease, writing: Writing): Promise<Written> {
  switch (lease.remoteState) {
    case "none":
      return create(lease, writing);
    case "absent":
    case "ext_deleted":
      return lease.seenEtag === null ? createAnew(lease, writing) : takeBack(lease, writing);
    case "unknown":
    case "blocked":
      return recover(lease, writing);
    case "present":
    case "ext_modified":
      return lease.seenEtag === null ? update(lease, writing) : look(lease, writing);
  }
}

async function create(lease: PushLease, writing: Writing): Promise<Written> {
  const event = await insert(lease, writing);
  return event ? ours(event) : recover(lease, writing, { refused: true });
}

async function createAnew(lease: PushLease, writing: Writing): Promise<Written> {
  await writing.renew();
  return create(lease, writing);
}

/** An event that was gone and that a reading saw again: it is taken for ours where it stands, so that there are not two. */
async function takeBack(lease: PushLease, writing: Writing): Promise<Written> {
  const { providerCalendarId: calendarId, eventId } = lease;
  const found = await writing.provider.findEvent(writing.accessToken, { calendarId, eventId });
  if (found === null || found.deleted) return createAnew(lease, writing);
  return adopt(lease, writing, found.event);
}

/** What was created under our key is adopted and brought up to date; only when there is nothing it is created. */
async function recover(
  lease: PushLease,
  writing: Writing,
  { refused } = { refused: false },
): Promise<Written> {
  const { provider, accessToken, now } = writing;
  const place = { calendarId: lease.providerCalendarId, key: keyOf(lease), tag: lease.draft.tag };
  const found = await provider.findCreated(accessToken, place);
  if (found === null) {
    if (!refused) {
      const event = await insert(lease, writing);
      return event ? ours(event) : recover(lease, writing, { refused: true });
    }
    // The key is taken and shows nothing: it is spent, unless the provider's answer lags.
    return isLongMissing(lease, now) ? createAnew(lease, writing) : { kind: "missing" };
  }
  if (found.deleted) return restore(lease, writing);
  const { event } = found;
  if (event.tag !== null && !isOwnTag(event.tag, lease.installationId)) return createAnew(lease, writing);
  return adopt(lease, writing, event);
}

async function adopt(lease: PushLease, writing: Writing, event: RemoteEvent): Promise<Written> {
  if (equals(lease, event)) return ours(event);
  return ours(await overwrite(lease, writing, { eventId: event.id, etag: event.etag }));
}

/** An event that was deleted before we knew that it was created. */
async function restore(lease: PushLease, writing: Writing): Promise<Written> {
  const event = await unless(["rejected", "not_found", "gone"], () =>
    overwrite(lease, writing, { eventId: keyOf(lease), etag: null }),
  );
  return event ? ours(event) : createAnew(lease, writing);
}

async function update(lease: PushLease, writing: Writing): Promise<Written> {
  if (stands(lease)) return { kind: "current" };
  const target = { eventId: lease.eventId, etag: lease.remoteEtag };
  const keepWords = lease.remoteState === "ext_modified";
  const event = await unless(["precondition_failed", "not_found", "gone"], () =>
    overwrite(lease, writing, { ...target, keepWords }),
  );
  if (!event) return look(lease, writing);
  return { kind: "present", event, words: keepWords ? "theirs" : "ours" };
}

/** Finds out what became of an event that is not as we knew it, and writes where that is nobody's loss. */
async function look(lease: PushLease, writing: Writing): Promise<Written> {
  const { provider, accessToken, now } = writing;
  const { providerCalendarId: calendarId, eventId, timeZone } = lease;
  const found = await provider.findEvent(accessToken, { calendarId, eventId });
  if (found === null) return isLongMissing(lease, now) ? confirm(lease, writing) : { kind: "missing" };
  if (found.deleted) return { kind: "deleted" };
  const { event } = found;
  const { known, seen } = comparable(lease.appliedHash, markOf(event, timeZone));
  const change = ownChange(known, seen);
  const isAsBooked = seen.time === markOfDraft(lease.draft).time;
  if (change === "moved" && !isAsBooked) return { kind: "moved", event };
  const keepWords = change !== "same" || lease.remoteState === "ext_modified";
  if (keepWords ? isAsBooked : equals(lease, event)) {
    return { kind: "present", event, words: keepWords ? "theirs" : "ours" };
  }
  const written = await overwrite(lease, writing, { eventId, etag: event.etag, keepWords });
  return { kind: "present", event: written, words: keepWords ? "theirs" : "ours" };
}

/** Missing twice: deleted, unless its whole calendar is not there, which deletes no event. */
async function confirm(lease: PushLease, { provider, accessToken }: Writing): Promise<Written> {
  const calendars = await provider.listCalendars(accessToken);
  const isThere = calendars.some(({ id }) => id === lease.providerCalendarId);
  return isThere ? { kind: "deleted" } : { kind: "missing" };
}

function insert(lease: PushLease, { provider, accessToken }: Writing): Promise<RemoteEvent | null> {
  const target = { calendarId: lease.providerCalendarId, key: keyOf(lease) };
  return unless(["conflict"], () => provider.insertEvent(accessToken, target, lease.draft));
}

function overwrite(
  lease: PushLease,
  { provider, accessToken }: Writing,
  target: { eventId: string; etag: string | null; keepWords?: boolean },
): Promise<RemoteEvent> {
  const place = { calendarId: lease.providerCalendarId, ...target };
  return provider.updateEvent(accessToken, place, lease.draft);
}

const ours = (event: RemoteEvent): Written => ({ kind: "present", event, words: "ours" });

export function keyOf(lease: PushLease): string {
  return pushKey(lease.pushId, lease.incarnation);
}

export function isLongMissing({ missingSince }: PushLease, now: number): boolean {
  return missingSince !== null && now - missingSince >= missingMs;
}

/** Whether what we last knew of it is what it should be; edited words are nobody's to put right. */
function stands(lease: PushLease): boolean {
  const { known, seen } = comparable(lease.appliedHash, markOfDraft(lease.draft));
  if (known === null || known.time !== seen.time) return false;
  return lease.remoteState === "ext_modified" || known.words === seen.words;
}

function equals(lease: PushLease, event: RemoteEvent): boolean {
  const seen = markOf(event, lease.timeZone);
  const wanted = markOfDraft(lease.draft);
  return seen.time === wanted.time && seen.words === wanted.words;
}

async function unless<T>(kinds: readonly ProviderErrorKind[], call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    if (isProviderError(error) && kinds.includes(error.kind)) return null;
    throw error;
  }
}
