import { type CalendarProvider, isOwnTag, type RemoteEvent } from "@availability/domain/calendar";
import { isProviderError } from "@availability/domain/errors";
import type { PushLease } from "./push-lease.ts";

type Writing = {
  provider: CalendarProvider;
  accessToken: string;
  /** Settles a new event id in the database and in the lease, for when the one we had belongs to somebody else. */
  renew: () => Promise<void>;
};

/**
 * Creates the event under its settled id, or updates the one that stands under it: a refused insert means that an
 * earlier attempt got through although its answer did not.
 */
export async function writeEvent(lease: PushLease, writing: Writing): Promise<RemoteEvent> {
  const { provider, accessToken } = writing;
  const target = () => ({
    calendarId: lease.providerCalendarId,
    eventId: lease.eventId,
    key: lease.eventId,
  });
  if (lease.remoteState === "present") {
    const updated = await orNull(
      provider.updateEvent(accessToken, { ...target(), etag: null }, lease.draft),
      isAbsence,
    );
    if (updated) return updated;
  }
  const inserted = await orNull(provider.insertEvent(accessToken, target(), lease.draft), isConflict);
  if (inserted) return inserted;
  return (await adopt(lease, writing)) ?? insertAnew(lease, writing);
}

/** The event under our id if it is ours: brought up to date, restored when it was deleted; null when neither can be done. */
async function adopt(lease: PushLease, { provider, accessToken }: Writing): Promise<RemoteEvent | null> {
  const target = { calendarId: lease.providerCalendarId, eventId: lease.eventId };
  const found = await provider.findEvent(accessToken, target);
  if (!found) return null;
  if (!found.deleted && found.event.tag !== null && !isOwnTag(found.event.tag, lease.installationId))
    return null;
  return orNull(provider.updateEvent(accessToken, { ...target, etag: null }, lease.draft), isRefusal);
}

async function insertAnew(lease: PushLease, { provider, accessToken, renew }: Writing): Promise<RemoteEvent> {
  await renew();
  const target = { calendarId: lease.providerCalendarId, key: lease.eventId };
  return provider.insertEvent(accessToken, target, lease.draft);
}

async function orNull<T>(call: Promise<T>, expected: (error: unknown) => boolean): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (expected(error)) return null;
    throw error;
  }
}

const isConflict = (error: unknown) => isProviderError(error) && error.kind === "conflict";
const isAbsence = (error: unknown) =>
  isProviderError(error) && (error.kind === "not_found" || error.kind === "gone");
/** The provider does not let this event be restored, however often it is asked. */
const isRefusal = (error: unknown) =>
  isAbsence(error) || (isProviderError(error) && error.kind === "rejected");
