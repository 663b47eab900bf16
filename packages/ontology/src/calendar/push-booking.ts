import type { CalendarProvider } from "@availability/domain/calendar";
import { isProviderError } from "@availability/domain/errors";
import type { Ctx } from "../ctx.ts";
import { claimPush, type PushLease, renewIncarnation, renewPush, settlePush } from "./push-lease.ts";
import { withAccess } from "./with-access.ts";
import { writeEvent } from "./write-event.ts";

export type PushOutcome =
  | { kind: "applied"; remote: "present" | "absent" }
  /** The calendar refuses for good until a person acts: it is gone, or may only be read. */
  | { kind: "blocked"; code: string }
  | { kind: "busy"; retryAfterMs: number }
  /** Nothing to do: another worker brought it to the desired state. */
  | { kind: "current" }
  /** Sync of the account is switched off. */
  | { kind: "paused" };

/**
 * Brings one target calendar to what is desired of one booking: the event stands there once, or not at all. May be
 * repeated at will and interrupted anywhere: the id of the event was settled before the first call. Throws
 * ProviderError when trying again may help.
 */
export async function pushBooking(ctx: Ctx, { pushId }: { pushId: string }): Promise<PushOutcome> {
  const claim = await claimPush(ctx, pushId);
  if (claim.kind !== "claimed") return claim;
  const { lease } = claim;
  try {
    return lease.desired === "present" ? await makePresent(ctx, lease) : await makeAbsent(ctx, lease);
  } catch (error) {
    const code = isProviderError(error) ? error.kind : "internal";
    const blocked = isProviderError(error) && (error.kind === "not_found" || error.kind === "read_only");
    const retryAfterMs = isProviderError(error) && error.kind === "rate_limited" ? error.retryAfterMs : null;
    await settlePush(ctx, lease, { kind: "failed", code, blocked, retryAfterMs });
    if (blocked) return { kind: "blocked", code };
    throw error;
  }
}

async function makePresent(ctx: Ctx, lease: PushLease): Promise<PushOutcome> {
  const written = await withAccess(ctx, lease.connectionId, (provider, accessToken) =>
    writeEvent(lease, {
      provider: fenced(ctx, lease, provider),
      accessToken,
      renew: () => renewIncarnation(ctx, lease),
    }),
  );
  await settlePush(ctx, lease, { kind: "present", etag: written.etag });
  return { kind: "applied", remote: "present" };
}

async function makeAbsent(ctx: Ctx, lease: PushLease): Promise<PushOutcome> {
  // What was never attempted cannot stand there.
  if (lease.remoteState !== "none") {
    await withAccess(ctx, lease.connectionId, (provider, accessToken) =>
      fenced(ctx, lease, provider).deleteEvent(accessToken, {
        calendarId: lease.providerCalendarId,
        eventId: lease.eventId,
      }),
    );
  }
  await settlePush(ctx, lease, { kind: "absent" });
  return { kind: "applied", remote: "absent" };
}

/** The provider, each of whose writes first makes sure that this worker still holds the lease: none outlives it. */
function fenced(ctx: Ctx, lease: PushLease, provider: CalendarProvider): CalendarProvider {
  const hold = () => renewPush(ctx, lease);
  return {
    ...provider,
    insertEvent: async (...call) => hold().then(() => provider.insertEvent(...call)),
    updateEvent: async (...call) => hold().then(() => provider.updateEvent(...call)),
    deleteEvent: async (...call) => hold().then(() => provider.deleteEvent(...call)),
  };
}
