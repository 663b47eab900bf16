import { newId, type Transaction } from "@availability/db";
import { calendarPushes, calendarSyncStates, externalCalendars } from "@availability/db/schema";
import type { RemoteCalendar } from "@availability/domain/calendar";
import { and, eq, inArray, isNull, lt, lte, notInArray, or, sql } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { forgetMirror } from "./forget-mirror.ts";
import { resumePushes } from "./resume-pushes.ts";
import { withAccess } from "./with-access.ts";

/** What the account's list was found to say. */
export type CalendarsSeen = { calendars: number; missing: number; gone: number };

// A calendar that is missed once may be late to appear: only a second look so much later is believed.
const secondLookMs = 10 * 60_000;

/**
 * Reads which calendars the account has. One that is missing is looked for again; when a look ten minutes later still misses
 * it, and it cannot be read either, it is marked gone and keeps its links. One that is back is active again, and pushes that
 * waited for it are asked for.
 */
export async function refreshCalendars(
  ctx: Ctx,
  { connectionId }: { connectionId: string },
): Promise<CalendarsSeen> {
  const organizationId = authorize(ctx, "manage_integrations");
  const remote = await withAccess(ctx, connectionId, (provider, accessToken) =>
    provider.listCalendars(accessToken),
  );
  const look = { organizationId, connectionId, remote, at: new Date(ctx.now()) };
  const seen = await ctx.db.transaction(async (tx) => {
    await writeSeen(tx, look);
    const gone = await believeGone(tx, look);
    const missing = await noteMissing(tx, look);
    await resumePushes(tx, { organizationId, connectionId });
    return { calendars: remote.length, missing, gone };
  });
  ctx.publish();
  return seen;
}

type Look = { organizationId: string; connectionId: string; remote: RemoteCalendar[]; at: Date };

async function writeSeen(tx: Transaction, { organizationId, connectionId, remote, at }: Look): Promise<void> {
  if (remote.length === 0) return;
  await tx
    .insert(externalCalendars)
    .values(
      remote.map(({ id, name, timeZone, accessRole, canWrite, isPrimary, colour }) => ({
        id: newId(),
        organizationId,
        connectionId,
        providerCalendarId: id,
        name,
        timeZone,
        accessRole,
        canWrite,
        isPrimary,
        colour,
      })),
    )
    .onConflictDoUpdate({
      target: [externalCalendars.connectionId, externalCalendars.providerCalendarId],
      set: {
        name: sql`excluded.name`,
        timeZone: sql`excluded.time_zone`,
        accessRole: sql`excluded.access_role`,
        canWrite: sql`excluded.can_write`,
        isPrimary: sql`excluded.is_primary`,
        colour: sql`excluded.colour`,
        status: "active",
        goneSince: null,
        updatedAt: at,
      },
    });
}

/** Active calendars of the account that its list does not name. */
function unnamed({ organizationId, connectionId, remote }: Look) {
  const ids = remote.map(({ id }) => id);
  return and(
    eq(externalCalendars.organizationId, organizationId),
    eq(externalCalendars.connectionId, connectionId),
    eq(externalCalendars.status, "active"),
    ids.length > 0 ? notInArray(externalCalendars.providerCalendarId, ids) : undefined,
  );
}

async function noteMissing(tx: Transaction, look: Look): Promise<number> {
  await tx
    .update(externalCalendars)
    .set({ goneSince: look.at, updatedAt: look.at })
    .where(and(unnamed(look), isNull(externalCalendars.goneSince)));
  return tx.$count(externalCalendars, unnamed(look));
}

/** What was known of a calendar that is gone is removed in one go; bookings stand, and their pushes wait. */
async function believeGone(tx: Transaction, look: Look): Promise<number> {
  const { at } = look;
  const readable = tx
    .select({ id: calendarSyncStates.calendarId })
    .from(calendarSyncStates)
    .where(
      and(
        eq(calendarSyncStates.calendarId, externalCalendars.id),
        sql`${calendarSyncStates.lastErrorCode} is distinct from 'not_found'`,
      ),
    );
  const rows = await tx
    .update(externalCalendars)
    .set({ status: "gone", updatedAt: at })
    .where(
      and(
        unnamed(look),
        lte(externalCalendars.goneSince, new Date(at.getTime() - secondLookMs)),
        sql`not exists ${readable}`,
      ),
    )
    .returning({ id: externalCalendars.id });
  const calendarIds = rows.map(({ id }) => id);
  if (calendarIds.length === 0) return 0;
  await tx
    .update(calendarSyncStates)
    .set({ cursor: null, leaseOwner: null, leaseUntil: null })
    .where(inArray(calendarSyncStates.calendarId, calendarIds));
  await forgetMirror(tx, { calendarIds, code: "gone", at });
  await tx
    .update(calendarPushes)
    .set({ remoteState: "blocked", lastErrorCode: "not_found", lastErrorAt: at })
    .where(
      and(
        inArray(calendarPushes.calendarId, calendarIds),
        or(
          lt(calendarPushes.appliedVersion, calendarPushes.desiredVersion),
          eq(calendarPushes.remoteState, "unknown"),
        ),
      ),
    );
  return calendarIds.length;
}
