import { calendarConnections, calendarSyncStates, externalCalendars } from "@availability/db/schema";
import { isProviderError } from "@availability/domain/errors";
import { and, asc, eq, inArray, isNotNull, isNull, lte, or } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx, Environment } from "../ctx.ts";
import { announce } from "../outbox/index.ts";
import { nextProbeAt, secondLookAt } from "./probe-schedule.ts";
import { type CalendarsSeen, refreshCalendars } from "./refresh-calendars.ts";
import { requestSyncs } from "./request-sync.ts";

const pageSize = 200;
const mostPages = 50;
// A probe that fails is asked for again after so long.
const againMs = 3_600_000;

/**
 * Asks for a look at every account that was not looked at for a day, of whatever organisation, in pages; returns how many. At
 * most 10,000 a call. Called by the cron alone.
 */
export async function queueProbes(environment: Environment): Promise<number> {
  let queued = 0;
  for (let page = 0; page < mostPages; page++) {
    const count = await queuePage(environment);
    queued += count;
    if (count < pageSize) break;
  }
  if (queued > 0) environment.publish();
  return queued;
}

async function queuePage({ db, now }: Environment): Promise<number> {
  const at = new Date(now());
  const { id, organizationId } = calendarConnections;
  return db.transaction(async (tx) => {
    const due = await tx
      .select({ connectionId: id, organizationId })
      .from(calendarConnections)
      .where(
        and(
          eq(calendarConnections.status, "active"),
          eq(calendarConnections.syncEnabled, true),
          or(isNull(calendarConnections.nextProbeAt), lte(calendarConnections.nextProbeAt, at)),
        ),
      )
      .orderBy(asc(calendarConnections.nextProbeAt), asc(id))
      .limit(pageSize)
      .for("update", { skipLocked: true });
    if (due.length === 0) return 0;
    const ids = due.map(({ connectionId }) => connectionId);
    await tx
      .update(calendarConnections)
      .set({ nextProbeAt: new Date(at.getTime() + againMs) })
      .where(inArray(id, ids));
    await announce(
      tx,
      due.map((data) => ({ name: "calendar/probe.requested" as const, data })),
    );
    return due.length;
  });
}

export type ProbeOutcome =
  | ({ kind: "reached" } & CalendarsSeen)
  /** The account waits for a person now. */
  | { kind: "needs_reauth" }
  /** Disconnected or switched off since the probe was asked for. */
  | { kind: "unwanted" };

/**
 * Proves that an account can still be reached by reading its list of calendars: renamed, vanished and read-only ones are noticed.
 * Throws ProviderError when trying again may help.
 */
export async function probeConnection(
  ctx: Ctx,
  { connectionId }: { connectionId: string },
): Promise<ProbeOutcome> {
  const organizationId = authorize(ctx, "manage_integrations");
  const wanted = and(
    eq(calendarConnections.organizationId, organizationId),
    eq(calendarConnections.id, connectionId),
    eq(calendarConnections.status, "active"),
    eq(calendarConnections.syncEnabled, true),
  );
  if ((await ctx.db.$count(calendarConnections, wanted)) === 0) return { kind: "unwanted" };
  try {
    const seen = await refreshCalendars(ctx, { connectionId });
    const at = new Date(ctx.now());
    const next = seen.missing > 0 ? secondLookAt(at) : nextProbeAt(connectionId, at);
    await ctx.db.update(calendarConnections).set({ lastProbeAt: at, nextProbeAt: next }).where(wanted);
    if (seen.missing > 0) await readMissing(ctx, organizationId, connectionId);
    return { kind: "reached", ...seen };
  } catch (error) {
    if (!isProviderError(error)) throw error;
    if (error.kind === "auth_revoked" || error.kind === "insufficient_scope") return { kind: "needs_reauth" };
    throw error;
  }
}

/** Whether a calendar that the list misses can still be read is part of the second look. */
async function readMissing(ctx: Ctx, organizationId: string, connectionId: string): Promise<void> {
  const rows = await ctx.db
    .select({ id: calendarSyncStates.calendarId })
    .from(calendarSyncStates)
    .innerJoin(externalCalendars, eq(externalCalendars.id, calendarSyncStates.calendarId))
    .where(
      and(
        eq(externalCalendars.connectionId, connectionId),
        eq(externalCalendars.status, "active"),
        isNotNull(externalCalendars.goneSince),
      ),
    );
  await requestSyncs(ctx, { organizationId, calendarIds: rows.map(({ id }) => id), trigger: "cron" });
}
