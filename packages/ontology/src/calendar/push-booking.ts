import { type CalendarProvider, missingMs } from "@availability/domain/calendar";
import { isProviderError, ProviderError } from "@availability/domain/errors";
import type { Ctx } from "../ctx.ts";
import { settleByRule } from "./conflicts/settle-by-rule.ts";
import {
  claimPush,
  type PushLease,
  type PushResult,
  renewIncarnation,
  renewPush,
  settlePush,
} from "./push-lease.ts";
import { withAccess } from "./with-access.ts";
import { isLongMissing, keyOf, writeEvent } from "./write-event.ts";

export type PushOutcome =
  | { kind: "applied"; remote: "present" | "absent" }
  /** Somebody moved or deleted the event; what follows is for a person or the organisation's rule. */
  | { kind: "conflict" }
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
    const code = isProviderError(error) ? codeOf(error) : "internal";
    const blocked = isProviderError(error) && (error.kind === "not_found" || error.kind === "read_only");
    const retryAfterMs = isProviderError(error) && error.kind === "rate_limited" ? error.retryAfterMs : null;
    await settlePush(ctx, lease, { kind: "failed", code, blocked, retryAfterMs });
    if (blocked) return { kind: "blocked", code };
    throw error;
  }
}

async function makePresent(ctx: Ctx, lease: PushLease): Promise<PushOutcome> {
  if (lease.isAsked) return settled(ctx, lease, { kind: "current" });
  const written = await withAccess(ctx, lease.connectionId, (provider, accessToken) =>
    writeEvent(lease, {
      provider: fenced(ctx, lease, provider),
      accessToken,
      now: ctx.now(),
      renew: () => renewIncarnation(ctx, lease),
    }),
  );
  if (written.kind === "missing") throw stillMissing();
  return settled(ctx, lease, written);
}

async function settled(
  ctx: Ctx,
  lease: PushLease,
  result: Exclude<PushResult, { kind: "failed" }>,
): Promise<PushOutcome> {
  await settlePush(ctx, lease, result);
  if (result.kind === "absent") return { kind: "applied", remote: "absent" };
  if (result.kind === "present" || result.kind === "current") return { kind: "applied", remote: "present" };
  ctx.publish();
  await settleByRule(ctx, { calendarId: lease.calendarId });
  return { kind: "conflict" };
}

async function makeAbsent(ctx: Ctx, lease: PushLease): Promise<PushOutcome> {
  // What was never attempted, or went already, cannot stand there.
  if (lease.remoteState !== "none" && lease.remoteState !== "absent") {
    await withAccess(ctx, lease.connectionId, (provider, accessToken) =>
      remove(ctx, lease, { provider: fenced(ctx, lease, provider), accessToken }),
    );
  }
  return settled(ctx, lease, { kind: "absent" });
}

/** Deletes by the id that the provider gave; where none came back, what was created under our key is looked for first. */
async function remove(
  ctx: Ctx,
  lease: PushLease,
  { provider, accessToken }: { provider: CalendarProvider; accessToken: string },
): Promise<void> {
  const calendarId = lease.providerCalendarId;
  if (lease.remoteState !== "unknown" && lease.remoteState !== "blocked") {
    return provider.deleteEvent(accessToken, { calendarId, eventId: lease.eventId });
  }
  const place = { calendarId, key: keyOf(lease), tag: lease.draft.tag };
  const found = await provider.findCreated(accessToken, place);
  // An insert whose answer was lost may show only later.
  if (found === null && !isLongMissing(lease, ctx.now())) throw stillMissing();
  if (found === null || found.deleted) return;
  if (found.event.tag !== null && found.event.tag !== lease.draft.tag) return;
  await provider.deleteEvent(accessToken, { calendarId, eventId: found.event.id });
}

/** To be looked for again, a minute later. */
function stillMissing(): ProviderError {
  const facts = { code: "missing", retryAfterMs: missingMs };
  return new ProviderError("unavailable", "The provider does not know the event at present", facts);
}

function codeOf(error: ProviderError): string {
  return error.code === "missing" ? error.code : error.kind;
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
